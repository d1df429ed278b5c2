package dev.brine.reactor.policy;

import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The event by which a window of {@code throttle: once_after} ends: published by the reactor and kept like any other, answered by the rules
 * that waited alone.
 *
 * <p>Data: {@code policy, key, rules, tag, data, source} of the last event in the window, which the rules' files see as their own, and
 * {@code throttle} ({@code count, since, events}), which they see under that name.
 *
 * @param policy whose window it was
 * @param rules left sides of those that answer
 * @param answered what their files see: the number of this event, everything else of the last one
 * @param throttle what they see beside it
 */
public record LateEvent(String policy, List<String> rules, Event answered, Map<String, Object> throttle) {
    /** Fired when such a window ends. */
    public static final String TAG = "salt/reactor/throttled";

    static LateEvent of(String policy, String key, ThrottleState.Pending pending, Event last) {
        Map<String, Object> throttle = new LinkedHashMap<>();
        throttle.put("count", pending.count());
        throttle.put("since", Throttles.time(pending.since()));
        throttle.put("key", key);
        throttle.put("events", List.of(pending.first(), pending.last()));
        return new LateEvent(policy, pending.rules(), last, throttle);
    }

    /** What is published. */
    public Event event() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("policy", policy);
        data.put("rules", new ArrayList<>(rules));
        data.put("tag", answered.tag());
        data.put("data", answered.data());
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("kind", answered.origin().kind().name().toLowerCase(Locale.ROOT));
        source.put("id", answered.origin().id());
        data.put("source", source);
        data.put("throttle", throttle);
        return Event.of(TAG, data, Origin.MASTER);
    }

    /** Reads such an event; empty when it is another one, or when somebody else than the reactor fired it. */
    public static Optional<LateEvent> read(Event event) {
        if (!event.tag().equals(TAG)
                || event.origin().kind() != Origin.Kind.MASTER
                || !(event.data().get("rules") instanceof List<?> rules)) {
            return Optional.empty();
        }
        Data data = Data.of("event", event.data());
        Data source = Data.of("source", data.value("source"));
        Origin origin =
                new Origin(Origin.Kind.valueOf(source.string("kind").toUpperCase(Locale.ROOT)), source.string("id"));
        return Optional.of(new LateEvent(
                data.string("policy"),
                rules.stream().map(String::valueOf).toList(),
                new Event(
                        event.number(),
                        data.string("tag"),
                        Data.asMap("data", data.value("data")),
                        origin,
                        event.cause()),
                Data.asMap("throttle", data.value("throttle"))));
    }
}
