package dev.brine.engine.render.json;

import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain and template values as Python's {@code json.dumps} does. What JSON has no form for (bytes, sets,
 * undefined) fails in Python's words.
 */
public final class JsonWriter {
    private static final int DEPTH = 900;

    private final JsonStyle style;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private JsonWriter(JsonStyle style) {
        this.style = style;
    }

    /**
     * The text of {@code value}.
     *
     * @throws PyError in Python's words
     */
    public static String write(@Nullable Object value, JsonStyle style) {
        JsonWriter writer = new JsonWriter(style);
        writer.value(value);
        return writer.out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (Values.isString(value)) {
            string(value.toString());
        } else if (value instanceof Boolean || Numbers.isNumber(value)) {
            out.append(number(value));
        } else if (value instanceof Map<?, ?> map) {
            deeper();
            map(map);
            depth--;
        } else if (value instanceof List<?> list && !(value instanceof PyRange)) {
            deeper();
            list(list);
            depth--;
        } else {
            throw PyError.type("Object of type " + Values.typeName(value) + " is not JSON serializable");
        }
    }

    private void deeper() {
        if (++depth > DEPTH) {
            throw PyError.value("Circular reference detected");
        }
    }

    private static String number(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? "true" : "false";
        }
        if (!Numbers.isFloat(value)) {
            return value.toString();
        }
        double real = Numbers.real(value);
        if (Double.isNaN(real)) {
            return "NaN";
        }
        if (Double.isInfinite(real)) {
            return real > 0 ? "Infinity" : "-Infinity";
        }
        return Repr.real(real);
    }

    private void list(List<?> list) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            newline(depth);
            value(items.next());
            if (items.hasNext()) {
                out.append(style.itemSeparator());
            }
        }
        newline(depth - 1);
        out.append(']');
    }

    private void map(Map<?, ?> map) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (style.sortKeys()) {
            entries.sort((a, b) -> Compare.order(a.getKey(), b.getKey()));
        }
        out.append('{');
        for (int i = 0; i < entries.size(); i++) {
            newline(depth);
            string(key(entries.get(i).getKey()));
            out.append(style.keySeparator());
            value(entries.get(i).getValue());
            if (i + 1 < entries.size()) {
                out.append(style.itemSeparator());
            }
        }
        newline(depth - 1);
        out.append('}');
    }

    private static String key(@Nullable Object key) {
        if (key == null) {
            return "null";
        }
        if (Values.isString(key)) {
            return key.toString();
        }
        if (Numbers.isNumber(key)) {
            return number(key);
        }
        throw PyError.type("keys must be str, int, float, bool or None, not " + Values.typeName(key));
    }

    private void newline(int level) {
        String indent = style.indent();
        if (indent != null) {
            out.append('\n').append(indent.repeat(level));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c < 0x20 || (style.ascii() && c > 0x7e)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
