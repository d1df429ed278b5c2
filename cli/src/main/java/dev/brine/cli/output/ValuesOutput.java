package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values alone, one a line ({@code newline_values_only}). */
final class ValuesOutput implements Outputter {

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        if (!(data instanceof Map<?, ?> map)) {
            throw new MalformedData("values of minions are in a map");
        }
        List<String> values = new ArrayList<>();
        for (Object value : map.values()) {
            if (value instanceof List<?> items) {
                items.forEach(item -> values.add(PythonText.str(item)));
            } else {
                values.add(PythonText.str(value));
            }
        }
        return String.join("\n", values);
    }
}
