package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.lex.Chars;
import org.jspecify.annotations.Nullable;

/** {@code strip}, {@code lstrip}, {@code rstrip}. */
enum Strip {
    BOTH,
    LEFT,
    RIGHT;

    static @Nullable Strip named(String method) {
        return switch (method) {
            case "strip" -> BOTH;
            case "lstrip" -> LEFT;
            case "rstrip" -> RIGHT;
            default -> null;
        };
    }

    /** @param chars what to take away; null for white space */
    String apply(String s, @Nullable String chars) {
        int from = 0;
        int to = s.length();
        while (this != RIGHT && from < to && goes(s.codePointAt(from), chars)) {
            from += Character.charCount(s.codePointAt(from));
        }
        while (this != LEFT && from < to && goes(s.codePointBefore(to), chars)) {
            to -= Character.charCount(s.codePointBefore(to));
        }
        return s.substring(from, to);
    }

    private static boolean goes(int point, @Nullable String chars) {
        return chars == null ? Chars.isSpace(point) : chars.indexOf(point) >= 0;
    }
}
