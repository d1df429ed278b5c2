package dev.brine.cli.output;

import dev.brine.engine.render.jinja.value.Repr;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's text rules that show in printed output: str(), truth, splitlines, the order of keys. */
final class PythonText {

    private static final Comparator<String> BY_CODE_POINT = (a, b) -> {
        int n = Math.min(a.length(), b.length());
        int i = 0;
        while (i < n) {
            int x = a.codePointAt(i);
            int y = b.codePointAt(i);
            if (x != y) {
                return Integer.compare(x, y);
            }
            i += Character.charCount(x);
        }
        return Integer.compare(a.length(), b.length());
    };

    private PythonText() {}

    /** What Python's {@code str()} gives. */
    static String str(@Nullable Object value) {
        return value instanceof String text ? text : repr(value);
    }

    /** What Python's {@code repr()} gives. */
    static String repr(@Nullable Object value) {
        return Repr.repr(value);
    }

    /** Python's idea of truth: false, none, zero and everything empty are false. */
    static boolean truth(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Collection<?> items) {
            return !items.isEmpty();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length > 0;
        }
        return !(value instanceof Map<?, ?> map) || !map.isEmpty();
    }

    /** The bytes as text, or null when they are not UTF-8. */
    static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Salt's guard against text that drives the terminal: an escape character becomes a question mark. */
    static String stripEscapes(String text) {
        return text.replace('\u001b', '?');
    }

    /** Python's {@code str.splitlines()}: more line ends than Java knows, and none makes an empty last line. */
    static List<String> splitLines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLineEnd(c)) {
                lines.add(text.substring(start, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r')
                || (c >= '\u001c' && c <= '\u001e')
                || c == '\u0085'
                || c == '\u2028'
                || c == '\u2029';
    }

    /** Python's {@code str.rstrip()}. */
    static String rstrip(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Other than Java's, Python's white space has no-break spaces in it. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** The entries in the order of Python's {@code sorted()}; keys that do not compare with each other sort as their text. */
    static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (entries.stream().allMatch(e -> e.getKey() instanceof String)) {
            entries.sort((a, b) -> BY_CODE_POINT.compare((String) a.getKey(), (String) b.getKey()));
        } else if (entries.stream().allMatch(e -> number(e.getKey()) != null)) {
            entries.sort(Comparator.comparingDouble(e -> {
                Double n = number(e.getKey());
                return n == null ? 0 : n;
            }));
        } else if (entries.size() > 1) {
            entries.sort((a, b) -> BY_CODE_POINT.compare(str(a.getKey()), str(b.getKey())));
        }
        return entries;
    }

    static List<String> sortedText(Collection<String> texts) {
        return texts.stream().sorted(BY_CODE_POINT).toList();
    }

    private static @Nullable Double number(@Nullable Object key) {
        if (key instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        }
        return key instanceof Number number ? number.doubleValue() : null;
    }
}
