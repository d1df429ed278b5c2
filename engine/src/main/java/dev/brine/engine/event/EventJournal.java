package dev.brine.engine.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps published events.
 *
 * <p>Called by the bus, one event at a time, in the order of their numbers; must not block. The stage it returns completes
 * when the event would survive a power cut, or fails when it would not.
 */
public interface EventJournal extends AutoCloseable {

    /** Number of the newest event kept, 0 when there is none: the bus goes on counting from here. */
    long last();

    CompletionStage<Void> append(Event event);

    @Override
    void close();

    /** Keeps nothing; every event counts as kept. */
    static EventJournal none() {
        return new EventJournal() {
            @Override
            public long last() {
                return 0;
            }

            @Override
            public CompletionStage<Void> append(Event event) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {}
        };
    }
}
