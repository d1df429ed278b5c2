package dev.brine.engine.modules.pkg;

/** Versions of RPM packages: {@code [epoch:]version[-release]}, ordered as {@code rpm} orders them. */
final class RpmVersion {
    private RpmVersion() {}

    /** Negative, zero or positive. A release counts only when both have one. */
    static int compare(String a, String b) {
        int epochs = Long.compare(epoch(a), epoch(b));
        if (epochs != 0) {
            return epochs;
        }
        String[] one = parts(a);
        String[] other = parts(b);
        int versions = segments(one[0], other[0]);
        return versions != 0 || one[1].isEmpty() || other[1].isEmpty() ? versions : segments(one[1], other[1]);
    }

    private static long epoch(String version) {
        int colon = version.indexOf(':');
        return colon > 0 && version.substring(0, colon).matches("[0-9]{1,9}")
                ? Long.parseLong(version.substring(0, colon))
                : 0;
    }

    private static String[] parts(String version) {
        String plain = version.substring(version.indexOf(':') + 1);
        int dash = plain.indexOf('-');
        return dash < 0 ? new String[] {plain, ""} : new String[] {plain.substring(0, dash), plain.substring(dash + 1)};
    }

    /** By runs of digits and runs of letters; a tilde is older than the end, a caret newer than the end only. */
    private static int segments(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            i = skip(a, i);
            j = skip(b, j);
            char c = i < a.length() ? a.charAt(i) : 0;
            char d = j < b.length() ? b.charAt(j) : 0;
            if (c == '~' || d == '~') {
                if (c != d) {
                    return c == '~' ? -1 : 1;
                }
            } else if (c == '^' || d == '^') {
                if (c != d) {
                    return c == 0 || (c == '^' && d != 0) ? -1 : 1;
                }
            } else {
                if (c == 0 || d == 0) {
                    break;
                }
                int toI = run(a, i);
                int toJ = j < b.length() && digit(d) == digit(c) ? run(b, j) : j;
                if (toJ == j) {
                    // digits are newer than letters
                    return digit(c) ? 1 : -1;
                }
                int order = digit(c)
                        ? numbers(a.substring(i, toI), b.substring(j, toJ))
                        : a.substring(i, toI).compareTo(b.substring(j, toJ));
                if (order != 0) {
                    return order;
                }
                i = toI;
                j = toJ;
                continue;
            }
            i++;
            j++;
        }
        return Boolean.compare(i < a.length(), j < b.length());
    }

    private static int skip(String text, int from) {
        int i = from;
        while (i < text.length()
                && !letter(text.charAt(i))
                && !digit(text.charAt(i))
                && "~^".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static int run(String text, int from) {
        int i = from;
        boolean digits = digit(text.charAt(from));
        while (i < text.length() && (digits ? digit(text.charAt(i)) : letter(text.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static int numbers(String a, String b) {
        String one = a.replaceFirst("^0+", "");
        String other = b.replaceFirst("^0+", "");
        return one.length() != other.length() ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
