package dev.brine.engine.fileserver.client;

import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.transport.wire.Codec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Files of the master's file server, kept in {@code cachedir/files/<env>/<path>}.
 *
 * <p>A cached file whose hash is the master's is used as it is. A transfer goes to a file beside the cached one, is compared
 * with the master's hash, and only then takes its name: a reader sees the old or the new content, never a mix.
 */
public final class RemoteFiles implements FileSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int TRIES = 3;
    /** Only this side says that a file is to come compressed; the loopback and local networks are faster without. */
    private final MasterRequests master;

    private final Path cache;
    private final AtomicLong transfers = new AtomicLong();
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();

    /** {@code cache} is {@code cachedir/files}. */
    public RemoteFiles(MasterRequests master, Path cache) {
        this.master = master;
        this.cache = cache;
    }

    @Override
    public Optional<Path> fetch(String path, String saltenv) throws IOException {
        Path file = place(path, saltenv);
        synchronized (locks.computeIfAbsent(file, f -> new Object())) {
            for (int attempt = 1; ; attempt++) {
                Optional<Hash> wanted = serverHash(path, saltenv);
                if (wanted.isEmpty()) {
                    return Optional.empty();
                }
                if (Files.isRegularFile(file) && wanted.get().matches(file)) {
                    return Optional.of(file);
                }
                Path part = receive(path, saltenv, file);
                if (wanted.get().matches(part)) {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    return Optional.of(file);
                }
                Files.deleteIfExists(part);
                if (attempt == TRIES) {
                    throw new IOException("salt://" + path + ": what came from the master does not have the hash "
                            + wanted.get().hex() + " that it gave, " + TRIES + " times");
                }
            }
        }
    }

    private Path receive(String path, String saltenv, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling("." + file.getFileName() + "." + transfers.incrementAndGet());
        long received = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            while (true) {
                byte[] data = chunk(path, saltenv, received);
                if (data.length == 0) {
                    return part;
                }
                out.write(data);
                received += data.length;
            }
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private byte[] chunk(String path, String saltenv, long from) throws IOException {
        Map<String, Object> load = load("_serve_file", saltenv);
        load.put("path", path);
        load.put("loc", from);
        if (!(ask(load) instanceof Map<?, ?> reply)) {
            throw new IOException("salt://" + path + ": the master sent no file content");
        }
        byte[] data = octets(reply.get("data"));
        if (reply.get("gzip") == null || data.length == 0) {
            return data;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(data))) {
            return in.readAllBytes();
        }
    }

    private static byte[] octets(@Nullable Object value) {
        return value == null ? new byte[0] : Codec.octets(value);
    }

    @Override
    public Optional<String> hash(String path, String saltenv) throws IOException {
        return serverHash(path, saltenv).map(Hash::hex);
    }

    private Optional<Hash> serverHash(String path, String saltenv) throws IOException {
        Map<String, Object> load = load("_file_hash", saltenv);
        load.put("path", path);
        if (ask(load) instanceof Map<?, ?> reply
                && reply.get("hsum") instanceof String hex
                && reply.get("hash_type") instanceof String type) {
            return Optional.of(new Hash(type, hex));
        }
        return Optional.empty();
    }

    @Override
    public List<String> list(String saltenv, String prefix) throws IOException {
        return texts("_file_list", saltenv, prefix);
    }

    @Override
    public List<String> directories(String saltenv, String prefix) throws IOException {
        return texts("_dir_list", saltenv, prefix);
    }

    @Override
    public Map<String, String> links(String saltenv, String prefix) throws IOException {
        Map<String, Object> load = load("_symlink_list", saltenv);
        load.put("prefix", prefix);
        Map<String, String> links = new LinkedHashMap<>();
        if (ask(load) instanceof Map<?, ?> reply) {
            reply.forEach((link, target) -> links.put(Codec.text(link), Codec.text(target)));
        }
        return links;
    }

    /** The first number of the file's stat, which the master sends along. */
    @Override
    public Optional<Long> mode(String path, String saltenv) throws IOException {
        Map<String, Object> load = load("_file_find", saltenv);
        load.put("path", path);
        return ask(load) instanceof Map<?, ?> reply
                        && reply.get("stat") instanceof List<?> stat
                        && !stat.isEmpty()
                        && stat.get(0) instanceof Number mode
                ? Optional.of(mode.longValue())
                : Optional.empty();
    }

    @Override
    public List<String> environments() throws IOException {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_file_envs");
        return texts(ask(load));
    }

    @Override
    public Map<String, @Nullable Object> options() throws IOException {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_master_opts");
        if (!(ask(load) instanceof Map<?, ?> reply)) {
            throw new IOException("the master gave no options for states");
        }
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        reply.forEach((name, value) -> options.put(Codec.text(name), value));
        return options;
    }

    @Override
    public Map<String, List<String>> tops(String id, Map<String, Object> opts) throws IOException {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_master_tops");
        load.put("id", id);
        load.put("opts", opts);
        Map<String, List<String>> tops = new LinkedHashMap<>();
        if (ask(load) instanceof Map<?, ?> reply) {
            reply.forEach((saltenv, names) -> tops.put(Codec.text(saltenv), texts(names)));
        }
        return tops;
    }

    private List<String> texts(String cmd, String saltenv, String prefix) throws IOException {
        Map<String, Object> load = load(cmd, saltenv);
        load.put("prefix", prefix);
        return texts(ask(load));
    }

    private static List<String> texts(@Nullable Object reply) {
        List<String> texts = new ArrayList<>();
        if (reply instanceof List<?> items) {
            items.forEach(item -> texts.add(Codec.text(item)));
        }
        return texts;
    }

    private static Map<String, Object> load(String cmd, String saltenv) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", cmd);
        load.put("saltenv", saltenv);
        return load;
    }

    private @Nullable Object ask(Map<String, Object> load) throws IOException {
        return master.request(load, TIMEOUT);
    }

    private Path place(String path, String saltenv) throws IOException {
        Path root = cache.resolve(saltenv).normalize();
        Path file = root.resolve(path).normalize();
        if (!root.startsWith(cache) || !file.startsWith(root) || file.equals(root)) {
            throw new IOException("salt://" + path + "?saltenv=" + saltenv + ": leads out of the file server's roots");
        }
        return file;
    }

    private record Hash(String type, String hex) {
        boolean matches(Path file) throws IOException {
            return FileHash.of(file, type).equals(hex);
        }
    }
}
