package dev.brine.reactor.window;

import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The event by which a join or an absence ends: published by the reactor, numbered and kept like any other, answered by the
 * window's rule alone.
 *
 * <p>Data: {@code rule, policy, window, key, events} (numbers of what was seen), {@code tag, data, source} of the newest of
 * these, which the rule's files see as their own, and {@code joined} (pattern: data) or {@code absent} ({@code after, expect,
 * within, key}), which they see under that name.
 *
 * @param answered what the rule's files see: the number of the window's event, everything else of the newest one seen
 * @param more {@code joined} or {@code absent}
 */
public record WindowEvent(String rule, String window, List<Long> events, Event answered, Map<String, Object> more) {
    /** Fired when all events of a join have come. */
    public static final String JOINED_TAG = "salt/reactor/joined";
    /** Fired when an event that a policy waits for did not come. */
    public static final String ABSENT_TAG = "salt/reactor/absent";

    /** The event for a window; {@code recall} finds what was seen. */
    static Event of(Ended ended, Function<Seen, Event> recall) {
        Correlated of = ended.of();
        Event last = recall.apply(ended.last());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("rule", of.rule());
        data.put("policy", of.policy());
        data.put("window", of.window());
        data.put("key", ended.key());
        data.put("events", new ArrayList<>(ended.numbers()));
        data.put("tag", last.tag());
        data.put("data", last.data());
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("kind", last.origin().kind().name().toLowerCase(Locale.ROOT));
        source.put("id", last.origin().id());
        data.put("source", source);
        if (of.correlation() instanceof Correlation.Absence absence) {
            Map<String, Object> absent = new LinkedHashMap<>();
            absent.put("after", last.tag());
            absent.put("expect", absence.expect().text());
            absent.put("within", absence.within().toSeconds());
            absent.put("key", ended.key());
            data.put("absent", absent);
            return Event.of(ABSENT_TAG, data, Origin.MASTER);
        }
        Map<String, Object> joined = new LinkedHashMap<>();
        ended.parts()
                .forEach((pattern, seen) ->
                        joined.put(pattern, recall.apply(seen).data()));
        data.put("joined", joined);
        return Event.of(JOINED_TAG, data, Origin.MASTER);
    }

    /** Reads such an event; empty when it is another one, or when somebody else than the reactor fired it. */
    public static Optional<WindowEvent> read(Event event) {
        boolean meant = event.tag().equals(JOINED_TAG) || event.tag().equals(ABSENT_TAG);
        if (!meant || event.origin().kind() != Origin.Kind.MASTER) {
            return Optional.empty();
        }
        Data data = Data.of("event", event.data());
        Map<String, Object> source = Data.asMap("source", data.value("source"));
        List<Long> numbers = new ArrayList<>();
        if (data.value("events") instanceof List<?> list) {
            list.forEach(number -> numbers.add((Long) number));
        }
        Origin origin = new Origin(
                Origin.Kind.valueOf(String.valueOf(source.get("kind")).toUpperCase(Locale.ROOT)),
                String.valueOf(source.get("id")));
        Map<String, Object> more = new LinkedHashMap<>();
        for (String name : List.of("joined", "absent")) {
            Object value = data.value(name);
            if (value != null) {
                more.put(name, value);
            }
        }
        Event answered = new Event(
                event.number(), data.string("tag"), Data.asMap("data", data.value("data")), origin, event.cause());
        return Optional.of(
                new WindowEvent(data.string("rule"), data.string("window"), List.copyOf(numbers), answered, more));
    }
}
