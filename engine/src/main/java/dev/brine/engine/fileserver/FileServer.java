package dev.brine.engine.fileserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.config.MasterConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Answers the file server requests of minions; each method is one command and gives the reply's value.
 *
 * <p>Salt 3006: salt/fileserver/__init__.py. What is not there is answered with falsy values of the shape that the minion
 * expects ({@code ""} for a hash, empty texts in a map), never with an error: its "not found" logic relies on them.
 */
public final class FileServer {
    private static final Duration LIST_AGE = Duration.ofSeconds(1);

    private final FileRoots roots;
    private final String hashType;
    private final int bufferSize;
    private final Cache<String, FileTree> trees =
            Caffeine.newBuilder().maximumSize(64).expireAfterWrite(LIST_AGE).build();
    private final Cache<Version, String> hashes =
            Caffeine.newBuilder().maximumSize(100_000).build();

    /** One state of a file: as long as these are equal its hash is. */
    private record Version(Object fileKey, FileTime modified, FileTime changed, long size) {}

    public FileServer(FileRoots roots, String hashType, int bufferSize) {
        this.roots = roots;
        this.hashType = hashType;
        this.bufferSize = bufferSize;
        digest(hashType);
    }

    public static FileServer of(MasterConfig.FileServer config) {
        return new FileServer(
                new FileRoots(config.roots(), config.linksOutside(), config.ignoreGlob(), config.ignoreRegex()),
                config.hashType(),
                config.bufferSize());
    }

    public FileRoots roots() {
        return roots;
    }

    /** {@code _file_envs} */
    public List<String> environments() {
        return roots.environments().stream().sorted().toList();
    }

    /** {@code _file_list} */
    public List<String> files(String saltenv, String prefix) {
        return FileTree.below(tree(saltenv).files(), prefix);
    }

    /** {@code _file_list_emptydirs} */
    public List<String> emptyDirectories(String saltenv, String prefix) {
        return FileTree.below(tree(saltenv).empty(), prefix);
    }

    /** {@code _dir_list} */
    public List<String> directories(String saltenv, String prefix) {
        return FileTree.below(tree(saltenv).directories(), prefix);
    }

    /** {@code _symlink_list} */
    public Map<String, Object> links(String saltenv, String prefix) {
        FileTree tree = tree(saltenv);
        Map<String, Object> links = new LinkedHashMap<>();
        FileTree.below(tree.links().keySet(), prefix)
                .forEach(link -> links.put(link, tree.links().get(link)));
        return links;
    }

    private FileTree tree(String saltenv) {
        return roots.environments().contains(saltenv)
                ? trees.get(saltenv, env -> FileTree.of(roots, env))
                : FileTree.of(roots, saltenv);
    }

    /** {@code _file_find} */
    public Map<String, Object> find(String path, String saltenv) throws IOException {
        Map<String, Object> reply = new LinkedHashMap<>();
        Optional<FileRoots.Found> found = roots.find(path, saltenv);
        reply.put("path", found.map(f -> f.path().toString()).orElse(""));
        reply.put("rel", found.map(FileRoots.Found::relative).orElse(""));
        if (found.isPresent()) {
            reply.put("stat", stat(found.get()));
            reply.put("back", "roots");
        }
        return reply;
    }

    /** {@code _file_hash}: a map, or "" for a file that is not there. */
    public Object hash(String path, String saltenv) throws IOException {
        Optional<FileRoots.Found> found = roots.find(path, saltenv);
        if (found.isEmpty()) {
            return "";
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("hash_type", hashType);
        reply.put("hsum", hex(found.get()));
        return reply;
    }

    /** {@code _file_hash_and_stat}: the hash map and the stat list, or "" and null. */
    public List<Object> hashAndStat(String path, String saltenv) throws IOException {
        List<Object> reply = new ArrayList<>();
        reply.add(hash(path, saltenv));
        Optional<FileRoots.Found> found = roots.find(path, saltenv);
        reply.add(found.isPresent() ? stat(found.get()) : null);
        return reply;
    }

    /**
     * {@code _serve_file}: the bytes from {@code offset} on, at most one buffer full; empty at the end.
     *
     * @param gzip compression level 1 to 9, 0 for none
     */
    public Map<String, Object> serve(String path, String saltenv, long offset, int gzip) throws IOException {
        Map<String, Object> reply = new LinkedHashMap<>();
        Optional<FileRoots.Found> found = roots.find(path, saltenv);
        if (found.isEmpty() || offset < 0) {
            reply.put("data", "");
            reply.put("dest", "");
            return reply;
        }
        byte[] chunk = read(found.get(), offset);
        boolean pack = gzip > 0 && chunk.length > 0;
        reply.put("data", pack ? gzip(chunk, Math.min(gzip, 9)) : chunk);
        reply.put("dest", found.get().relative());
        if (pack) {
            reply.put("gzip", (long) gzip);
        }
        return reply;
    }

    private byte[] read(FileRoots.Found found, long offset) throws IOException {
        try (SeekableByteChannel channel = roots.open(found)) {
            long left = channel.size() - offset;
            if (left <= 0) {
                return new byte[0];
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(left, bufferSize));
            channel.position(offset);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                continue;
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        }
    }

    private String hex(FileRoots.Found found) throws IOException {
        Map<String, Object> now = Files.readAttributes(
                found.real(), "unix:fileKey,lastModifiedTime,ctime,size", LinkOption.NOFOLLOW_LINKS);
        Version version = new Version(
                Objects.requireNonNull(now.get("fileKey")),
                time(now, "lastModifiedTime"),
                time(now, "ctime"),
                number(now, "size"));
        String known = hashes.getIfPresent(version);
        if (known != null) {
            return known;
        }
        MessageDigest digest = digest(hashType);
        try (SeekableByteChannel channel = roots.open(found)) {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        hashes.put(version, hex);
        return hex;
    }

    /** The ten numbers of Python's {@code os.stat}. */
    private static List<Object> stat(FileRoots.Found found) throws IOException {
        Map<String, Object> a = Files.readAttributes(found.real(), "unix:*", LinkOption.NOFOLLOW_LINKS);
        List<Object> stat = new ArrayList<>();
        for (String name : List.of("mode", "ino", "dev", "nlink", "uid", "gid", "size")) {
            stat.add(number(a, name));
        }
        for (String name : List.of("lastAccessTime", "lastModifiedTime", "ctime")) {
            stat.add(time(a, name).toMillis() / 1000);
        }
        return stat;
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
    }

    private static FileTime time(Map<String, Object> attributes, String name) {
        return (FileTime) Objects.requireNonNull(attributes.get(name));
    }

    private static byte[] gzip(byte[] bytes, int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(out) {
            {
                def.setLevel(level < 1 ? Deflater.DEFAULT_COMPRESSION : level);
            }
        }) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static MessageDigest digest(String hashType) {
        try {
            return MessageDigest.getInstance(hashType.toUpperCase(Locale.ROOT).replaceAll("^SHA(\\d)", "SHA-$1"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(
                    "hash_type '" + hashType + "' is unknown; known: md5, sha1, sha224, sha256, sha384, sha512", e);
        }
    }
}
