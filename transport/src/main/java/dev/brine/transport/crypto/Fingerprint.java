package dev.brine.transport.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Fingerprints as {@code salt-key -f} and {@code master_finger} show them: the hash of the PEM lines between BEGIN and END,
 * each with its line feed, as lower-case hex pairs with colons.
 */
public final class Fingerprint {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private Fingerprint() {}

    /**
     * The fingerprint of a PEM text.
     *
     * @param hashType md5, sha1, sha224, sha256, sha384 or sha512
     * @throws IllegalArgumentException for another hash type
     */
    public static String of(String pemText, String hashType) {
        List<String> lines = pemText.strip().lines().toList();
        MessageDigest digest = digest(hashType);
        for (String line : lines.subList(Math.min(1, lines.size()), Math.max(1, lines.size() - 1))) {
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return COLONS.formatHex(digest.digest());
    }

    private static MessageDigest digest(String hashType) {
        String name = switch (hashType) {
            case "md5" -> "MD5";
            case "sha1" -> "SHA-1";
            case "sha224" -> "SHA-224";
            case "sha256" -> "SHA-256";
            case "sha384" -> "SHA-384";
            case "sha512" -> "SHA-512";
            default ->
                throw new IllegalArgumentException(
                        "unknown hash_type " + hashType + "; known: md5, sha1, sha224, sha256, sha384, sha512");
        };
        try {
            return MessageDigest.getInstance(name);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this JDK has no " + name, e);
        }
    }
}
