package dev.brine.engine.modules;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What functions return that change the minion itself: {@code {comment, result, [changes]}}. */
public final class Answer {
    private Answer() {}

    /** {@code comment} is a text or a list of texts. */
    public static Map<String, Object> of(@Nullable Object comment, boolean result) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("comment", comment);
        answer.put("result", result);
        return answer;
    }

    public static Map<String, Object> of(@Nullable Object comment, boolean result, Map<String, Object> changes) {
        Map<String, Object> answer = of(comment, result);
        answer.put("changes", changes);
        return answer;
    }
}
