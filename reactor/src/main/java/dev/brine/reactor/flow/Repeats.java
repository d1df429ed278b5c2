package dev.brine.reactor.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Remembers what was logged, so that a fault that comes with each event is one line in ten minutes. Any thread. */
final class Repeats {
    private final Cache<String, Boolean> told = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** Whether this is the first time, of late. */
    boolean isNew(String message) {
        return told.asMap().putIfAbsent(message, true) == null;
    }
}
