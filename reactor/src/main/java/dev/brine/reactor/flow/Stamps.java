package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads when an event was published. */
final class Stamps {
    private Stamps() {}

    /** How long ago by its {@code _stamp}; zero when that cannot be read or lies ahead. */
    static Duration age(Event event, Clock clock) {
        return Duration.ofMillis(Math.max(0, clock.millis() - millis(event, clock)));
    }

    /** When by its {@code _stamp}, milliseconds of the epoch; now when that cannot be read. */
    static long millis(Event event, Clock clock) {
        if (event.data().get("_stamp") instanceof String stamp) {
            try {
                return LocalDateTime.parse(stamp).toInstant(ZoneOffset.UTC).toEpochMilli();
            } catch (DateTimeException e) {
                return clock.millis();
            }
        }
        return clock.millis();
    }
}
