package dev.brine.states.high;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the loosely typed parts of high data. */
final class Shape {
    private Shape() {}

    /** The map under an id: changed in place. */
    @SuppressWarnings("unchecked")
    static @Nullable Map<Object, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<Object, Object>) value : null;
    }

    /** The argument list of a state: changed in place. */
    @SuppressWarnings("unchecked")
    static @Nullable List<Object> list(@Nullable Object value) {
        return value instanceof List<?> ? (List<Object>) value : null;
    }

    static List<Object> listIn(Map<Object, Object> map, String key) {
        List<Object> list = list(map.get(key));
        if (list == null) {
            list = new ArrayList<>();
            map.put(key, list);
        }
        return list;
    }

    /** The first key of an argument; null when it is a function's name or an empty map. */
    static @Nullable Object firstKey(@Nullable Object argument) {
        return argument instanceof Map<?, ?> map && !map.isEmpty()
                ? map.keySet().iterator().next()
                : null;
    }

    static boolean hidden(Object key) {
        return key instanceof String text && text.startsWith("__");
    }

    /** The state modules of an id's body. */
    static List<String> modules(Map<?, ?> body) {
        List<String> modules = new ArrayList<>();
        for (Object key : body.keySet()) {
            if (!hidden(key)) {
                modules.add(String.valueOf(key));
            }
        }
        return modules;
    }

    /** A copy down to the scalars. */
    @SuppressWarnings("NullAway") // plain values: null in, null out
    static Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> made = new LinkedHashMap<>();
            map.forEach((key, part) -> made.put(key, copy(part)));
            return made;
        }
        if (value instanceof List<?> items) {
            List<Object> made = new ArrayList<>(items.size());
            items.forEach(item -> made.add(copy(item)));
            return made;
        }
        return value;
    }
}
