package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** The second argument of {@code re.sub}: literal pieces (String) and group numbers (Integer). Immutable. */
final class Replacement {
    private final List<Object> pieces;

    private Replacement(List<Object> pieces) {
        this.pieces = pieces;
    }

    static Replacement of(String template, Map<String, Integer> names, int groups) {
        List<Object> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '\\') {
                literal.append(c);
                i++;
                continue;
            }
            if (i + 1 >= template.length()) {
                throw PyError.of("error", "bad escape (end of pattern) at position " + i);
            }
            char next = template.charAt(i + 1);
            int group = -1;
            int end = i + 2;
            if (next == 'g') {
                end = template.indexOf('>', i) + 1;
                if (!template.startsWith("\\g<", i) || end == 0) {
                    throw PyError.of(
                            "error",
                            end == 0 && template.startsWith("\\g<", i)
                                    ? "missing >, unterminated name at position " + (i + 3)
                                    : "missing < at position " + (i + 2));
                }
                group = named(template.substring(i + 3, end - 1), names, i + 3);
            } else if (next >= '0' && next <= '9') {
                while (end < template.length() && end < i + 4 && Character.isDigit(template.charAt(end))) {
                    end++;
                }
                String digits = template.substring(i + 1, end);
                if (next == '0' || (digits.length() == 3 && digits.matches("[0-3][0-7][0-7]"))) {
                    end = next == '0' ? octalEnd(template, i + 1) : end;
                    literal.append((char) Integer.parseInt(template.substring(i + 1, end), 8));
                    i = end;
                    continue;
                }
                end = Math.min(end, i + 3);
                group = Integer.parseInt(template.substring(i + 1, end));
            } else {
                literal.append(escape(next, i));
                i = end;
                continue;
            }
            if (group > groups) {
                throw PyError.of("error", "invalid group reference " + group + " at position " + (i + 1));
            }
            pieces.add(literal.toString());
            pieces.add(group);
            literal.setLength(0);
            i = end;
        }
        pieces.add(literal.toString());
        return new Replacement(pieces);
    }

    private static int octalEnd(String template, int from) {
        int end = from;
        while (end < template.length()
                && end < from + 3
                && template.charAt(end) >= '0'
                && template.charAt(end) <= '7') {
            end++;
        }
        return end;
    }

    private static int named(String name, Map<String, Integer> names, int position) {
        if (name.matches("[0-9]+")) {
            return Integer.parseInt(name);
        }
        Integer number = names.get(name);
        if (number == null) {
            throw name.matches("\\w+")
                    ? PyError.of("IndexError", "unknown group name '" + name + "'")
                    : PyError.of(
                            "error",
                            (name.isEmpty() ? "missing group name" : "bad character in group name '" + name + "'")
                                    + " at position " + position);
        }
        return number;
    }

    private static String escape(char c, int position) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'f' -> "\f";
            case 'v' -> "\u000B";
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case '\\' -> "\\";
            default -> {
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                    throw PyError.of("error", "bad escape \\" + c + " at position " + position);
                }
                yield "\\" + c;
            }
        };
    }

    void appendTo(StringBuilder out, Matcher matcher, String text) {
        for (Object piece : pieces) {
            if (piece instanceof Integer group) {
                if (matcher.start(group) >= 0) {
                    out.append(text, matcher.start(group), matcher.end(group));
                }
            } else {
                out.append((String) piece);
            }
        }
    }
}
