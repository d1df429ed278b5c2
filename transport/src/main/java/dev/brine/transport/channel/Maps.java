package dev.brine.transport.channel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps in the order they are written, which {@code Map.of} does not keep. */
final class Maps {
    private Maps() {}

    static Map<String, @Nullable Object> of(String key, @Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }

    static Map<String, @Nullable Object> of(String k1, @Nullable Object v1, String k2, @Nullable Object v2) {
        Map<String, @Nullable Object> map = of(k1, v1);
        map.put(k2, v2);
        return map;
    }

    static Map<String, @Nullable Object> of(
            String k1, @Nullable Object v1, String k2, @Nullable Object v2, String k3, @Nullable Object v3) {
        Map<String, @Nullable Object> map = of(k1, v1, k2, v2);
        map.put(k3, v3);
        return map;
    }
}
