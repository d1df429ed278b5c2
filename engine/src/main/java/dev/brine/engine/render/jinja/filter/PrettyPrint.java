package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.NamedDict;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code pprint.pformat}: width 80, keys in order, long strings cut between words. For one value. */
final class PrettyPrint {
    private static final int WIDTH = 80;
    private static final Pattern WORD = Pattern.compile("\\S*\\s*", Pattern.UNICODE_CHARACTER_CLASS);

    private final StringBuilder out = new StringBuilder();

    static String format(@Nullable Object value) {
        PrettyPrint printer = new PrettyPrint();
        printer.format(value, 0, 0, 1);
        return printer.out.toString();
    }

    private void format(@Nullable Object value, int indent, int allowance, int level) {
        if (level > 200) {
            throw PyError.of("RecursionError", "maximum recursion depth exceeded");
        }
        String line = Repr.repr(ordered(value));
        if (line.codePointCount(0, line.length()) <= WIDTH - indent - allowance) {
            out.append(line);
        } else if (value instanceof Map<?, ?> map && !(value instanceof NamedDict)) {
            map(map, indent, allowance, level);
        } else if (value instanceof Tuple tuple) {
            items(tuple, "(", tuple.size() == 1 ? ",)" : ")", indent, allowance, level);
        } else if (value instanceof List<?> list && !(value instanceof PyRange)) {
            items(list, "[", "]", indent, allowance, level);
        } else if (value instanceof Set<?> set && !set.isEmpty()) {
            items(sorted(set), "{", "}", indent, allowance, level);
        } else if (value instanceof String || (value instanceof Text text && !text.isMarkup())) {
            string(value.toString(), indent, allowance, level);
        } else {
            out.append(line);
        }
    }

    private void map(Map<?, ?> map, int indent, int allowance, int level) {
        out.append('{');
        int left = map.size();
        for (Map.Entry<?, ?> entry : entries(map)) {
            String key = Repr.repr(ordered(entry.getKey()));
            out.append(key).append(": ");
            int below = indent + 1 + key.codePointCount(0, key.length()) + 2;
            format(entry.getValue(), below, --left == 0 ? allowance + 1 : 1, level + 1);
            if (left > 0) {
                out.append(",\n").append(" ".repeat(indent + 1));
            }
        }
        out.append('}');
    }

    private void items(Collection<?> items, String open, String close, int indent, int allowance, int level) {
        out.append(open);
        int left = items.size();
        for (Object item : items) {
            format(item, indent + 1, --left == 0 ? allowance + close.length() : 1, level + 1);
            if (left > 0) {
                out.append(",\n").append(" ".repeat(indent + 1));
            }
        }
        out.append(close);
    }

    private void string(String text, int outerIndent, int outerAllowance, int level) {
        int indent = level == 1 ? outerIndent + 1 : outerIndent;
        int allowance = level == 1 ? outerAllowance + 1 : outerAllowance;
        List<String> chunks = new ArrayList<>();
        List<String> lines = linesWithEnds(text);
        for (int i = 0; i < lines.size(); i++) {
            boolean lastLine = i == lines.size() - 1;
            int room = WIDTH - indent - (lastLine ? allowance : 0);
            String line = Repr.repr(lines.get(i));
            if (line.length() <= room) {
                chunks.add(line);
            } else {
                words(lines.get(i), WIDTH - indent, lastLine ? allowance : 0, chunks);
            }
        }
        if (chunks.size() == 1) {
            out.append(Repr.repr(text));
            return;
        }
        out.append(level == 1 ? "(" : "");
        out.append(String.join("\n" + " ".repeat(indent), chunks));
        out.append(level == 1 ? ")" : "");
    }

    private static void words(String line, int width, int allowance, List<String> chunks) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find() && !matcher.group().isEmpty()) {
            parts.add(matcher.group());
        }
        String current = "";
        for (int i = 0; i < parts.size(); i++) {
            String candidate = current + parts.get(i);
            int room = width - (i == parts.size() - 1 ? allowance : 0);
            if (Repr.repr(candidate).length() > room) {
                if (!current.isEmpty()) {
                    chunks.add(Repr.repr(current));
                }
                current = parts.get(i);
            } else {
                current = candidate;
            }
        }
        if (!current.isEmpty()) {
            chunks.add(Repr.repr(current));
        }
    }

    private static List<String> linesWithEnds(String text) {
        List<String> lines = new ArrayList<>();
        List<int[]> bounds = PyText.lines(text);
        for (int i = 0; i < bounds.size(); i++) {
            int end = i + 1 < bounds.size() ? bounds.get(i + 1)[0] : text.length();
            lines.add(text.substring(bounds.get(i)[0], end));
        }
        return lines;
    }

    /** The value with all dicts inside in the order of their keys. */
    private static @Nullable Object ordered(@Nullable Object value) {
        if (value instanceof NamedDict) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            entries(map).forEach(entry -> copy.put(entry.getKey(), ordered(entry.getValue())));
            return copy;
        }
        if (value instanceof List<?> list && !(value instanceof PyRange)) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(ordered(item)));
            return value instanceof Tuple ? Tuple.of(copy) : copy;
        }
        return value;
    }

    private static List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        entries.sort((a, b) -> order(a.getKey(), b.getKey()));
        return entries;
    }

    private static List<@Nullable Object> sorted(Set<?> set) {
        List<@Nullable Object> items = new ArrayList<>(set);
        items.sort(PrettyPrint::order);
        return items;
    }

    /** Keys without an order among themselves are put in the order of their types' names. */
    private static int order(@Nullable Object a, @Nullable Object b) {
        try {
            return Compare.order(a, b);
        } catch (PyError e) {
            return ("<class '" + Values.typeName(a) + "'>").compareTo("<class '" + Values.typeName(b) + "'>");
        }
    }
}
