package dev.brine.states.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** When a state began, and how long it took, in the form of results: local time of day, milliseconds. */
final class Stopwatch {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private final Clock clock;
    private final Instant begin;

    Stopwatch(Clock clock) {
        this.clock = clock;
        this.begin = clock.instant();
    }

    void into(Map<String, Object> result) {
        result.put("start_time", TIME.format(begin.atZone(ZoneId.systemDefault())));
        long micros = Duration.between(begin, clock.instant()).toNanos() / 1000;
        result.put("duration", micros / 1000.0);
    }
}
