package dev.brine.engine.master;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Tags;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the master does by the clock: replaces the AES key when it is due, tells who is present, forgets old jobs and events.
 *
 * <p>Key and presence chores belong to the timer thread, expiry runs on {@code slow}. Intervals are measured on a clock that never steps.
 */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final MasterConfig config;
    private final Publications publications;
    private final Presence presence;
    private final EventBus bus;
    private final Stores stores;
    private final Clock clock;
    private final LongSupplier nanos;
    private SortedSet<String> present = new TreeSet<>();
    private long rotated;

    Housekeeping(
            MasterConfig config,
            Publications publications,
            Presence presence,
            EventBus bus,
            Stores stores,
            Clock clock,
            LongSupplier nanos) {
        this.config = config;
        this.publications = publications;
        this.presence = presence;
        this.bus = bus;
        this.stores = stores;
        this.clock = clock;
        this.nanos = nanos;
        this.rotated = nanos.getAsLong();
    }

    /** Starts; {@code slow} runs what may take a while, as the timer's own thread also wakes sign-ins. */
    void schedule(ScheduledExecutorService timer, Executor slow) {
        long tick = Math.max(1000, config.jobs().loopInterval().toMillis());
        timer.scheduleWithFixedDelay(guarded(this::keys), 1, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(guarded(this::presence), tick, tick, TimeUnit.MILLISECONDS);
        Runnable expire = guarded(this::expire);
        timer.scheduleWithFixedDelay(
                guarded(() -> slow.execute(expire)), tick, Math.max(tick, 60_000), TimeUnit.MILLISECONDS);
    }

    /** The drop file, keys taken away, and the age of the AES key. */
    void keys() {
        Duration life = config.auth().publishSession();
        if (nanos.getAsLong() - rotated >= life.toNanos()) {
            rotated = nanos.getAsLong();
            publications.rotate();
        } else {
            publications.rotateIfDue();
        }
    }

    /** Salt 3006: maintenance of presence events, every {@code loop_interval}. */
    void presence() throws IOException {
        if (!config.jobs().presenceEvents()) {
            return;
        }
        SortedSet<String> now = presence.present();
        List<String> fresh = new ArrayList<>(now);
        fresh.removeAll(present);
        List<String> lost = new ArrayList<>(present);
        lost.removeAll(now);
        if (!fresh.isEmpty() || !lost.isEmpty()) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("new", fresh);
            change.put("lost", lost);
            bus.publish(Tags.PRESENCE_CHANGE, change);
        }
        bus.publish(Tags.PRESENCE_PRESENT, Map.of("present", new ArrayList<>(now)));
        present = now;
    }

    void expire() {
        stores.forget(config, clock.instant());
    }

    private interface Chore {
        void run() throws IOException;
    }

    /** One chore that fails must not end those that come after it. */
    private static Runnable guarded(Chore chore) {
        return () -> {
            try {
                chore.run();
            } catch (IOException | RuntimeException e) {
                log.error("a periodic task failed; it runs again", e);
            }
        };
    }
}
