package dev.brine.reactor.trial;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Stands until it is set. Any thread. */
final class TrialClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    TrialClock(Instant now) {
        this(new AtomicReference<>(now), ZoneId.systemDefault());
    }

    private TrialClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    void set(Instant to) {
        now.set(to);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get(), "now");
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Shows the same time, also when that is set. */
    @Override
    public Clock withZone(ZoneId other) {
        return new TrialClock(now, other);
    }
}
