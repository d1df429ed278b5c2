package dev.brine.engine.wheel;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.key.KeyStore;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The built-in wheel modules.
 *
 * @param config the master's configuration
 * @param keys the minions' keys
 * @param bus the event bus
 * @param files the file server
 * @param present ids of minions that are connected now
 * @param random for key pairs
 */
public record WheelCatalog(
        MasterConfig config,
        KeyStore keys,
        EventBus bus,
        FileServer files,
        Supplier<? extends Collection<String>> present,
        SecureRandom random)
        implements Catalog {

    @Override
    public Set<String> modules() {
        return Set.of("config", "file_roots", "key", "minions");
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "config" -> new ConfigWheel(config);
            case "file_roots" -> new FileRootsWheel(files);
            case "key" ->
                KeyWheel.of(keys, bus, config.paths().pki(), config.files().hashType(), random);
            case "minions" -> new MinionsWheel(present);
            default -> null;
        };
    }
}
