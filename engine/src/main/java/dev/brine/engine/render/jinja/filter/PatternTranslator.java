package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import java.util.HashMap;
import java.util.Map;

/**
 * Rewrites a regular expression of Python's {@code re} for {@code java.util.regex}. Named groups become numbered ones, so their
 * names need not suit Java. For one expression.
 */
final class PatternTranslator {
    private final String source;
    private final boolean multiline;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Integer> names = new HashMap<>();
    private int at;
    private int groups;
    private int open;
    private boolean repeatable;

    PatternTranslator(String source, boolean multiline) {
        this.source = source;
        this.multiline = multiline;
    }

    Map<String, Integer> names() {
        return names;
    }

    String translate() {
        while (at < source.length()) {
            char c = source.charAt(at);
            switch (c) {
                case '\\' -> escape(false);
                case '[' -> set();
                case '(' -> group();
                case ')' -> {
                    if (--open < 0) {
                        throw error("unbalanced parenthesis", at);
                    }
                    copy();
                    repeatable = true;
                }
                case '*', '+', '?' -> repeat();
                case '{' -> brace();
                case '}' -> literal("\\}");
                case '|' -> {
                    copy();
                    repeatable = false;
                }
                case '^' -> {
                    // Java's own does not match behind the last newline
                    out.append(multiline ? "(?:\\A|(?<=\\n))" : "^");
                    at++;
                    repeatable = false;
                }
                case '$' -> {
                    copy();
                    repeatable = true;
                }
                default -> literal(String.valueOf(c));
            }
        }
        if (open > 0) {
            throw error("missing ), unterminated subpattern", source.lastIndexOf('('));
        }
        return out.toString();
    }

    private void copy() {
        out.append(source.charAt(at++));
    }

    private void literal(String text) {
        out.append(text);
        at++;
        repeatable = true;
    }

    private void repeat() {
        if (!repeatable) {
            throw error("nothing to repeat", at);
        }
        copy();
        if (at < source.length() && (source.charAt(at) == '?' || source.charAt(at) == '+')) {
            copy();
        }
        if (at < source.length() && "*+?".indexOf(source.charAt(at)) >= 0) {
            throw error("multiple repeat", at);
        }
    }

    private void brace() {
        int end = source.indexOf('}', at);
        String inside = end < 0 ? "" : source.substring(at + 1, end);
        if (!inside.matches("[0-9]+|[0-9]*,[0-9]*") || (inside.equals(",") && !repeatable)) {
            literal("\\{");
            return;
        }
        if (!repeatable) {
            throw error("nothing to repeat", at);
        }
        out.append('{').append(inside.startsWith(",") ? "0" + inside : inside).append('}');
        at = end + 1;
        if (at < source.length() && (source.charAt(at) == '?' || source.charAt(at) == '+')) {
            copy();
        }
    }

