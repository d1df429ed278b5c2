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
        if (!(event.data().get("_stamp") instanceof String stamp)) {
            return Duration.ZERO;
        }
        try {
            Duration age =
                    Duration.between(LocalDateTime.parse(stamp), LocalDateTime.now(clock.withZone(ZoneOffset.UTC)));
            return age.isNegative() ? Duration.ZERO : age;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
