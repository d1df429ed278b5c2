package dev.brine.engine.master;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.config.Options;
import dev.brine.engine.config.RawConfig;
import dev.brine.transport.wire.MinionId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often strangers are heard.
 *
 * <p>New ids a minute from one address ({@code auth_pending_per_address}, 60, 0 = any number; this host's own addresses are not
 * counted), and events about sign-ins that led to nothing: one a second for a pending id that knocks, one a
 * minute for one that is held and asks again, one in ten seconds for a refused one, one in ten
 * seconds for all that find no room.
 * Safe for many threads.
 */
final class KnockLimits {
    private static final int MAX = 20_000;

    private final int newPerAddress;
    private final Cache<String, AtomicInteger> byAddress = Caffeine.newBuilder()
            .maximumSize(MAX)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private final Cache<String, Boolean> pending = seconds(1);
    private final Cache<String, Boolean> reminded = seconds(60);
    private final Cache<String, Boolean> refused = seconds(10);

    KnockLimits(RawConfig raw) {
        this.newPerAddress = new Options(raw).integer("auth_pending_per_address", 60);
    }

    /** Whether one more unknown id from this address may be kept. */
    boolean mayKnock(String address) {
        if (newPerAddress <= 0 || address.startsWith("127.") || address.equals("::1") || address.isEmpty()) {
            return true;
        }
        AtomicInteger count = byAddress.get(address, key -> new AtomicInteger());
        return count != null && count.incrementAndGet() <= newPerAddress;
    }

    boolean mayAnnouncePending(MinionId id) {
        reminded.put(id.value(), true);
        return pending.asMap().putIfAbsent(id.value(), true) == null;
    }

    boolean mayRemindOfPending(MinionId id) {
        return reminded.asMap().putIfAbsent(id.value(), true) == null;
    }

    boolean mayAnnounceRefused(MinionId id) {
        return refused.asMap().putIfAbsent(id.value(), true) == null;
    }

    /** Being turned away for want of room is one event for all ids: whoever floods the port has many. */
    boolean mayAnnounceFull() {
        return refused.asMap().putIfAbsent("", true) == null;
    }

    private static Cache<String, Boolean> seconds(int seconds) {
        return Caffeine.newBuilder()
                .maximumSize(MAX)
                .expireAfterWrite(Duration.ofSeconds(seconds))
                .build();
    }
}
