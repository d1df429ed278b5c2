package dev.brine.engine.modules.host;

import dev.brine.engine.call.InvocationError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Hashes by Salt's names: md5, sha1, sha224, sha256, sha384, sha512. */
public final class Digests {
    private Digests() {}

    public static byte[] bytes(String algorithm, byte[] content) {
        return digest(algorithm).digest(content);
    }

    public static String hex(String algorithm, byte[] content) {
        return hex(bytes(algorithm, content));
    }

    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(content);
    }

    public static String hex(String algorithm, Path file) throws IOException {
        MessageDigest digest = digest(algorithm);
        byte[] buffer = new byte[65_536];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return hex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        String name = algorithm.toLowerCase(Locale.ROOT);
        try {
            return MessageDigest.getInstance(name.startsWith("sha") ? "SHA-" + name.substring(3) : name);
        } catch (NoSuchAlgorithmException e) {
            throw new InvocationError(
                    "Hash " + algorithm + " is unknown; known: md5, sha1, sha224, sha256, sha384, sha512");
        }
    }
}
