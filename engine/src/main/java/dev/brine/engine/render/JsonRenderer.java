package dev.brine.engine.render;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.yaml.ScalarHook;
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
            return taint == null || taint.isEmpty() ? value : restored(value, new TaintHook(taint, stage), List.of());
        } catch (JsonError e) {
            throw stage.error("JSONDecodeError", String.valueOf(e.getMessage()), null, e.line());
        }
    }

    /** Puts event text into place, and refuses it where YAML would, too. */
    private static @Nullable Object restored(@Nullable Object value, TaintHook hook, List<@Nullable Object> path) {
        if (value instanceof String text) {
            return put(text, hook, path, false);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(restored(item, hook, below(path, (long) copy.size()))));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                Object name = key instanceof String text ? put(text, hook, path, true) : key;
                copy.put(name, restored(item, hook, below(path, name)));
            });
            return copy;
        }
        return value;
    }

    private static @Nullable Object put(String text, TaintHook hook, List<@Nullable Object> path, boolean key) {
        return hook.wants(text) ? hook.replace(text, new ScalarHook.Spot(path, key, false, 0)) : text;
    }

    private static List<@Nullable Object> below(List<@Nullable Object> path, @Nullable Object step) {
        List<@Nullable Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