    private void group() {
        open++;
        repeatable = false;
        if (source.startsWith("(?P<", at)) {
            int end = source.indexOf('>', at);
            if (end < 0) {
                throw error("missing >, unterminated name", at + 4);
            }
            String name = source.substring(at + 4, end);
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
                throw error("bad character in group name '" + name + "'", at + 4);
            }
            if (names.put(name, ++groups) != null) {
                throw error(
                        "redefinition of group name '" + name + "' as group " + groups + "; was group " + (groups - 1),
                        at + 4);
            }
            out.append('(');
            at = end + 1;
        } else if (source.startsWith("(?P=", at)) {
            int end = source.indexOf(')', at);
            Integer number = end < 0 ? null : names.get(source.substring(at + 4, end));
            if (number == null) {
                throw error("unknown group name '" + source.substring(at + 4, Math.max(end, at + 4)) + "'", at + 4);
            }
            reference(number);
            at = end + 1;
            open--;
        } else if (source.startsWith("(?#", at)) {
            int end = source.indexOf(')', at);
            if (end < 0) {
                throw error("missing ), unterminated comment", at);
            }
            at = end + 1;
            open--;
        } else if (source.startsWith("(?(", at)) {
            throw error("conditional groups are not supported here", at);
        } else if (source.startsWith("(?", at)) {
            extension();
        } else {
            groups++;
            copy();
        }
    }

    /** Look-around, plain groups and flags. */
    private void extension() {
        int i = at + 2;
        while (i < source.length() && "aiLmsux-".indexOf(source.charAt(i)) >= 0) {
            i++;
        }
        if (i == at + 2 || i >= source.length()) {
            String next = source.substring(at, Math.min(at + 4, source.length()));
            boolean known = next.startsWith("(?:")
                    || next.startsWith("(?=")
                    || next.startsWith("(?!")
                    || next.startsWith("(?>")
                    || next.startsWith("(?<=")
                    || next.startsWith("(?<!");
            if (!known) {
                throw error("unknown extension ?" + (next.length() > 2 ? next.substring(2) : ""), at + 1);
            }
            int length = next.startsWith("(?<") ? 4 : 3;
            out.append(source, at, at + length);
            at += length;
            return;
        }
        String flags =
                source.substring(at + 2, i).replace("L", "").replace("u", "").replace("a", "");
        out.append("(?").append(flags.replace("i", "iu")).append(source.charAt(i));
        if (source.charAt(i) == ')') {
            open--;
        }
        at = i + 1;
    }

    private void reference(int number) {
        out.append("(?:\\").append(number).append(')');
        repeatable = true;
    }

    private void escape(boolean inSet) {
        if (at + 1 >= source.length()) {
            throw error("bad escape (end of pattern)", at);
        }
        char c = source.charAt(at + 1);
        int from = at;
        at += 2;
        repeatable = true;
        switch (c) {
            case 'd', 'D', 'w', 'W', 's', 'S' -> out.append('\\').append(c);
            case 'b' -> out.append(inSet ? "\\x08" : "\\b");
            case 'B' -> out.append("\\B");
            case 'A' -> out.append("\\A");
            case 'Z' -> out.append("\\z");
            case 'a' -> out.append("\\x07");
            case 'v' -> out.append("\\x0B");
            case 'f', 'n', 'r', 't' -> out.append('\\').append(c);
            case 'x' -> hex(from, 2);
            case 'u' -> hex(from, 4);
            case 'U' -> hex(from, 8);
            default -> {
                if (c >= '0' && c <= '9') {
                    number(from, inSet);
                } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                    throw error("bad escape \\" + c, from);
                } else if (c < 128) {
                    out.append('\\').append(c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private void hex(int from, int digits) {
        String text = source.substring(at, Math.min(at + digits, source.length()));
        if (!text.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw error(
                    "incomplete escape " + source.substring(from, Math.min(from + 2 + text.length(), source.length())),
                    from);
        }
        out.append("\\x{").append(text).append('}');
        at += digits;
    }

    private void number(int from, boolean inSet) {
        int i = from + 1;
        while (i < source.length() && i < from + 4 && source.charAt(i) >= '0' && source.charAt(i) <= '7') {
            i++;
        }
        String octal = source.substring(from + 1, i);
        if (octal.startsWith("0") || octal.length() == 3 || inSet) {
            if (octal.isEmpty()) {
                throw error("bad escape \\" + source.charAt(from + 1), from);
            }
            out.append("\\x{")
                    .append(Integer.toHexString(Integer.parseInt(octal, 8)))
                    .append('}');
            at = i;
            return;
        }
        int end = from + 2;
        if (end < source.length() && Character.isDigit(source.charAt(end))) {
            end++;
        }
        int number = Integer.parseInt(source.substring(from + 1, end));
        if (number > groups) {
            throw error("invalid group reference " + number, from + 1);
        }
        reference(number);
        at = end;
    }

    private void set() {
        int start = at;
        out.append('[');
        at++;
        if (at < source.length() && source.charAt(at) == '^') {
            copy();
        }
        boolean first = true;
        while (true) {
            if (at >= source.length()) {
                throw error("unterminated character set", start);
            }
            char c = source.charAt(at);
            if (c == ']' && !first) {
                copy();
                break;
            }
            first = false;
            switch (c) {
                case '\\' -> escape(true);
                case '[', ']', '&', '^' -> literal("\\" + c);
                case ' ', '#' -> literal("\\" + c);
                default -> literal(String.valueOf(c));
            }
        }
        repeatable = true;
    }

    PyError error(String problem, int position) {
        return PyError.of("error", problem + " at position " + position);
    }
}
