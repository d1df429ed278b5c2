package dev.brine.reactor.sls;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.util.Map;

/**
 * What an SLS file can know of the event it answers.
 *
 * @param tag the event's tag
 * @param data its data
 * @param match the named groups of the rule's regular expression; empty for globs
 * @param origin who fired it
 * @param more further names for templates, whose text is trusted as little as the event's: what policies add
 */
public record EventContext(
        String tag, Map<String, Object> data, Map<String, String> match, Origin origin, Map<String, Object> more) {

    public EventContext(String tag, Map<String, Object> data, Map<String, String> match, Origin origin) {
        this(tag, data, match, origin, Map.of());
    }

    public static EventContext of(Event event, Map<String, String> match) {
        return new EventContext(event.tag(), event.data(), match, event.origin());
    }

    /** The same with further names. */
    public EventContext with(Map<String, Object> names) {
        return new EventContext(tag, data, match, origin, names);
    }
}
