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
    /** Before a placeholder that stood without quotes. */
    private static final char MARK = 1;

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
            TaintTable taint = stage.taint();
            return taint == null || taint.isEmpty()
                    ? JsonReader.read(json)
                    : restored(JsonReader.read(quoted(json, taint)), new TaintHook(taint, stage), List.of());
        } catch (JsonError e) {
            throw stage.error("JSONDecodeError", String.valueOf(e.getMessage()), null, e.line());
        }
    }

    /** Placeholders outside of quotes, for values that were printed as JSON, in quotes of their own and with a mark. */
    private static String quoted(String json, TaintTable taint) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            String token = inside ? "" : taint.tokenAt(json, i);
            if (!token.isEmpty()) {
                out.append('"').append("\\u0001").append(token).append('"');
                i += token.length() - 1;
                continue;
            }
            out.append(c);
            if (c == '"') {
                inside = !inside;
            } else if (c == '\\' && inside && i + 1 < json.length()) {
                out.append(json.charAt(++i));
            }
        }
        return out.toString();
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
        if (!hook.wants(text)) {
            return text;
        }
        boolean bare = text.charAt(0) == MARK;
        return hook.replace(bare ? text.substring(1) : text, new ScalarHook.Spot(path, key, bare, 0));
    }

    private static List<@Nullable Object> below(List<@Nullable Object> path, @Nullable Object step) {
        List<@Nullable Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
