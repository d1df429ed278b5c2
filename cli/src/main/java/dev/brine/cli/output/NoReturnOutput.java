package dev.brine.cli.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notices about minions that did not return. */
final class NoReturnOutput implements Outputter {

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        StringBuilder out = new StringBuilder();
        append(data, 0, settings.colors(), out);
        return out.toString();
    }

    private static void append(@Nullable Object data, int indent, Colors colors, StringBuilder out) {
        String margin = " ".repeat(indent);
        if (data instanceof String text) {
            for (String line : text.split("\n", -1)) {
                out.append(colors.red())
                        .append(margin)
                        .append(line)
                        .append(colors.end())
                        .append('\n');
            }
        } else if (data instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : PythonText.sorted(map)) {
                out.append(colors.cyan()).append(margin).append(PythonText.str(entry.getKey()));
                out.append(colors.end()).append(":\n");
                append(entry.getValue(), indent + 4, colors, out);
            }
        }
    }
}
