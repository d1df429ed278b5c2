package dev.brine.engine.event;

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

    Event published(long number, Map<String, Object> stamped) {
        return new Event(number, tag, stamped, origin, cause);
    }
}
