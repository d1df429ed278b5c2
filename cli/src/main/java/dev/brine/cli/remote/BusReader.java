package dev.brine.cli.remote;

import dev.brine.engine.client.JobCollector;
import dev.brine.engine.event.EventClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads events from the event socket of a running master, from the moment it is opened. */
public final class BusReader implements JobSource {

    private static final Logger LOG = LoggerFactory.getLogger(BusReader.class);

    private final EventClient client;

    private BusReader(EventClient client) {
        this.client = client;
    }

    /**
     * Opens the event socket.
     *
     * @param wanted accepts tags
     * @throws MasterUnreachable when there is no master behind the socket
     */
    public static BusReader open(Path sockDir, Predicate<String> wanted) {
        try {
            return new BusReader(EventClient.master(sockDir, wanted));
        } catch (IOException e) {
            LOG.debug("{}", e.getMessage());
            throw new MasterUnreachable("The salt master could not be contacted. Is master running?");
        }
    }

    @Override
    public Optional<JobCollector.Message> next(Duration timeout) throws InterruptedException {
        try {
            return client.next(timeout).map(event -> new JobCollector.Message(event.tag(), event.data()));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("reading events");
            }
            throw new MasterUnreachable("The salt master went away: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
