package dev.brine.reactor.record;

import dev.brine.reactor.record.ReactionRecord.State;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One try of a reaction that a policy follows to its end.
 *
 * @param jid of its job or call; empty when there is none
 * @param state RUNNING, DONE, FAILED or DEAD; QUEUED when the process ended before it was known what came of it
 * @param message what came of it
 */
public record Try(String jid, State state, String message) {

    /** For people: {@code jid, state, message}. */
    public Map<String, Object> shown() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("jid", jid);
        one.put("state", state.name().toLowerCase(Locale.ROOT));
        one.put("message", message);
        return one;
    }
}
