package dev.brine.states.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what a state function returns: {@code name}, {@code changes}, {@code result} (true, false, null = would change), {@code comment}. */
public final class Result {
    private Result() {}

    public static Map<String, Object> of(
            String name, @Nullable Boolean result, Map<String, ? extends @Nullable Object> changes, String comment) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("name", name);
        made.put("changes", new LinkedHashMap<>(changes));
        made.put("result", result);
        made.put("comment", comment);
        return made;
    }

    public static Map<String, Object> same(String name, String comment) {
        return of(name, true, Map.of(), comment);
    }

    public static Map<String, Object> failed(String name, String comment) {
        return of(name, false, Map.of(), comment);
    }

    public static Map<String, Object> would(
            String name, Map<String, ? extends @Nullable Object> changes, String comment) {
        return of(name, null, changes, comment);
    }

    public static Map<String, Object> changed(
            String name, Map<String, ? extends @Nullable Object> changes, String comment) {
        return of(name, true, changes, comment);
    }
}
