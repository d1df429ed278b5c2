package dev.brine.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A read-only typed view of an untyped map; errors carry the path of the value.
 *
 * <p>{@code data.string("id")} throws {@link DataException} when the key is missing or no text; the {@code ...Or} forms give
 * a default when the key is missing or null, and still throw when a value of another type is there.
 */
public final class Data {
    private final String path;
    private final Map<String, Object> map;

    private Data(String path, Map<String, Object> map) {
        this.path = path;
        this.map = map;
    }

    /** Views {@code map}; {@code name} starts the path in error messages ("publish", "salt/auth"). */
    public static Data of(String name, Map<String, Object> map) {
        return new Data(name, map);
    }

    /**
     * Views any value that must be a map with text keys.
     *
     * @throws DataException when it is none
     */
    public static Data of(String name, @Nullable Object value) {
        return new Data(name, asMap(name, value));
    }

    /** The value as a map with text keys, same entries in the same order. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> asMap(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> found)) {
            throw wrong(path, "a map", value);
        }
        for (Object key : found.keySet()) {
            if (!(key instanceof String)) {
                throw wrong(path + " (a key)", "text", key);
            }
        }
        return (Map<String, Object>) found;
    }

    public boolean has(String key) {
        return map.containsKey(key);
    }

    public @Nullable Object value(String key) {
        return map.get(key);
    }

    public String string(String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw wrong(path + "." + key, "text", map.get(key));
    }

    public String stringOr(String key, String fallback) {
        return map.get(key) == null ? fallback : string(key);
    }

    public @Nullable String stringOrNull(String key) {
        return map.get(key) == null ? null : string(key);
    }

    public long integer(String key) {
        if (map.get(key) instanceof Long number) {
            return number;
        }
        throw wrong(path + "." + key, "an integer", map.get(key));
    }

    public long integerOr(String key, long fallback) {
        return map.get(key) == null ? fallback : integer(key);
    }

    public List<Object> list(String key) {
        if (map.get(key) instanceof List<?> items) {
            return new ArrayList<>(items);
        }
        throw wrong(path + "." + key, "a list", map.get(key));
    }

    public List<Object> listOr(String key, List<Object> fallback) {
        return map.get(key) == null ? fallback : list(key);
    }

    public Map<String, Object> map(String key) {
        return asMap(path + "." + key, map.get(key));
    }

    /** The map under {@code key}, or an empty one when the key is missing or null. */
    public Map<String, Object> mapOrEmpty(String key) {
        return map.get(key) == null ? new LinkedHashMap<>() : map(key);
    }

    /** The whole map, as it is; not to be changed. */
    public Map<String, Object> all() {
        return map;
    }

    private static DataException wrong(String path, String wanted, @Nullable Object found) {
        return new DataException(path + ": expected " + wanted + ", found " + kind(found));
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof byte[]) {
            return "bytes";
        }
        return value instanceof String ? "text" : value.getClass().getSimpleName() + " " + value;
    }
}
