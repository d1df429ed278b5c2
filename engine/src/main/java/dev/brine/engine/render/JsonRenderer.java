package dev.brine.engine.render;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to plain data; the shebang line is cut off first. */
final class JsonRenderer implements Renderer {

    @Override
    public @Nullable Object render(@Nullable Object input, RenderStage stage) {
        if (!(input instanceof String text)) {
            throw stage.error("AttributeError", "the json renderer needs text", null, 0);
        }
        String json = text.startsWith("#!") ? text.substring(text.indexOf('\n') + 1) : text;
        stage.text(text);
        if (json.isBlank()) {
            return new LinkedHashMap<>();
        }
        try {
            Object value = JsonReader.read(json);
            TaintTable taint = stage.taint();
            return taint == null || taint.isEmpty() ? value : restored(value, taint);
        } catch (JsonError e) {
            throw stage.error("JSONDecodeError", String.valueOf(e.getMessage()), null, e.line());
        }
    }

    private static @Nullable Object restored(@Nullable Object value, TaintTable taint) {
        if (value instanceof String text) {
            return taint.expand(text);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(restored(item, taint)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(restored(key, taint), restored(item, taint)));
            return copy;
        }
        return value;
    }
}
