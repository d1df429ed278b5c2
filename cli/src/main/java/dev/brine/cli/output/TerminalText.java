package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps returned text from driving the terminal: a minion could otherwise hide output, fake it or answer for the user.
 *
 * <p>Line ends and tabs pass. An escape character becomes a question mark, as Salt shows it; every other control character
 * (also DEL and the C1 block) becomes {@code \xNN}.
 */
public final class TerminalText {

    private TerminalText() {}

    /** {@code text} without control characters. */
    public static String clean(String text) {
        if (text.chars().noneMatch(TerminalText::isControl)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        String flat = text.replace("\r\n", "\n");
        for (int i = 0; i < flat.length(); i++) {
            char c = flat.charAt(i);
            if (c == '\u001b') {
                out.append('?');
            } else if (isControl(c)) {
                out.append(String.format("\\x%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** A copy of the data with all its texts cleaned, keys too; {@code data} itself when it has no text. */
    static @Nullable Object cleanData(@Nullable Object data) {
        if (data instanceof String text) {
            return clean(text);
        }
        if (data instanceof byte[] bytes) {
            String text = PythonText.utf8(bytes);
            return text == null ? data : clean(text);
        }
        if (data instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(cleanData(key), cleanData(value)));
            return copy;
        }
        if (data instanceof Collection<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(cleanData(item)));
            return copy;
        }
        return data;
    }

    private static boolean isControl(int c) {
        return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f);
    }
}
