package dev.brine.engine.modules.pkg;

/** The order of Debian package versions: epoch, upstream version, revision; {@code ~} before everything. */
final class DebVersion {
    private DebVersion() {}

    /** Negative, zero or positive, as {@code one} is before, equal to or after {@code other}. */
    static int compare(String one, String other) {
        int epochs = Long.compare(epoch(one), epoch(other));
        if (epochs != 0) {
            return epochs;
        }
        String a = Wanted.plain(one);
        String b = Wanted.plain(other);
        int upstream = part(upstream(a), upstream(b));
        return upstream != 0 ? upstream : part(revision(a), revision(b));
    }

    private static long epoch(String version) {
        int colon = version.indexOf(':');
        String epoch = colon < 0 ? "" : version.substring(0, colon);
        return epoch.matches("[0-9]{1,9}") ? Long.parseLong(epoch) : 0;
    }

    private static String upstream(String version) {
        int dash = version.lastIndexOf('-');
        return dash < 0 ? version : version.substring(0, dash);
    }

    private static String revision(String version) {
        int dash = version.lastIndexOf('-');
        return dash < 0 ? "" : version.substring(dash + 1);
    }

    private static int part(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (text(a, i) || text(b, j)) {
                int weight = weight(a, i) - weight(b, j);
                if (weight != 0) {
                    return weight;
                }
                i++;
                j++;
            }
            int endA = digits(a, i);
            int endB = digits(b, j);
            int compared =
                    number(a.substring(Math.min(i, a.length()), endA), b.substring(Math.min(j, b.length()), endB));
            if (compared != 0) {
                return compared;
            }
            i = endA;
            j = endB;
        }
        return 0;
    }

    private static boolean text(String s, int at) {
        return at < s.length() && !Character.isDigit(s.charAt(at));
    }

    /** The end and digits weigh nothing, {@code ~} less than that, letters less than other characters. */
    private static int weight(String s, int at) {
        if (at >= s.length() || Character.isDigit(s.charAt(at))) {
            return 0;
        }
        char c = s.charAt(at);
        if (c == '~') {
            return -1;
        }
        return Character.isLetter(c) ? c : c + 256;
    }

    private static int digits(String s, int from) {
        int end = Math.min(from, s.length());
        while (end < s.length() && Character.isDigit(s.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int number(String a, String b) {
        String x = a.replaceFirst("^0+", "");
        String y = b.replaceFirst("^0+", "");
        return x.length() != y.length() ? x.length() - y.length() : x.compareTo(y);
    }
}
