package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventSocket;
import dev.brine.engine.event.Origin;
import dev.brine.transport.ipc.IpcOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The minion's bus for other processes of the host: {@code minion_event_<h>_pub.ipc} and {@code _pull.ipc} in {@code sock_dir}. */
final class MinionSockets {
    private static final Logger log = LoggerFactory.getLogger(MinionSockets.class);
    /** Salt 3006: the first digits of the id's hash. */
    private static final int DIGITS = 10;

    private MinionSockets() {}

    /** Opens them; a minion that cannot have them (a path too long for a socket) goes on without. */
    static Optional<EventSocket> open(String id, MinionConfig config, EventBus bus) {
        Path directory = config.paths().sock();
        String prefix = "minion_event_" + hash(id, config.session().hashType()) + "_";
        try {
            Files.createDirectories(directory);
            return Optional.of(EventSocket.open(
                    bus,
                    Origin.LOCAL,
                    EventSocket.MAX_EVENT_SIZE,
                    directory.resolve(prefix + "pub.ipc"),
                    directory.resolve(prefix + "pull.ipc"),
                    IpcOptions.defaults()));
        } catch (IOException e) {
            log.warn(
                    "{}: no event sockets there, so other processes of this host do not reach the minion: {}",
                    directory,
                    e.toString());
            return Optional.empty();
        }
    }

    static String hash(String id, String hashType) {
        String name = hashType.toLowerCase(Locale.ROOT);
        try {
            MessageDigest digest =
                    MessageDigest.getInstance(name.startsWith("sha") ? "SHA-" + name.substring(3) : name);
            return HexFormat.of()
                    .formatHex(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("hash_type " + hashType + " is unknown", e);
        }
    }
}
