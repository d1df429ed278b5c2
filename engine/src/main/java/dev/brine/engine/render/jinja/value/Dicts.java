package dev.brine.engine.render.jinja.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's dict on a Java map: 1, 1.0 and True are the same key, and the key that came first stays. String keys, nearly
 * all of them, go straight to the map.
 */
public final class Dicts {
    private Dicts() {}

    /** The value under the key, or {@code otherwise}; unhashable keys fail. */
    public static @Nullable Object get(Map<?, ?> map, @Nullable Object key, @Nullable Object otherwise) {
        Object stored = find(map, key);
        return stored == PyObject.ABSENT ? otherwise : map.get(stored);
    }

    public static boolean containsKey(Map<?, ?> map, @Nullable Object key) {
        return find(map, key) != PyObject.ABSENT;
    }

    /** False for lists, dicts and sets; a strict undefined fails. */
    public static boolean isHashable(@Nullable Object key) {
        if (key instanceof String || key == null) {
            return true;
        }
        if (key instanceof Tuple tuple) {
            for (Object item : tuple) {
                if (!isHashable(item)) {
                    return false;
                }
            }
            return true;
        }
        boolean collection = key instanceof java.util.Collection && !(key instanceof PyRange);
        if (key instanceof Undefined undefined) {
            Values.strict(undefined);
        }
        return !collection && !(key instanceof Map);
    }

    /** {@code map[key] = value}. */
    public static void put(Map<?, ?> map, @Nullable Object key, @Nullable Object value) {
        Object stored = find(map, key);
        writable(map).put(stored == PyObject.ABSENT ? key : stored, value);
    }

    /** Takes the entry out; {@link PyObject#ABSENT} when there was none. */
    public static @Nullable Object remove(Map<?, ?> map, @Nullable Object key) {
        Object stored = find(map, key);
        return stored == PyObject.ABSENT ? stored : map.remove(stored);
    }

    @SuppressWarnings("unchecked")
    private static Map<@Nullable Object, @Nullable Object> writable(Map<?, ?> map) {
        return (Map<@Nullable Object, @Nullable Object>) map;
    }

    /** The key as the map has it, or ABSENT. */
    private static @Nullable Object find(Map<?, ?> map, @Nullable Object key) {
        if (key instanceof String || key == null) {
            return map.containsKey(key) ? key : otherText(map, key);
        }
        Object normal = Compare.key(key);
        if (map.containsKey(key)) {
            return key;
        }
        if (normal instanceof String) {
            return map.containsKey(normal) ? normal : otherText(map, normal);
        }
        for (Object candidate : map.keySet()) {
            if (!(candidate instanceof String) && Compare.equal(candidate, key)) {
                return candidate;
            }
        }
        return PyObject.ABSENT;
    }

    /** A key that is tainted or Markup: only maps which a template filled with event text have such keys. */
    private static @Nullable Object otherText(Map<?, ?> map, @Nullable Object key) {
        if (key == null || map instanceof Taint.Source) {
            return PyObject.ABSENT;
        }
        Object candidate = Text.markup(key.toString());
        return map.containsKey(candidate) ? candidate : PyObject.ABSENT;
    }
}
