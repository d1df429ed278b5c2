package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Salt's default outputter: maps and lists as an indented tree.
 *
 * <p>Keys are sorted. Salt keeps the order of an {@code OrderedDict}, which only {@code salt-call} can meet; here a plain map
 * is always sorted.
 */
final class NestedOutput implements Outputter {

    private static final String RULE = "----------";

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        Lines lines = new Lines(settings);
        lines.add(data, indent(settings), "");
        return String.join("\n", lines.out);
    }

    private static int indent(OutputSettings settings) {
        return settings.nestedIndent() == 0 && settings.value("nested_indent") instanceof Long spaces
                ? spaces.intValue()
                : settings.nestedIndent();
    }

    private static final class Lines {
        final List<String> out = new ArrayList<>();
        private final Colors colors;
        private final boolean strip;
        private final boolean failed;

        Lines(OutputSettings settings) {
            colors = settings.colors();
            strip = settings.stripColors();
            failed = settings.retcode() != 0;
        }

        void add(@Nullable Object value, int indent, String prefix) {
            if (value instanceof byte[] bytes) {
                String text = PythonText.utf8(bytes);
                if (text != null) {
                    addText(text, indent, prefix);
                }
            } else if (value instanceof String text) {
                addText(text, indent, prefix);
            } else if (value instanceof Collection<?> items) {
                addList(items, indent);
            } else if (value instanceof Map<?, ?> map) {
                addMap(map, indent, prefix);
            } else {
                line(indent, colors.lightYellow(), prefix, PythonText.str(value), "");
            }
        }

        private void addText(String text, int indent, String prefix) {
            String start = prefix;
            for (String line : PythonText.splitLines(text)) {
                line(indent, colors.green(), start, strip ? PythonText.stripEscapes(line) : line, "");
                start = " ".repeat(prefix.length());
            }
        }

        private void addList(Collection<?> items, int indent) {
            for (Object item : items) {
                if (item instanceof Map) {
                    line(indent, failed ? colors.red() : colors.green(), "", "|_", "");
                    add(item, indent + 2, "");
                } else if (item instanceof Collection) {
                    line(indent, failed ? colors.red() : colors.green(), "", "|_", "");
                    add(item, indent + 2, "- ");
                } else {
                    add(item, indent, "- ");
                }
            }
        }

        private void addMap(Map<?, ?> map, int indent, String prefix) {
            String color = failed ? colors.red() : colors.cyan();
            if (indent > 0) {
                line(indent, color, "", RULE, "");
            }
            for (Map.Entry<?, ?> entry : PythonText.sorted(map)) {
                line(indent, color, prefix, PythonText.str(entry.getKey()), ":");
                add(entry.getValue(), indent + 4, "");
            }
        }

        private void line(int indent, String color, String prefix, String text, String suffix) {
            out.add(" ".repeat(indent) + color + prefix + text + colors.end() + suffix);
        }
    }
}
