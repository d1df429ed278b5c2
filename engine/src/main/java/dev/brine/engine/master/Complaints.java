package dev.brine.engine.master;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.MessageFormatter;

/**
 * Warnings about what others send, one line a sender and minute, so that nobody can fill the log; the rest is counted and
 * logged at debug. Safe for many threads.
 */
final class Complaints {
    private static final Logger log = LoggerFactory.getLogger(Complaints.class);

    private final Cache<String, AtomicLong> lately = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private final AtomicLong count = new AtomicLong();
    private final AuditLog audit;

    Complaints(AuditLog audit) {
        this.audit = audit;
    }

    /** Warns, unless there was a warning about {@code sender} within the last minute, and has it in the audit log. */
    void say(String sender, String format, Object... arguments) {
        warn(sender, format, arguments);
        audit.complaint(sender, MessageFormatter.arrayFormat(format, arguments).getMessage());
    }

    /** The same for what the audit log is told in more detail. */
    void warn(String sender, String format, Object... arguments) {
        count.incrementAndGet();
        AtomicLong sinceWarned = new AtomicLong();
        AtomicLong known = lately.asMap().putIfAbsent(sender, sinceWarned);
        if (known == null) {
            log.warn(format, arguments);
        } else {
            known.incrementAndGet();
            log.debug(format, arguments);
        }
    }

    /** How often anything was complained about since the start. */
    long count() {
        return count.get();
    }
}
