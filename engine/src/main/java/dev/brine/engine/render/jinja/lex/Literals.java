package dev.brine.engine.render.jinja.lex;

import dev.brine.engine.render.jinja.value.Numbers;
import org.jspecify.annotations.Nullable;

/** Numbers and strings inside expressions: where they end and what they mean. */
final class Literals {
    private Literals() {}

    /** End of a float that starts here, or -1. */
    static int floatEnd(String s, int from) {
        if (from > 0 && s.charAt(from - 1) == '.') {
            return -1;
        }
        int at = digits(s, from, 10);
        if (at < 0) {
            return -1;
        }
        boolean isFloat = false;
        if (at < s.length() && s.charAt(at) == '.') {
            int fraction = digits(s, at + 1, 10);
            if (fraction > 0) {
                at = fraction;
                isFloat = true;
            }
        }
        if (at < s.length() && (s.charAt(at) == 'e' || s.charAt(at) == 'E')) {
            int power = at + 1;
            if (power < s.length() && (s.charAt(power) == '+' || s.charAt(power) == '-')) {
                power++;
            }
            int end = digits(s, power, 10);
            if (end > 0) {
                return end;
            }
        }
        return isFloat ? at : -1;
    }

    /** End of a run of digits with single underscores between, or -1. */
    private static int digits(String s, int from, int radix) {
        int at = from;
        while (at < s.length()) {
            if (isDigit(s.charAt(at), radix)) {
                at++;
            } else if (at > from && s.charAt(at) == '_' && at + 1 < s.length() && isDigit(s.charAt(at + 1), radix)) {
                at += 2;
            } else {
                break;
            }
        }
        return at == from ? -1 : at;
    }

    private static boolean isDigit(char c, int radix) {
        return c < 128 && Character.digit(c, radix) >= 0;
    }

    /** End of an int that starts here, or -1. */
    static int integerEnd(String s, int from) {
        char c = s.charAt(from);
        if (c == '0') {
            int radix = from + 1 < s.length() ? radix(s.charAt(from + 1)) : 10;
            if (radix != 10) {
                int start = from + 2 < s.length() && s.charAt(from + 2) == '_' ? from + 3 : from + 2;
                int end = digits(s, start, radix);
                if (end > 0) {
                    return end;
                }
            }
            int at = from + 1;
            while (at < s.length() && (s.charAt(at) == '0' || s.startsWith("_0", at))) {
                at += s.charAt(at) == '0' ? 1 : 2;
            }
            return at;
        }
        return c >= '1' && c <= '9' ? digits(s, from, 10) : -1;
    }

    private static int radix(char mark) {
        return switch (mark) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    static Object integer(String text) {
        Object value = Numbers.parseInt(text, 0);
        return value == null ? 0L : value;
    }

    static Object real(String text) {
        return Double.valueOf(text.replace("_", ""));
    }

    /** End of a quoted string that starts here (behind the closing quote), or -1. */
    static int stringEnd(String s, int from) {
        char quote = s.charAt(from);
        if (quote != '\'' && quote != '"') {
            return -1;
        }
        for (int at = from + 1; at < s.length(); at++) {
            char c = s.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                return at + 1;
            }
        }
        return -1;
    }

    /** What the text between the quotes means (Python's unicode-escape). */
    static String unescape(String raw, int line) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            if (c != '\\' || at >= raw.length()) {
                out.append(c);
                continue;
            }
            at = escape(raw, at, out, line);
        }
        return out.toString();
    }

    private static int escape(String raw, int at, StringBuilder out, int line) {
        char c = raw.charAt(at);
        String simple = simple(c);
        if (simple != null) {
            out.append(simple);
            return at + 1;
        }
        switch (c) {
            case 'x':
                return hex(raw, at + 1, 2, "truncated \\xXX escape", out, line);
            case 'u':
                return hex(raw, at + 1, 4, "truncated \\uXXXX escape", out, line);
            case 'U':
                return hex(raw, at + 1, 8, "truncated \\UXXXXXXXX escape", out, line);
            case 'N':
                return named(raw, at + 1, out, line);
            default:
        }
        if (c >= '0' && c <= '7') {
            int end = at;
            int value = 0;
            while (end < raw.length() && end < at + 3 && raw.charAt(end) >= '0' && raw.charAt(end) <= '7') {
                value = value * 8 + (raw.charAt(end++) - '0');
            }
            out.append((char) value);
            return end;
        }
        out.append('\\').append(c);
        return at + 1;
    }

    private static @Nullable String simple(char c) {
        return switch (c) {
            case '\n' -> "";
            case '\\' -> "\\";
            case '\'' -> "'";
            case '"' -> "\"";
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000b";
            default -> null;
        };
    }

    private static int hex(String raw, int from, int count, String fault, StringBuilder out, int line) {
        int end = from + count;
        boolean good = end <= raw.length();
        for (int i = from; good && i < end; i++) {
            good = isDigit(raw.charAt(i), 16);
        }
        if (!good) {
            throw new TemplateSyntaxException(fault, line);
        }
        long value = Long.parseLong(raw.substring(from, end), 16);
        if (value > 0x10ffff) {
            throw new TemplateSyntaxException("illegal Unicode character", line);
        }
        out.appendCodePoint((int) value);
        return end;
    }

    private static int named(String raw, int from, StringBuilder out, int line) {
        int close = raw.indexOf('}', from);
        if (close < 0 || raw.charAt(from) != '{') {
            throw new TemplateSyntaxException("malformed \\N character escape", line);
        }
        try {
            out.appendCodePoint(Character.codePointOf(raw.substring(from + 1, close)));
        } catch (IllegalArgumentException e) {
            throw new TemplateSyntaxException("unknown Unicode character name", line);
        }
        return close + 1;
    }
}
