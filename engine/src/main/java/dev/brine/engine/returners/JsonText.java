package dev.brine.engine.returners;

import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plain value as JSON: bytes become text, times become ISO text. */
final class JsonText {
    private JsonText() {}

    static String of(@Nullable Object value) {
        return JsonWriter.write(decoded(value), JsonStyle.SALT);
    }

    private static @Nullable Object decoded(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof LocalDateTime time) {
            return time.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key instanceof byte[] ? decoded(key) : key, decoded(item)));
            return copy;
        }
        if (value instanceof Collection<?> items) {
            List<Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(decoded(item)));
            return copy;
        }
        return value;
    }
}
