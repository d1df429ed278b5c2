package dev.brine.states.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The difference of two maps as states show it: {@code {new, old}} where values differ, maps gone into. */
final class DataDiff {
    private static final String ABSENT = "<_null_>";

    private DataDiff() {}

    static Map<String, Object> of(@Nullable Object before, @Nullable Object after) {
        Map<?, ?> old = before instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> now = after instanceof Map<?, ?> map ? map : Map.of();
        Map<String, Object> diff = new LinkedHashMap<>();
        old.forEach((key, value) -> {
            if (!now.containsKey(key)) {
                diff.put(String.valueOf(key), pair(value, ABSENT));
            }
        });
        now.forEach((key, value) -> {
            if (!old.containsKey(key)) {
                diff.put(String.valueOf(key), pair(ABSENT, value));
            } else if (value instanceof Map && old.get(key) instanceof Map) {
                Map<String, Object> inner = of(old.get(key), value);
                if (!inner.isEmpty()) {
                    diff.put(String.valueOf(key), inner);
                }
            } else if (value == null ? old.get(key) != null : !value.equals(old.get(key))) {
                diff.put(String.valueOf(key), pair(old.get(key), value));
            }
        });
        return diff;
    }

    private static Map<String, Object> pair(@Nullable Object old, @Nullable Object now) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("old", old);
        pair.put("new", now);
        return pair;
    }
}
