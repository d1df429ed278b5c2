package dev.brine.engine.modules.schedule;

import java.util.LinkedHashMap;
import java.util.Map;

/** What most functions of {@code schedule} return: {@code {comment, result, [changes]}}. */
final class Answer {
    /** Salt 3006: the words where the minion does not answer. */
    private static final String SILENCE = "Event module not available. ";

    private Answer() {}

    /** {@code comment} is a text or a list of texts. */
    static Map<String, Object> of(Object comment, boolean result) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("comment", comment);
        answer.put("result", result);
        return answer;
    }

    static Map<String, Object> of(Object comment, boolean result, Map<String, Object> changes) {
        Map<String, Object> answer = of(comment, result);
        answer.put("changes", changes);
        return answer;
    }

    /** Salt 3006: a minion that does not answer is no failure here. */
    static Map<String, Object> unavailable(String what) {
        return of(SILENCE + what, true);
    }
}
