package dev.brine.transport.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A symmetric key as Salt stores and sends it: 76 characters of base64 for 56 bytes.
 *
 * <p>Master AES key, session key, one-time pillar key, root key and sign-in token all have this form. What is encrypted
 * with RSA is this text, not the 56 bytes. {@link #toString} does not show it; comparing takes constant time.
 */
public final class KeyString {
    /** Length of the text. */
    public static final int LENGTH = 76;

    private static final int BYTES = 56;

    private final String text;

    private KeyString(String text) {
        this.text = text;
    }

    /** A fresh key. */
    public static KeyString generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new KeyString(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Takes a key from a file or a decrypted field; white space around it is ignored.
     *
     * @throws KeyFormatException if it is not 76 characters of base64
     */
    public static KeyString of(String text) {
        KeyString key = new KeyString(text.strip());
        if (key.text.length() != LENGTH || key.bytes().length != BYTES) {
            throw new KeyFormatException("not a key string: wanted 76 characters of base64 for 56 bytes");
        }
        return key;
    }

    /** Takes a key from decrypted octets. */
    public static KeyString of(byte[] ascii) {
        return of(new String(ascii, StandardCharsets.ISO_8859_1));
    }

    /** The 76 characters; a secret. */
    public String text() {
        return text;
    }

    /** The 76 characters as octets, the form that is encrypted. */
    public byte[] ascii() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The 56 bytes: 24 of AES key, then 32 of HMAC key. */
    byte[] bytes() {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("not a key string: not base64");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyString key && MessageDigest.isEqual(ascii(), key.ascii());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "KeyString[hidden]";
    }
}
