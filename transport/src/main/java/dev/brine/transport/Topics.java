package dev.brine.transport;

import java.util.Set;

/**
 * What a subscriber takes (Salt's zmq_filtering). Messages of two frames are taken only when their topic
 * is one of {@code accepted}; messages of one frame are always taken when they arrive.
 *
 * @param filter whether to subscribe to the topics only (zmq_filtering on) or to everything
 * @param accepted the topics, typically {@code broadcast} and the hex SHA-1 of the minion id
 */
public record Topics(boolean filter, Set<String> accepted) {

    public Topics {
        accepted = Set.copyOf(accepted);
    }

    /** Subscribe to everything; of the messages with a topic, take these. */
    public static Topics unfiltered(String... accepted) {
        return new Topics(false, Set.of(accepted));
    }

    /** Subscribe to these topics only. */
    public static Topics filtered(String... accepted) {
        return new Topics(true, Set.of(accepted));
    }
}
