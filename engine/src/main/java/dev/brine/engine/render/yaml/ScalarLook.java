package dev.brine.engine.render.yaml;

/**
 * Which notations a text may take, by libyaml's rules.
 *
 * @param multiline contains a line break
 * @param flowPlain may stand plain inside brackets
 * @param blockPlain may stand plain outside brackets
 * @param single may stand in single quotes
 */
record ScalarLook(boolean multiline, boolean flowPlain, boolean blockPlain, boolean single) {
    private static final ScalarLook EMPTY = new ScalarLook(false, false, true, true);

    static ScalarLook of(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        boolean marker = text.startsWith("---") || text.startsWith("...");
        boolean flowIndicator = marker;
        boolean blockIndicator = marker;
        boolean breaks = false;
        boolean special = false;
        boolean edge = false;
        boolean breakSpace = false;
        boolean spaceBreak = false;
        int before = ' ';
        int length = text.length();
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean first = i == 0;
            boolean last = next == length;
            boolean spaceAfter = last || isBlank(text.charAt(next));
            if ((first && isIndicator(c)) || (!first && c == '#' && (first || isBlank(before)))) {
                flowIndicator = true;
                blockIndicator = true;
            } else if (c == ':' || (c == '?' && first) || (c == '-' && first && spaceAfter)) {
                flowIndicator = true;
                blockIndicator |= spaceAfter;
            } else if (",?[]{}".indexOf(c) >= 0) {
                flowIndicator = true;
            }
            special |= !isPrintable(c);
            if (c == ' ') {
                edge |= first || last;
                breakSpace |= !first && isBreak(before);
            } else if (isBreak(c)) {
                breaks = true;
                edge |= first || last;
                spaceBreak |= !first && before == ' ';
            }
            before = c;
            i = next;
        }
        boolean plain = !edge && !breakSpace && !spaceBreak && !special && !breaks;
        return new ScalarLook(
                breaks, plain && !flowIndicator, plain && !blockIndicator, !breakSpace && !spaceBreak && !special);
    }

    private static boolean isIndicator(int c) {
        return "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || isBreak(c) || c == 0;
    }

    static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** Narrower than YAML's own notion: no tab, nothing beyond the basic plane. */
    static boolean isPrintable(int c) {
        return c == '\n'
                || (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff);
    }
}
