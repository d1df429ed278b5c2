package dev.brine.engine.modules.cp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Files that {@code salt-cp} sends. Salt 3006: modules/cp.py {@code recv}, {@code recv_chunked}. Holds nothing. */
final class Received {
    private static final int PERMISSIONS = 07777;

    private Received() {}

    /** Writes text files; what came of each by its path here, or why there is no place for them. */
    static Object files(Map<String, Object> files, String dest) {
        Map<String, Object> written = new LinkedHashMap<>();
        Path to = Path.of(dest);
        for (Map.Entry<String, Object> file : files.entrySet()) {
            String name = String.valueOf(Path.of(file.getKey()).getFileName());
            Path parent = to.getParent();
            Path target;
            if (Files.isDirectory(to)) {
                target = to.resolve(name);
            } else if (name.equals(String.valueOf(to.getFileName())) || (parent != null && Files.isDirectory(parent))) {
                target = to;
            } else {
                return "Destination unavailable";
            }
            try {
                Files.write(target, bytes(file.getValue()));
                written.put(target.toString(), true);
            } catch (IOException e) {
                written.put(target.toString(), false);
            }
        }
        return written;
    }

    private static byte[] bytes(@Nullable Object value) {
        return value instanceof byte[] raw ? raw : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes one piece.
     *
     * @return True, or why a directory cannot be made
     * @throws IOException with the reason as its message
     */
    static Object piece(String dest, @Nullable Object chunk, boolean append, boolean compressed, @Nullable Long mode)
            throws IOException {
        Path file = Path.of(dest);
        try {
            if (chunk == null) {
                if (Files.isRegularFile(file)) {
                    return "Path exists and is a file";
                }
                Files.createDirectories(file);
                return true;
            }
            byte[] piece = Base64.getDecoder().decode(bytes(chunk));
            write(file, compressed ? unzipped(piece) : piece, append);
            if (!append && mode != null) {
                Files.setAttribute(file, "unix:mode", (int) (mode & PERMISSIONS), LinkOption.NOFOLLOW_LINKS);
            }
            return true;
        } catch (FileSystemException e) {
            throw new IOException(dest + ": " + (e.getReason() == null ? e.toString() : e.getReason()), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the piece is no base64: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, byte[] bytes, boolean append) throws IOException {
        StandardOpenOption way = append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, way);
        } catch (NoSuchFileException e) {
            Path parent = file.getParent();
            if (parent == null) {
                throw e;
            }
            Files.createDirectories(parent);
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, way);
        }
    }

    private static byte[] unzipped(byte[] piece) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(piece))) {
            return in.readAllBytes();
        }
    }
}
