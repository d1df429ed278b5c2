package dev.brine.reactor.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells on the bus that text of an event was refused.
 *
 * <p>Whoever sends such events may send many: one event a minute for each file and part of a call, with the number of those in
 * between. Any thread.
 */
final class Refusals {
    /** {@code {rule, file, what, why, event, tag, times}}. */
    static final String TAG = "salt/reactor/refused";

    private final EventBus bus;
    private final LoopGuard loops;
    private final LongAdder all = new LongAdder();
    private final Cache<String, LongAdder> recent = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private final Cache<String, LongAdder> silent = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    Refusals(EventBus bus, LoopGuard loops) {
        this.bus = bus;
        this.loops = loops;
    }

    void tell(Event event, String rule, String file, String what, String why) {
        all.increment();
        String place = rule + "\n" + file + "\n" + what;
        LongAdder since = silent.get(place, key -> new LongAdder());
        since.increment();
        if (recent.asMap().putIfAbsent(place, since) != null) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("rule", rule);
        data.put("file", file);
        data.put("what", what);
        data.put("why", why);
        data.put("event", event.number());
        data.put("tag", event.tag());
        data.put("times", since.sumThenReset());
        bus.publish(
                Event.of(TAG, data, Origin.MASTER).causedBy(new Cause(event.number(), rule, loops.hops(event) + 1)));
    }

    /** Since the start. */
    long all() {
        return all.sum();
    }
}
