package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a table ({@code out.table.*} options).
 *
 * @param width longest line in a cell before it is broken at a space
 */
record TableLayout(
        boolean header,
        String rowDelimiter,
        String delimiter,
        String justify,
        boolean separateRows,
        String prefix,
        String suffix,
        long width,
        Colors colors) {

    static TableLayout of(OutputSettings settings) {
        return new TableLayout(
                settings.flag("out.table.has_header", true),
                settings.text("out.table.row_delimiter", "-"),
                settings.text("out.table.delim", " | "),
                settings.text("out.table.justify", "center").toLowerCase(Locale.ROOT),
                settings.flag("out.table.separate_rows", true),
                settings.text("out.table.prefix", "| "),
                settings.text("out.table.suffix", " |"),
                settings.value("out.table.width") instanceof Long n ? n : 50,
                settings.colors());
    }

    /** The lines of a table; none when the rows are not all of one kind. */
    List<String> lines(List<?> rows, @Nullable Object labels, int indent) {
        if (rows.isEmpty() || !sameKind(rows)) {
            return List.of();
        }
        List<List<String>> cells = new ArrayList<>();
        List<String> titles = titles(labels, rows.get(0));
        if (!titles.isEmpty()) {
            cells.add(titles);
        }
        rows.forEach(row -> cells.add(cells(row)));
        return draw(cells, indent + 4, header && !titles.isEmpty());
    }

    private static boolean sameKind(List<?> rows) {
        Object first = rows.get(0);
        Class<?> kind = first instanceof Map
                ? Map.class
                : first instanceof List ? List.class : first == null ? Object.class : first.getClass();
        return rows.stream().allMatch(kind::isInstance);
    }

    private static List<String> titles(@Nullable Object labels, Object firstRow) {
        if (labels instanceof Map<?, ?> map && !map.isEmpty()) {
            return PythonText.sorted(map).stream()
                    .map(entry -> PythonText.str(entry.getValue()))
                    .toList();
        }
        if (labels instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(PythonText::str).toList();
        }
        if (firstRow instanceof Map<?, ?> row) {
            return PythonText.sorted(row).stream()
                    .map(entry -> title(PythonText.str(entry.getKey()).replace('_', ' ')))
                    .toList();
        }
        return List.of();
    }

    private static List<String> cells(Object row) {
        if (row instanceof Map<?, ?> map) {
            return PythonText.sorted(map).stream()
                    .map(entry -> PythonText.str(entry.getValue()))
                    .toList();
        }
        if (row instanceof List<?> items) {
            List<String> cells = new ArrayList<>();
            for (Object item : items) {
                if (!(item instanceof String text)) {
                    throw new MalformedData("a cell of a table is text");
                }
                cells.add(text);
            }
            return cells;
        }
        if (row instanceof String text) {
            return List.of(text);
        }
        throw new MalformedData("a row of a table is a map, a list or text");
    }

    private List<String> draw(List<List<String>> cells, int indent, boolean withHeader) {
        List<List<List<String>>> logical = cells.stream().map(this::wrapped).toList();
        List<Integer> widths = widths(logical);
        int length = prefix.length()
                + suffix.length()
                + widths.stream().mapToInt(Integer::intValue).sum()
                + delimiter.length() * (widths.size() - 1);
        String margin = " ".repeat(indent);
        String rule = margin + colors.lightGray() + rowDelimiter.repeat(Math.max(0, length)) + colors.end();
        List<String> out = new ArrayList<>();
        if (separateRows) {
            out.add(rule);
        }
        boolean ruleAfter = withHeader;
        for (List<List<String>> rows : logical) {
            for (List<String> row : rows) {
                out.add(margin + colors.white() + line(row, widths) + colors.end());
            }
            if (separateRows || ruleAfter) {
                out.add(rule);
                ruleAfter = false;
            }
        }
        return out;
    }

    private String line(List<String> row, List<Integer> widths) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(row.size(), widths.size()); i++) {
            shown.add(justified(row.get(i), widths.get(i)));
        }
        return prefix + String.join(delimiter, shown) + suffix;
    }

    private static List<Integer> widths(List<List<List<String>>> logical) {
        int columns = logical.stream()
                .flatMap(List::stream)
                .mapToInt(List::size)
                .min()
                .orElse(0);
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths.add(logical.stream()
                    .flatMap(List::stream)
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0));
        }
        return widths;
    }

    /** The physical rows of one row; Salt 3006 drops what is longer than the cell with the fewest lines. */
    private List<List<String>> wrapped(List<String> row) {
        List<List<String>> cells =
                row.stream().map(cell -> List.of(wrap(cell).split("\n", -1))).toList();
        int lines = cells.stream().mapToInt(List::size).min().orElse(0);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            int line = i;
            rows.add(cells.stream().map(cell -> cell.get(line)).toList());
        }
        return rows;
    }

    private String wrap(String text) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first) {
                int used = out.length() - (out.lastIndexOf("\n") + 1);
                int added = word.split("\n", 2)[0].length();
                out.append(used + added >= width ? '\n' : ' ');
            }
            out.append(word);
            first = false;
        }
        return out.toString();
    }

    private String justified(String text, int size) {
        int pad = Math.max(0, size - text.length());
        return switch (justify) {
            case "left" -> text + " ".repeat(pad);
            case "right" -> " ".repeat(pad) + text;
            default -> {
                int left = pad / 2 + (pad & size & 1);
                yield " ".repeat(left) + text + " ".repeat(pad - left);
            }
        };
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (char c : text.toCharArray()) {
            out.append(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetter(c);
        }
        return out.toString();
    }
}
