package dev.brine.engine.schedule.job;

import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A time from a start to an end: {@code range} and {@code skip_during_range}. */
record Span(LocalDateTime start, LocalDateTime end) {

    static Span of(String what, @Nullable Object given, Moment moment) {
        if (!(given instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("Invalid, " + what + " must be specified as a dictionary");
        }
        Span span =
                new Span(moment.date(map.get("start"), what + " start"), moment.date(map.get("end"), what + " end"));
        if (!span.end().isAfter(span.start())) {
            throw new IllegalArgumentException("Invalid " + what + ", end must be larger than start");
        }
        return span;
    }

    boolean holds(LocalDateTime time) {
        return !time.isBefore(start) && !time.isAfter(end);
    }

    /** As {@link #holds}, without the two ends. */
    boolean encloses(LocalDateTime time) {
        return time.isAfter(start) && time.isBefore(end);
    }
}
