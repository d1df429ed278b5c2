package dev.brine.engine.schedule.job;

import dev.brine.engine.schedule.time.HumanDate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all jobs share at one look at the clock.
 *
 * @param window how long a time counts as reached: the pause since the last look
 * @param enabled whether the schedule as a whole is
 * @param splay for jobs without one of their own
 * @param skipRange {@code skip_during_range} for jobs without one of their own
 * @param skipFunction what runs instead of a skipped job
 * @param whens names of dates
 */
public record Moment(
        LocalDateTime now,
        Duration window,
        boolean enabled,
        @Nullable Object splay,
        @Nullable Object skipRange,
        @Nullable Object skipFunction,
        Map<String, Object> whens,
        RandomGenerator random) {

    /** Whether {@code time} was reached since the last look. */
    boolean reached(LocalDateTime time) {
        return !time.isAfter(now) && !now.isAfter(time.plus(window));
    }

    boolean missed(LocalDateTime time) {
        return time.isBefore(now.minus(window));
    }

    /** The date that somebody wrote, as of today; {@code what} names it where it is none. */
    LocalDateTime date(@Nullable Object value, String what) {
        if (value instanceof LocalDateTime time) {
            return time;
        }
        try {
            return HumanDate.parse(String.valueOf(value), now.toLocalDate());
        } catch (DateTimeException e) {
            throw new DateTimeException("Invalid " + what, e);
        }
    }
}
