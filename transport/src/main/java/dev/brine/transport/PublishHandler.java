package dev.brine.transport;

import org.jspecify.annotations.Nullable;

/** Takes the published messages, in order, on the socket's thread; must not block. */
@FunctionalInterface
public interface PublishHandler {

    /** The topic is null for a message of one frame. */
    void message(@Nullable String topic, byte[] payload);
}
