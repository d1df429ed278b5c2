package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States by how long they took, as a table. */
final class ProfileOutput implements Outputter {

    private static final String HEADER = "duration (ms)";
    private static final int NAME_MAX = 60;

    private record Row(String millis, String name, String function) {}

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        if (!(data instanceof Map<?, ?> hosts)) {
            throw new MalformedData("state returns come in a map of hosts");
        }
        List<Row> rows = new ArrayList<>();
        hosts.values().forEach(states -> addRows(states, rows));
        int width = rows.stream().mapToInt(row -> row.millis().length()).reduce(HEADER.length(), Math::max);
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            cells.add(List.of(
                    row.name(), row.function(), " ".repeat(width - row.millis().length()) + row.millis()));
        }
        // Salt 3006: durations are compared as padded text, so an unknown one (-1) comes after the others of its length
        cells.sort(Comparator.comparing((List<String> row) -> row.get(2))
                .thenComparing(row -> row.get(0))
                .thenComparing(row -> row.get(1)));
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("labels", List.of("name", "mod.fun", HEADER));
        table.put("rows", cells);
        return new TableOutput()
                .render(table, settings.with("out.table.rows_key", "rows").with("out.table.labels_key", "labels"));
    }

    private static void addRows(@Nullable Object states, List<Row> rows) {
        if (states instanceof Map<?, ?> byTag) {
            byTag.forEach((tag, state) -> rows.add(row(PythonText.str(tag), state)));
        } else if (states instanceof List<?> items) {
            items.forEach(item -> rows.add(row(PythonText.str(item), Map.of())));
        } else if (states instanceof String text) {
            text.codePoints().forEach(c -> rows.add(row(Character.toString(c), Map.of())));
        } else {
            throw new MalformedData("states come in a map");
        }
    }

    private static Row row(String tag, @Nullable Object state) {
        List<String> parts = List.of(tag.split("_\\|-", -1));
        String function = parts.get(0) + "." + parts.get(parts.size() - 1);
        if (!(state instanceof Map<?, ?> ret)) {
            return new Row(fixed(-1), shortened(tag), function);
        }
        Object name = ret.containsKey("name") ? ret.get("name") : ret.get("__id__");
        double millis = ret.get("duration") instanceof Number number ? number.doubleValue() : -1;
        return new Row(fixed(millis), shortened(name == null ? "<>" : PythonText.str(name)), function);
    }

    private static String shortened(String name) {
        return name.length() > NAME_MAX ? name.substring(0, NAME_MAX - 3) + "..." : name;
    }

    private static String fixed(double millis) {
        return String.format(Locale.ROOT, "%.4f", millis);
    }
}
