package dev.brine.transport.wire;

/**
 * An authentication token: 64 to 128 lower-case hex characters, and so safe as a file name.
 *
 * <p>It is a secret: {@link #toString} does not show it.
 */
public record Token(String value) {
    /** @throws DecodeException if it is not a token */
    public Token {
        if (!isValid(value)) {
            throw new DecodeException(
                    "not a token: " + value.length() + " characters; wanted 64 to 128 lower-case hex");
        }
    }

    /** Whether the text has the form of a token. */
    public static boolean isValid(String text) {
        return text.length() >= 64 && text.length() <= 128 && Ascii.allLowerHex(text);
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
