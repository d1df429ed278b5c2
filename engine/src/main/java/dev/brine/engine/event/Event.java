package dev.brine.engine.event;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something that happened: a tag, a map of plain values, and, beside what listeners read, where it came from.
 *
 * @param number position in the order of this bus, ascending from 1 over restarts where a journal keeps it; 0 before it is published
 * @param tag path-like name, printable ASCII ("salt/minion/web1/start")
 * @param data plain values; holds {@code _stamp} once published. Not to be changed by readers
 * @param origin who fired it, established by the edge
 * @param cause what it follows from
 */
public record Event(long number, String tag, Map<String, Object> data, Origin origin, Cause cause) {

    /** An event that nothing is known to have caused. */
    public static Event of(String tag, Map<String, Object> data, Origin origin) {
        return new Event(0, tag, data, origin, Cause.NONE);
    }

    public Event causedBy(Cause cause) {
        return new Event(number, tag, data, origin, cause);
    }

    /**
     * What is known beside tag and data, for tools of ours: {@code _number} in the journal (absent when it has none), {@code _origin} with
     * kind and id, and {@code _cause} with event, rule and hops where there is one.
     */
    public Map<String, Object> provenance() {
        Map<String, Object> known = new LinkedHashMap<>();
        if (number > 0) {
            known.put("_number", number);
        }
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("kind", origin.kind().name().toLowerCase(Locale.ROOT));
        from.put("id", origin.id());
        known.put("_origin", from);
        if (!cause.equals(Cause.NONE)) {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("event", cause.event());
            of.put("rule", cause.rule());
            of.put("hops", (long) cause.hops());
            known.put("_cause", of);
        }
        return known;
    }

    Event published(long number, Map<String, Object> stamped) {
        return new Event(number, tag, stamped, origin, cause);
    }
}
