package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventSocket;
import dev.brine.engine.event.Origin;
import dev.brine.transport.ipc.IpcClient;
import dev.brine.transport.ipc.IpcOptions;
import dev.brine.transport.wire.EventPacket;
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
        try {
            Files.createDirectories(directory);
            return Optional.of(EventSocket.open(
                    bus,
                    Origin.LOCAL,
                    EventSocket.MAX_EVENT_SIZE,
                    path(id, config, "pub"),
                    path(id, config, "pull"),
                    IpcOptions.defaults()));
        } catch (IOException e) {
            log.warn(
                    "{}: no event sockets there, so other processes of this host do not reach the minion: {}",
                    directory,
                    e.toString());
            return Optional.empty();
        }
    }

    static Path path(String id, MinionConfig config, String end) {
        String name = "minion_event_" + hash(id, config.session().hashType()) + "_" + end + ".ipc";
        return config.paths().sock().resolve(name);
    }

    /** Hands an event to the minion daemon of this host; without one nobody hears it. Salt 3006: event.fire of salt-call. */
    static void fire(String id, MinionConfig config, Event event) {
        Path pull = path(id, config, "pull");
        if (!Files.exists(pull)) {
            log.debug("no minion daemon at {}, so nobody hears {}", pull, event.tag());
            return;
        }
        try (IpcClient daemon = IpcClient.connect(pull)) {
            daemon.send(new EventPacket(event.tag(), event.data()).encode());
        } catch (IOException e) {
            log.debug("the minion daemon does not take {}: {}", event.tag(), e.toString());
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
