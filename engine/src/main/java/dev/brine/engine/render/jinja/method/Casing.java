package dev.brine.engine.render.jinja.method;

import java.util.Locale;

/** Upper and lower case, and what counts as digit. */
final class Casing {
    private Casing() {}

    static String capitalize(String s) {
        if (s.isEmpty()) {
            return s;
        }
        int first = Character.charCount(s.codePointAt(0));
        return new String(Character.toChars(Character.toTitleCase(s.codePointAt(0))))
                + s.substring(first).toLowerCase(Locale.ROOT);
    }

    static String title(String s) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < s.length(); ) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = isCased(c);
        }
        return out.toString();
    }

    static String swap(String s) {
        StringBuilder out = new StringBuilder();
        s.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.isUpperCase(c)
                                ? Character.toLowerCase(c)
                                : Character.isLowerCase(c) ? Character.toUpperCase(c) : c));
        return out.toString();
    }

    static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    static boolean isLower(String s) {
        return s.codePoints().anyMatch(Casing::isCased)
                && s.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String s) {
        return s.codePoints().anyMatch(Casing::isCased)
                && s.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    static boolean isTitle(String s) {
        boolean any = false;
        boolean inWord = false;
        for (int i = 0; i < s.length(); ) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            if (isCased(c)) {
                boolean upper = !Character.isLowerCase(c);
                if (upper == inWord) {
                    return false;
                }
                any = true;
                inWord = true;
            } else {
                inWord = false;
            }
        }
        return any;
    }

    /** {@code str.isdigit}: decimal digits and those written high or low. */
    static boolean isDigit(int c) {
        return Character.isDigit(c)
                || c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || (c >= 0x2070 && c <= 0x2089 && Character.getType(c) == Character.OTHER_NUMBER)
                || (c >= 0x2460 && c <= 0x2468);
    }

    static boolean isNumeric(int c) {
        int type = Character.getType(c);
        return Character.isDigit(c) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }
}
