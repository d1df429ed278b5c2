package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.Signature.Bound;
import org.jspecify.annotations.Nullable;

/** Looks for a text in a part of another; positions are code points, as in Python. */
final class Search {
    private final String text;
    private final String wanted;
    private final int from;
    private final boolean possible;

    private Search(@Nullable String part, int from, String wanted) {
        this.text = part == null ? "" : part;
        this.possible = part != null;
        this.from = from;
        this.wanted = wanted;
    }

    /** Arguments: what, start, end. */
    static Search of(String s, Bound a) {
        String wanted = StringMethods.string(a.get(0), "must be str, not ");
        return new Search(part(s, a.get(1), a.get(2)), a.isNone(1) ? 0 : start(s, a.get(1)), wanted);
    }

    /** {@code s[start:end]}, null when start lies behind end (then not even '' is found). */
    static @Nullable String part(String s, @Nullable Object start, @Nullable Object end) {
        if (start == null && end == null) {
            return s;
        }
        int size = s.codePointCount(0, s.length());
        int from = start == null ? 0 : start(s, start);
        int to = end == null ? size : Math.min(size, from(Numbers.index(end), size));
        if (from > to) {
            return null;
        }
        return s.substring(s.offsetByCodePoints(0, from), s.offsetByCodePoints(0, to));
    }

    private static int start(String s, @Nullable Object start) {
        return from(Numbers.index(start), s.codePointCount(0, s.length()));
    }

    private static int from(int index, int size) {
        return index < 0 ? Math.max(0, index + size) : index;
    }

    long first() {
        return position(possible ? text.indexOf(wanted) : -1);
    }

    long last() {
        return position(possible ? text.lastIndexOf(wanted) : -1);
    }

    private long position(int at) {
        return at < 0 ? -1 : from + text.codePointCount(0, at);
    }

    long count() {
        if (!possible) {
            return 0;
        }
        if (wanted.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
            count++;
        }
        return count;
    }
}
