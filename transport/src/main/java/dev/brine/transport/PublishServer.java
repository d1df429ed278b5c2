package dev.brine.transport;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listening publish port (Salt's 4505): every message goes to every subscriber that wants it. */
public interface PublishServer extends AutoCloseable {

    /** Publishes one message without a topic: one frame, for unfiltered subscribers. */
    default void publish(byte[] payload) {
        publish(null, payload);
    }

    /**
     * Publishes one message; with a topic two frames (zmq_filtering), without one frame. Waits while the
     * hand-over queue is full, which lasts only as long as the socket's thread needs to catch up: slow
     * subscribers lose messages (high-water mark), they never slow the publisher.
     */
    void publish(@Nullable String topic, byte[] payload);

    /** IP addresses of the peers connected now; one that has two connections is named once. */
    Set<String> peers();

    /** The bound address with the real port. */
    String endpoint();

    /** The bound TCP port. */
    int port();

    @Override
    void close();
}
