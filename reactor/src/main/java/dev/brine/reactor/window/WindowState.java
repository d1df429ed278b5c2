package dev.brine.reactor.window;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What has been seen for one correlation. Belongs to one thread. */
sealed interface WindowState permits JoinState, AbsenceState {

    /** Most keys of one correlation; beyond it the oldest is given up. */
    int MOST_KEYS = 10_000;

    /** Takes an event that matches {@code parts}; a window that this ends is told. True when the event is to be remembered. */
    boolean observe(String key, Set<Integer> parts, Seen seen, Consumer<Ended> ended);

    /** Ends what is over at {@code now} (milliseconds of the epoch). */
    void due(long now, Consumer<Ended> ended);

    /** When something will be over; {@code Long.MAX_VALUE} when nothing is open. */
    long next();

    /** What is open, by key: the parts that were seen. */
    Map<String, Map<Integer, Seen>> open();

    /** How many keys were given up because there were too many. */
    long dropped();

    /** The lowest number of an event that is waited with; {@code none} when there is none. */
    default long lowest(long none) {
        return open().values().stream()
                .flatMap(parts -> parts.values().stream())
                .mapToLong(Seen::number)
                .min()
                .orElse(none);
    }
}
