package dev.brine.transport.wire;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A value used once: exactly 32 lower-case hex characters. It comes back unchanged in the reply. */
public record Nonce(String value) {
    /** Length in characters and, prefixed to a reply, in bytes. */
    public static final int LENGTH = 32;

    /** @throws DecodeException if it is not a nonce */
    public Nonce {
        if (!isValid(value)) {
            throw new DecodeException("not a nonce: " + value.length() + " characters; wanted 32 lower-case hex");
        }
    }

    /** A fresh one. */
    public static Nonce random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH / 2];
        random.nextBytes(bytes);
        return new Nonce(HexFormat.of().formatHex(bytes));
    }

    /** Whether the text has the form of a nonce. */
    public static boolean isValid(String text) {
        return text.length() == LENGTH && Ascii.allLowerHex(text);
    }

    /** The nonce itself. */
    @Override
    public String toString() {
        return value;
    }
}
