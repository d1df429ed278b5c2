package dev.brine.cli.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines, each with the minion's id in front: what a shell command printed. */
final class TextOutput implements Outputter {

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        if (!(data instanceof Map<?, ?> map)) {
            return (data instanceof String text ? text : PythonPrint.pformat(data)) + "\n";
        }
        StringBuilder out = new StringBuilder();
        map.forEach((key, value) -> {
            String name = PythonText.str(key);
            if (value instanceof String text) {
                for (String line : PythonText.splitLines(text)) {
                    out.append(name).append(": ").append(line).append('\n');
                }
            } else {
                out.append(name).append(": ").append(PythonText.str(value)).append('\n');
            }
        });
        return out.toString();
    }
}
