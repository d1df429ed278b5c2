package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code pprint.pformat}: one line if it fits into 80 characters, else one item a line.
 *
 * <p>Keys are sorted. Long texts are broken into adjacent literals, as Python does.
 */
final class PythonPrint {

    private static final int WIDTH = 80;
    private static final Pattern WORD = Pattern.compile("\\S*\\s*", Pattern.UNICODE_CHARACTER_CLASS);

    private final StringBuilder out = new StringBuilder();
    private final int step;

    private PythonPrint(int step) {
        this.step = step;
    }

    static String pformat(@Nullable Object value) {
        return pformat(value, 1);
    }

    /** As Python's {@code pformat(value, indent=indent)}. */
    static String pformat(@Nullable Object value, int indent) {
        PythonPrint print = new PythonPrint(indent);
        print.format(sortedCopy(value), 0, 0, 0);
        return print.out.toString();
    }

    private static @Nullable Object sortedCopy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new java.util.LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : PythonText.sorted(map)) {
                copy.put(entry.getKey(), sortedCopy(entry.getValue()));
            }
            return copy;
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(sortedCopy(item)));
            return copy;
        }
        return value;
    }

    private void format(@Nullable Object value, int indent, int allowance, int level) {
        String repr = PythonText.repr(value);
        if (repr.length() <= WIDTH - indent - allowance) {
            out.append(repr);
        } else if (value instanceof Map<?, ?> map) {
            formatMap(map, indent, allowance + 1, level + 1);
        } else if (value instanceof List<?> items) {
            formatList(items, indent, allowance + 1, level + 1);
        } else if (value instanceof String text) {
            formatText(text, indent, allowance, level + 1);
        } else {
            out.append(repr);
        }
    }

    private void formatMap(Map<?, ?> map, int indent, int allowance, int level) {
        out.append('{').append(" ".repeat(Math.max(0, step - 1)));
        int left = map.size();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            left--;
            String key = PythonText.repr(entry.getKey());
            out.append(key).append(": ");
            format(entry.getValue(), indent + step + key.length() + 2, left == 0 ? allowance : 1, level);
            if (left > 0) {
                newLine(indent + step);
            }
        }
        out.append('}');
    }

    private void formatList(List<?> items, int indent, int allowance, int level) {
        out.append('[').append(" ".repeat(Math.max(0, step - 1)));
        for (int i = 0; i < items.size(); i++) {
            boolean last = i == items.size() - 1;
            format(items.get(i), indent + step, last ? allowance : 1, level);
            if (!last) {
                newLine(indent + step);
            }
        }
        out.append(']');
    }

    private void newLine(int indent) {
        out.append(",\n").append(" ".repeat(indent));
    }

    private void formatText(String text, int indent, int allowance, int level) {
        boolean top = level == 1;
        int margin = top ? indent + 1 : indent;
        List<String> chunks = chunks(text, WIDTH - margin, top ? allowance + 1 : allowance);
        if (chunks.size() == 1) {
            out.append(chunks.get(0));
            return;
        }
        out.append(top ? "(" : "")
                .append(String.join("\n" + " ".repeat(margin), chunks))
                .append(top ? ")" : "");
    }

    private static List<String> chunks(String text, int width, int allowance) {
        List<String> chunks = new ArrayList<>();
        List<String> lines = linesWithEnds(text);
        for (int i = 0; i < lines.size(); i++) {
            boolean lastLine = i == lines.size() - 1;
            String repr = PythonText.repr(lines.get(i));
            if (repr.length() <= (lastLine ? width - allowance : width)) {
                chunks.add(repr);
            } else {
                addWords(lines.get(i), width, lastLine ? allowance : 0, chunks);
            }
        }
        return chunks;
    }

    private static void addWords(String line, int width, int allowance, List<String> chunks) {
        List<String> words = words(line);
        String current = "";
        for (int i = 0; i < words.size(); i++) {
            int room = i == words.size() - 1 ? width - allowance : width;
            String candidate = current + words.get(i);
            if (PythonText.repr(candidate).length() > room) {
                if (!current.isEmpty()) {
                    chunks.add(PythonText.repr(current));
                }
                current = words.get(i);
            } else {
                current = candidate;
            }
        }
        if (!current.isEmpty()) {
            chunks.add(PythonText.repr(current));
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find() && !matcher.group().isEmpty()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static List<String> linesWithEnds(String text) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (String line : PythonText.splitLines(text)) {
            int end = at + line.length();
            if (end < text.length()) {
                end += text.startsWith("\r\n", end) ? 2 : 1;
            }
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }
}
