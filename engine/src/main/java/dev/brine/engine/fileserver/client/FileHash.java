package dev.brine.engine.fileserver.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of files by Salt's names: md5, sha1, sha224, sha256, sha384, sha512. */
final class FileHash {
    private FileHash() {}

    static String of(Path file, String hashType) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(hashType.startsWith("sha") ? "SHA-" + hashType.substring(3) : hashType);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("hash type " + hashType + " is unknown", e);
        }
        byte[] buffer = new byte[65_536];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
