package dev.brine.reactor.policy;

import java.time.Duration;
import java.util.List;

/**
 * {@code throttle}: how often a rule answers, in the words of event-driven Ansible.
 *
 * <p>Counted are events that the other policies let through, whatever their files render to, by the time at which they came. What is
 * counted is kept over restarts.
 *
 * @param kind which of the three
 * @param within the length of the window
 * @param threshold of {@link Kind#ACCUMULATE}: how many events
 * @param by dotted paths into the data: events that differ there are counted apart
 */
public record Throttle(Kind kind, Duration within, int threshold, List<String> by) implements Part {
    private static final int MOST_COUNTED = 1_000;

    /** What is done with the events of a window. */
    public enum Kind {
        /** the first is answered, and no other until the time is over */
        ONCE_WITHIN,
        /** they are collected from the first on; when the time is over the last is answered */
        ONCE_AFTER,
        /** the event that makes the number full is answered, and counting begins again */
        ACCUMULATE
    }

    public static Throttle read(Spec value) throws BadPolicy {
        value.map(List.of("once_within", "once_after", "accumulate_within", "threshold", "by"));
        long given = List.of("once_within", "once_after", "accumulate_within").stream()
                .filter(value::has)
                .count();
        if (given != 1) {
            throw value.bad("needs one of once_within, once_after, accumulate_within; found " + given + " of them");
        }
        if (value.has("threshold") != value.has("accumulate_within")) {
            throw value.bad("accumulate_within and threshold belong together: {accumulate_within: 5m, threshold: 3}");
        }
        List<String> by = value.at("by").texts();
        if (value.has("once_within")) {
            return new Throttle(Kind.ONCE_WITHIN, length(value.at("once_within")), 1, by);
        }
        if (value.has("once_after")) {
            return new Throttle(Kind.ONCE_AFTER, length(value.at("once_after")), 1, by);
        }
        int threshold = value.at("threshold").count(2);
        if (threshold > MOST_COUNTED) {
            throw value.at("threshold").bad("may be " + MOST_COUNTED + " at most; found " + threshold);
        }
        return new Throttle(Kind.ACCUMULATE, length(value.at("accumulate_within")), threshold, by);
    }

    private static Duration length(Spec value) throws BadPolicy {
        Duration time = value.time();
        if (time.isZero()) {
            throw value.bad("must be longer than nothing");
        }
        return time;
    }

    @Override
    public String toString() {
        String time = Spec.shown(within);
        String how = switch (kind) {
            case ONCE_WITHIN -> "once within " + time;
            case ONCE_AFTER -> "once after " + time;
            case ACCUMULATE -> threshold + " within " + time;
        };
        return how + (by.isEmpty() ? "" : " by " + String.join(", ", by));
    }
}
