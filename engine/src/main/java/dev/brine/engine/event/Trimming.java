package dev.brine.engine.event;

import dev.brine.transport.wire.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an oversize event small: large values become VALUE_TRIMMED, the shape stays (Salt 3006: trim_dict). */
final class Trimming {

    private static final String TRIMMED = "VALUE_TRIMMED";
    private static final int SMALLEST = 32;

    private Trimming() {}

    /** Replaces the values above a bound that is halved until the whole fits. */
    static Map<String, Object> trim(Map<String, Object> data, int maxBytes) {
        Map<String, Object> result = data;
        for (int bound = maxBytes / 2; bound >= SMALLEST; bound /= 2) {
            result = map(data, bound);
            if (Codec.LOCAL.encode(result).length <= maxBytes) {
                return result;
            }
        }
        return result;
    }

    private static Map<String, Object> map(Map<String, Object> data, int bound) {
        Map<String, Object> result = new LinkedHashMap<>();
        data.forEach((key, value) -> result.put(key, value(value, bound)));
        return result;
    }

    private static @Nullable Object value(@Nullable Object value, int bound) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((key, inner) -> result.put(key, value(inner, bound)));
            return result;
        }
        if (value instanceof List<?> list && list.size() <= bound) {
            List<@Nullable Object> result = new ArrayList<>(list.size());
            list.forEach(inner -> result.add(value(inner, bound)));
            return result;
        }
        return size(value) > bound ? TRIMMED : value;
    }

    private static int size(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof List<?> list ? list.size() : 0;
    }
}
