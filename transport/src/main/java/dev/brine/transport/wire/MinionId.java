package dev.brine.transport.wire;

/**
 * A minion id that has been checked once and is safe as a file name, in a log line and in an event tag.
 *
 * <p>Grammar: {@code [A-Za-z0-9][A-Za-z0-9._:@-]{0,252}} without {@code ..} inside. Salt itself allows nearly
 * everything that has no slash; the narrower grammar keeps glob characters, line ends and template markers out.
 */
public record MinionId(String value) implements Comparable<MinionId> {
    private static final int MAX_LENGTH = 253;

    /** @throws DecodeException if it is not a minion id */
    public MinionId {
        if (!isValid(value)) {
            throw new DecodeException("not a minion id: " + value.length() + " characters; allowed are 1 to "
                    + MAX_LENGTH + " of A-Z a-z 0-9 . _ : @ -, a letter or digit first, no '..'");
        }
    }

    /** Whether the text is a minion id. */
    public static boolean isValid(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH || !Ascii.isAlphanumeric(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!Ascii.isAlphanumeric(c) && "._:@-".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.contains("..");
    }

    @Override
    public int compareTo(MinionId other) {
        return value.compareTo(other.value);
    }

    /** The id itself. */
    @Override
    public String toString() {
        return value;
    }
}
