package dev.brine.engine.event;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** The text form of an event's time, as Python's {@code datetime.isoformat()} writes it. */
final class Stamp {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

    private Stamp() {}

    static String text(LocalDateTime time) {
        return (time.getNano() / 1000 == 0 ? SECONDS : MICROS).format(time);
    }
}
