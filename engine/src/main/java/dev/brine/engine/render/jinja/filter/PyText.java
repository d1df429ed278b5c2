package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's str methods that several filters need. Positions are Java string offsets. */
final class PyText {

    private PyText() {}

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        int title = Character.toTitleCase(text.codePointAt(0));
        return Character.toString(title) + text.substring(first).toLowerCase(Locale.ROOT);
    }

    static String center(String text, int width) {
        int pad = width - text.codePointCount(0, text.length());
        if (pad <= 0) {
            return text;
        }
        int left = pad / 2 + (pad & width & 1);
        return " ".repeat(left) + text + " ".repeat(pad - left);
    }

    /** {@code str.isspace} of one character. */
    static boolean isSpace(int c) {
        return (c >= 0x1c && c <= 0x20)
                || (c >= 9 && c <= 13)
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    /** Start and end of what {@code strip(chars)} leaves. */
    static int[] strip(String text, @Nullable String chars) {
        int start = 0;
        int end = text.length();
        while (start < end && strips(text.codePointAt(start), chars)) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && strips(text.codePointBefore(end), chars)) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return new int[] {start, end};
    }

    static String stripped(String text) {
        int[] ends = strip(text, null);
        return text.substring(ends[0], ends[1]);
    }

    private static boolean strips(int c, @Nullable String chars) {
        return chars == null ? isSpace(c) : chars.indexOf(c) >= 0;
    }

    /** {@code text.split()}. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isSpace(text.codePointAt(i))) {
                if (start >= 0) {
                    words.add(text.substring(start, i));
                }
                start = -1;
            } else if (start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }

    /** Start and end of each line as {@code splitlines()} cuts them. */
    static List<int[]> lines(String text) {
        List<int[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLineEnd(c)) {
                lines.add(new int[] {start, i});
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(new int[] {start, text.length()});
        }
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** {@code <class 'int'>}. */
    static String classOf(@Nullable Object value) {
        String name = Values.typeName(value);
        return "<class '" + (value instanceof Undefined ? "jinja2.runtime." : "") + name + "'>";
    }

    /** Python's text for adding a str to something that can be added, but not to a str. */
    static String badConcat(@Nullable Object value) {
        String type = Values.typeName(value);
        return value instanceof List && !type.equals("range")
                ? "can only concatenate " + type + " (not \"str\") to " + type
                : "unsupported operand type(s) for +: '" + type + "' and 'str'";
    }
}
