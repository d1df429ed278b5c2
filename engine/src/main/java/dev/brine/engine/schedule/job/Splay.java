package dev.brine.engine.schedule.job;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The random delay of a run: {@code splay: 10}, or {@code splay: {start: 5, end: 10}}. */
final class Splay {
    private Splay() {}

    /** Draws a number of seconds. */
    static long seconds(@Nullable Object splay, RandomGenerator random) {
        if (splay instanceof Map<?, ?> range
                && range.get("start") instanceof Number start
                && range.get("end") instanceof Number end) {
            if (end.longValue() < start.longValue()) {
                throw new IllegalArgumentException("Invalid Splay, end must be larger than start");
            }
            return random.nextLong(start.longValue(), end.longValue() + 1);
        }
        if (splay instanceof Number most && most.longValue() >= 1) {
            return random.nextLong(1, most.longValue() + 1);
        }
        throw new IllegalArgumentException("splay must be a number of seconds, or start and end, found " + splay);
    }
}
