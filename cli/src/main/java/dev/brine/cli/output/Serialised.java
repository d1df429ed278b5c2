package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON and YAML text of plain values. */
final class Serialised {

    private Serialised() {}

    /** JSON; {@code indent} below zero puts everything on one line. */
    static String json(@Nullable Object data, int indent, boolean sortKeys) {
        StringBuilder out = new StringBuilder();
        json(data, indent, sortKeys, 0, out);
        return out.toString();
    }

    private static void json(@Nullable Object value, int indent, boolean sort, int depth, StringBuilder out) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number) {
            out.append(PythonText.repr(value));
        } else if (value instanceof Map<?, ?> map) {
            Collection<? extends Map.Entry<?, ?>> entries = sort ? PythonText.sorted(map) : map.entrySet();
            List<String> parts = new ArrayList<>();
            for (Map.Entry<?, ?> entry : entries) {
                StringBuilder part = new StringBuilder();
                quote(jsonKey(entry.getKey()), part);
                part.append(": ");
                json(entry.getValue(), indent, sort, depth + 1, part);
                parts.add(part.toString());
            }
            wrap('{', parts, '}', indent, depth, out);
        } else if (value instanceof Collection<?> items) {
            List<String> parts = new ArrayList<>();
            for (Object item : items) {
                StringBuilder part = new StringBuilder();
                json(item, indent, sort, depth + 1, part);
                parts.add(part.toString());
            }
            wrap('[', parts, ']', indent, depth, out);
        } else {
            quote(value instanceof byte[] ? PythonText.repr(value) : value.toString(), out);
        }
    }

    private static String jsonKey(@Nullable Object key) {
        if (key == null) {
            return "null";
        }
        return key instanceof Boolean ? key.toString() : PythonText.str(key);
    }

    private static void wrap(char open, List<String> parts, char close, int indent, int depth, StringBuilder out) {
        out.append(open);
        if (indent < 0 || parts.isEmpty()) {
            out.append(String.join(", ", parts)).append(close);
            return;
        }
        String margin = "\n" + " ".repeat(indent * (depth + 1));
        out.append(margin).append(String.join("," + margin, parts));
        out.append("\n").append(" ".repeat(indent * depth)).append(close);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 32) {
                        out.append(String.format("\\u%04x", c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        out.append('"');
    }

    /** YAML in block style; in flow style when {@code indent} is negative. */
    static String yaml(@Nullable Object data, int indent) {
        return json(data, -1, true);
    }
}
