package dev.brine.engine.config;

import java.time.Duration;

/**
 * Whether a daemon's events are kept on disk, and for how long. What the reactor has still to read is kept in any case.
 *
 * @param on {@code event_journal}; without it the reactor forgets what it did not answer before a crash
 * @param keep {@code event_journal_keep_seconds}: older events are forgotten; zero = none is for its age
 * @param mostEvents {@code event_journal_max_events}: the oldest beyond this many are forgotten
 * @param mostBytes {@code event_journal_max_bytes}: the oldest are forgotten while the file's used pages are more than this
 */
public record Journal(boolean on, Duration keep, long mostEvents, long mostBytes) {
    static Journal of(Options o, boolean dflt) {
        return new Journal(
                o.bool("event_journal", dflt),
                o.seconds("event_journal_keep_seconds", 86_400),
                o.number("event_journal_max_events", 10_000_000),
                o.number("event_journal_max_bytes", 4L << 30));
    }
}
