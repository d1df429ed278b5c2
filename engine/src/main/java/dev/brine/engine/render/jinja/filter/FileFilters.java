package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Filters that look at files of the host that renders. */
final class FileFilters {
    private static final List<String> USUAL_PATH =
            List.of("/sbin", "/bin", "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");

    private FileFilters() {}

    static Room room() {
        return new Room()
                .add("is_empty", "is_empty()", (c, v, a) -> isEmpty(Path.of(Values.text(v))))
                .add(
                        "is_text_file",
                        "is_text(blocksize=512)",
                        (c, v, a) -> isText(Path.of(Values.text(v)), a.integer(0)))
                .add("is_bin_file", "is_binary()", (c, v, a) -> isBinary(Path.of(Values.text(v))))
                .add("list_files", "list_files()", (c, v, a) -> listFiles(Values.text(v)))
                .add(
                        "file_hashsum",
                        "get_hash(form='sha256', chunk_size=65536)",
                        (c, v, a) -> hash(Values.text(v), a.text(0)))
                .add("which", "which()", (c, v, a) -> which(v))
                .add("get_uid", "get_uid()", (c, v, a) -> uid(v))
                .add("path_join", (c, v, a) -> join(v, a.positional()));
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte @Nullable [] head(Path file, int size) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Math.max(size, 0));
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isText(Path file, int size) {
        byte[] block = head(file, size);
        if (block == null) {
            return false;
        }
        return !contains(block, 0) && (isUtf8(block) || oddShare(block, "\n\r\t\f\b") <= 0.3);
    }

    private static boolean isBinary(Path file) {
        byte[] block = Files.isRegularFile(file) ? head(file, 2048) : null;
        if (block == null || block.length == 0) {
            return false;
        }
        return !isUtf8(block) || contains(block, 0) || oddShare(block, "\n\r\t\b") > 0.3;
    }

    private static boolean contains(byte[] block, int wanted) {
        for (byte b : block) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUtf8(byte[] block) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(block));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static double oddShare(byte[] block, String allowed) {
        int odd = 0;
        for (byte b : block) {
            odd += (b >= 32 && b < 127) || allowed.indexOf(b) >= 0 ? 0 : 1;
        }
        return block.length == 0 ? 0 : (double) odd / block.length;
    }

    private static List<@Nullable Object> listFiles(String directory) {
        Set<@Nullable Object> found = new LinkedHashSet<>();
        found.add(directory);
        Path root = Path.of(directory);
        if (Files.isDirectory(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                all.skip(1).sorted().forEach(path -> found.add(path.toString()));
            } catch (IOException e) {
                throw PyError.of("OSError", String.valueOf(e.getMessage()));
            }
        }
        return new ArrayList<>(found);
    }

    private static String hash(String file, String form) {
        String algorithm;
        try {
            algorithm = HashFilters.algorithm(form);
        } catch (PyError e) {
            throw PyError.value("Invalid hash type: " + form);
        }
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(Path.of(file)), MessageDigest.getInstance(algorithm))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchFileException e) {
            throw PyError.of("FileNotFoundError", "[Errno 2] No such file or directory: " + Repr.repr(file));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw PyError.of("OSError", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String which(@Nullable Object name) {
        if (!Values.truth(name)) {
            return null;
        }
        Path program = Path.of(Values.text(name));
        if (program.isAbsolute()) {
            return Files.isRegularFile(program) && Files.isExecutable(program) ? program.toString() : null;
        }
        List<String> path = new ArrayList<>(
                Arrays.asList(String.valueOf(System.getenv("PATH")).split(":")));
        USUAL_PATH.stream().filter(p -> !path.contains(p)).forEach(path::add);
        for (String directory : path) {
            Path candidate = Path.of(directory).resolve(program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return null;
    }

    private static @Nullable Object uid(@Nullable Object user) {
        try {
            if (user == null) {
                return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
            }
            if (!Values.isString(user)) {
                throw PyError.type("getpwnam() argument must be str, not " + Values.typeName(user));
            }
            String prefix = Values.text(user) + ":";
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                if (line.startsWith(prefix) && line.split(":").length > 3) {
                    return Long.valueOf(line.split(":")[2]);
                }
            }
            return null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private static String join(@Nullable Object first, List<@Nullable Object> rest) {
        StringBuilder path = new StringBuilder(normal(part(first)));
        for (Object part : rest) {
            String stripped = normal(part(part)).replaceFirst("^/+", "");
            if (path.length() > 0 && path.charAt(path.length() - 1) != '/') {
                path.append('/');
            }
            path.append(stripped);
        }
        return normal(path.toString());
    }

    private static String part(@Nullable Object value) {
        return new String(HashFilters.bytes(value), StandardCharsets.UTF_8);
    }

    /** {@code os.path.normpath}. */
    private static String normal(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        String root = path.startsWith("//") && !path.startsWith("///") ? "//" : path.startsWith("/") ? "/" : "";
        Deque<String> kept = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            boolean up = part.equals("..");
            if (!up || (root.isEmpty() && (kept.isEmpty() || "..".equals(kept.peekLast())))) {
                kept.addLast(part);
            } else {
                kept.pollLast();
            }
        }
        String all = root + String.join("/", kept);
        return all.isEmpty() ? "." : all;
    }
}
