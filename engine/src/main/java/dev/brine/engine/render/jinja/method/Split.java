package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.lex.Chars;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code split} and {@code rsplit}. */
final class Split {
    private Split() {}

    /** @param most how many cuts, negative for all */
    static List<@Nullable Object> left(String s, @Nullable String separator, int most) {
        List<@Nullable Object> parts = new ArrayList<>();
        int from = 0;
        if (separator != null) {
            int at = s.indexOf(separator);
            while (at >= 0 && (most < 0 || parts.size() < most)) {
                parts.add(s.substring(from, at));
                from = at + separator.length();
                at = s.indexOf(separator, from);
            }
            parts.add(s.substring(from));
            return parts;
        }
        from = Chars.skipSpace(s, 0);
        while (from < s.length()) {
            if (most >= 0 && parts.size() == most) {
                parts.add(Chars.stripRight(s.substring(from)));
                break;
            }
            int end = from;
            while (end < s.length() && !Chars.isSpace(s.charAt(end))) {
                end++;
            }
            parts.add(s.substring(from, end));
            from = Chars.skipSpace(s, end);
        }
        return parts;
    }

    /** As {@link #left}, cutting from the end. */
    static List<@Nullable Object> right(String s, @Nullable String separator, int most) {
        List<@Nullable Object> parts = new ArrayList<>();
        int to = s.length();
        if (separator != null) {
            int at = s.lastIndexOf(separator);
            while (at >= 0 && (most < 0 || parts.size() < most)) {
                parts.add(s.substring(at + separator.length(), to));
                to = at;
                at = s.lastIndexOf(separator, to - separator.length());
            }
            parts.add(s.substring(0, to));
        } else {
            to = Chars.stripRight(s).length();
            while (to > 0) {
                if (most >= 0 && parts.size() == most) {
                    parts.add(s.substring(Chars.skipSpace(s, 0), to));
                    break;
                }
                int start = to;
                while (start > 0 && !Chars.isSpace(s.charAt(start - 1))) {
                    start--;
                }
                parts.add(s.substring(start, to));
                to = Chars.stripRight(s.substring(0, start)).length();
            }
        }
        Collections.reverse(parts);
        return parts;
    }
}
