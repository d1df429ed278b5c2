package dev.brine.engine.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps that users wrote, with keys of any kind, as the maps with text keys that functions take. */
public final class TextKeys {
    private TextKeys() {}

    /** A map of its own with the same values in the same order; empty when {@code value} is no map. */
    public static Map<String, Object> copy(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> copy.put(String.valueOf(key), item));
        }
        return copy;
    }
}
