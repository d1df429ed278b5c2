package dev.brine.transport.wire;

/**
 * A job id: 20 digits (UTC time to the microsecond) and, with {@code unique_jid}, {@code _} and letters or digits.
 *
 * <p>{@link #REQUEST} is what a minion sends to have the master choose one; it is not a job id.
 */
public record Jid(String value) implements Comparable<Jid> {
    /** In a return: "master, allocate a job id". */
    public static final String REQUEST = "req";

    private static final int DIGITS = 20;
    private static final int MAX_LENGTH = 64;

    /** @throws DecodeException if it is not a job id */
    public Jid {
        if (!isValid(value)) {
            throw new DecodeException(
                    "not a job id: " + value.length() + " characters; wanted 20 digits, optionally _suffix");
        }
    }

    /** Whether the text is a job id. */
    public static boolean isValid(String text) {
        int length = text.length();
        if (length < DIGITS || length > MAX_LENGTH || length == DIGITS + 1) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (!Ascii.isDigit(text.charAt(i))) {
                return false;
            }
        }
        if (length > DIGITS && text.charAt(DIGITS) != '_') {
            return false;
        }
        for (int i = DIGITS + 1; i < length; i++) {
            if (!Ascii.isAlphanumeric(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Jid other) {
        return value.compareTo(other.value);
    }

    /** The job id itself. */
    @Override
    public String toString() {
        return value;
    }
}
