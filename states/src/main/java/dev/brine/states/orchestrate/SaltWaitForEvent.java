package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code salt.wait_for_event}: waiting until each of several ids was seen in an event. */
@Module("salt")
public final class SaltWaitForEvent {
    private static final int QUEUE = 100_000;

    private final Orchestration run;

    SaltWaitForEvent(Orchestration run) {
        this.run = run;
    }

    @Fn(doc = """
            Wait until each of several ids was seen in an event.

            name: a glob of event tags
            id_list: the ids
            event_id: the key of the event's data that holds them (default id)
            timeout: seconds (default 300)""")
    public Map<String, Object> waitForEvent(
            String name,
            List<Object> idList,
            @Arg(dflt = "'id'") String eventId,
            @Arg(dflt = "300") double timeout,
            @Arg(dflt = "'master'") String node)
            throws InterruptedException {
        if (run.context().test()) {
            return SaltResult.of(name, null, "Orchestration would wait for event '" + name + "'");
        }
        List<Object> missing = new ArrayList<>(idList);
        List<Object> seen = new ArrayList<>();
        Predicate<String> tags = Glob.of(name);
        long start = System.nanoTime();
        long end = start + (long) (timeout * 1e9);
        try (Subscription events = run.bus().subscribe("", QUEUE)) {
            while (!missing.isEmpty()) {
                Optional<Event> event = events.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                if (event.isPresent() && tags.test(event.get().tag())) {
                    for (Object found : values(event.get().data(), eventId)) {
                        if (missing.remove(found)) {
                            seen.add(found);
                        }
                    }
                } else if (event.isEmpty() && System.nanoTime() - end >= 0) {
                    break;
                }
            }
        }
        Map<String, Object> result = missing.isEmpty()
                ? SaltResult.of(name, true, "All events seen in " + (System.nanoTime() - start) / 1e9 + " seconds.")
                : SaltResult.of(name, false, "Timeout value reached.");
        if (!seen.isEmpty()) {
            result.put("changes", new LinkedHashMap<>(Map.of("minions_seen", seen)));
        }
        return result;
    }

    private static List<?> values(Map<String, Object> data, String key) {
        Object value = data.get(key);
        if (value == null && data.get("data") instanceof Map<?, ?> inner) {
            value = inner.get(key);
        }
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }
}
