package dev.brine.reactor.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A window that ended so that its rule is to answer.
 *
 * @param parts what was seen, by the text of its pattern; the last is the one that is answered
 */
record Ended(Correlated of, String key, LinkedHashMap<String, Seen> parts) {

    List<Long> numbers() {
        return parts.values().stream().map(Seen::number).distinct().toList();
    }

    /** The newest event, which the rule's files see as theirs. */
    Seen last() {
        Seen last = null;
        for (Map.Entry<String, Seen> part : parts.entrySet()) {
            if (last == null || part.getValue().number() > last.number()) {
                last = part.getValue();
            }
        }
        if (last == null) {
            throw new IllegalStateException("a window of nothing");
        }
        return last;
    }
}
