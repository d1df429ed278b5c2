package dev.brine.engine.job;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Makes job ids: 20 digits, UTC time to the microsecond.
 *
 * <p>Each is greater than the one before, also when two are asked for within a microsecond or the clock steps back; so they
 * are unique within this process and sort in the order in which they were made. Safe for many threads.
 */
public final class JidSource {
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSSSSS");

    private final Clock clock;
    private final String suffix;
    private LocalDateTime last = LocalDateTime.of(1970, 1, 1, 0, 0);

    public JidSource(Clock clock) {
        this(clock, "");
    }

    /** @param suffix put behind the digits: {@code _<pid>} with {@code unique_jid}, else empty */
    public JidSource(Clock clock, String suffix) {
        this.clock = clock;
        this.suffix = suffix;
    }

    public synchronized String next() {
        LocalDateTime now = LocalDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return DIGITS.format(last) + suffix;
    }
}
