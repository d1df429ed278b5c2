package dev.brine.cli.remote;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the functions by which a minion uses the master of its own host: {@code saltutil.cmd}, {@code cmd_iter}, {@code runner},
 * {@code wheel}. They are here because the doors to a running master are.
 */
public final class MasterHostPlugin implements Plugin {

    @Override
    public String name() {
        return "master-host";
    }

    @Override
    public void register(Registry registry) {
        registry.modules(parts -> new OnMaster(parts.config().paths().config()));
    }

    /** @param config the directory with the minion's configuration, and the master's where there is one */
    private record OnMaster(Path config) implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("saltutil");
        }

        @Override
        public @Nullable Object create(String module) {
            return new MasterHostFunctions(new MasterHost(config, System.getProperty("user.name")));
        }
    }
}
