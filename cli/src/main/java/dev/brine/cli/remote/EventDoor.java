package dev.brine.cli.remote;

import dev.brine.engine.event.EventClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts events on the bus of the master on this host; does nothing when none runs. */
public final class EventDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventDoor.class);

    private final Path sockDir;
    private @Nullable EventClient client;

    private EventDoor(Path sockDir) {
        this.sockDir = sockDir;
    }

    public static EventDoor of(Path sockDir) {
        return new EventDoor(sockDir);
    }

    /** Fires an event; false when no master took it. */
    public boolean fire(String tag, Map<String, Object> data) {
        if (!Files.exists(sockDir.resolve("master_event_pull.ipc"))) {
            return false;
        }
        try {
            if (client == null) {
                client = EventClient.master(sockDir, unwanted -> false);
            }
            client.fire(tag, data);
            return true;
        } catch (IOException e) {
            LOG.debug("no event {}: {}", tag, e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
