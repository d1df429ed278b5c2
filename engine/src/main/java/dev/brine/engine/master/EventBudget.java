package dev.brine.engine.master;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.transport.wire.MinionId;
import java.time.Clock;
import java.time.Duration;

/**
 * How many events a minion may fire: a token bucket for each, filled at {@code minion_event_rate} a second, holding ten seconds'
 * worth, so that a burst passes and a storm does not. Rate 0: any number. Safe for many threads.
 */
final class EventBudget {
    private static final int SECONDS_HELD = 10;

    private final int rate;
    private final Clock clock;
    /** By minion id; a bucket that was left alone for this long is full again. */
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofSeconds(SECONDS_HELD))
            .build();

    EventBudget(int rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
    }

    int rate() {
        return rate;
    }

    /** Takes one event out of the minion's budget; false when there is none left. */
    boolean take(MinionId id) {
        if (rate <= 0) {
            return true;
        }
        Bucket bucket = buckets.get(id.value(), key -> new Bucket((double) rate * SECONDS_HELD, clock.millis()));
        return bucket.take(rate, clock.millis());
    }

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }

        synchronized boolean take(int rate, long now) {
            double earned = Math.max(0, now - filledAt) * rate / 1000.0;
            tokens = Math.min((double) rate * SECONDS_HELD, tokens + earned);
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
