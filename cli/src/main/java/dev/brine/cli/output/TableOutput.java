package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of rows as tables, each under the keys that lead to it. */
final class TableOutput implements Outputter {

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        List<String> out = new ArrayList<>();
        new Walk(settings, out).display(data, (int) number(settings.value("out.table.nested_indent")));
        return String.join("\n", out);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long n ? n : 0;
    }

    private static final class Walk {
        private final TableLayout layout;
        private final Colors colors;
        private final List<String> out;
        private final @Nullable String rowsKey;
        private final @Nullable String labelsKey;

        Walk(OutputSettings settings, List<String> out) {
            this.out = out;
            layout = TableLayout.of(settings);
            colors = settings.colors();
            rowsKey = key(settings.value("out.table.rows_key"));
            labelsKey = key(settings.value("out.table.labels_key"));
        }

        private static @Nullable String key(@Nullable Object value) {
            return PythonText.truth(value) ? PythonText.str(value) : null;
        }

        void display(@Nullable Object data, int indent) {
            if (data instanceof Map<?, ?> map) {
                if (rowsKey == null) {
                    displayAll(map, indent);
                } else if (map.containsKey(rowsKey)) {
                    displayRows(map, rowsKey, indent);
                } else {
                    PythonText.sorted(map).forEach(entry -> display(entry.getValue(), indent));
                }
            } else if (data instanceof List<?> rows && rowsKey == null) {
                out.addAll(layout.lines(rows, null, indent));
            }
        }

        private void displayAll(Map<?, ?> map, int indent) {
            for (Map.Entry<?, ?> entry : PythonText.sorted(map)) {
                String margin = " ".repeat(indent) + colors.darkGray();
                out.add(margin + PythonText.str(entry.getKey()) + colors.end() + ":");
                out.add(margin + "----------" + colors.end());
                if (entry.getValue() instanceof List<?> rows) {
                    out.addAll(layout.lines(rows, labels(map), indent));
                } else {
                    display(entry.getValue(), indent + 4);
                }
            }
        }

        private void displayRows(Map<?, ?> map, String key, int indent) {
            if (map.get(key) instanceof List<?> rows) {
                out.addAll(layout.lines(rows, labels(map), indent));
            } else {
                display(map.get(key), indent + 4);
            }
        }

        private @Nullable Object labels(Map<?, ?> map) {
            return labelsKey == null ? null : map.get(labelsKey);
        }
    }
}
