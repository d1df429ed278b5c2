package dev.brine.engine.minion;

import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns that the master has not acknowledged yet, one file each below {@code cachedir/returns}.
 *
 * <p>A return is written before it is first sent and removed when the master has answered, so a minion that is killed in
 * between sends it after its restart. When the files take more than the limit the oldest are dropped, with an ERROR each.
 */
final class ReturnSpool {
    private static final Logger log = LoggerFactory.getLogger(ReturnSpool.class);

    private final Path directory;
    private final long limit;
    private long used;

    ReturnSpool(Path directory, long limit) throws IOException {
        this.directory = directory;
        this.limit = limit;
        Files.createDirectories(directory);
        for (Path file : files()) {
            used += Files.size(file);
        }
    }

    /** Keeps the return; a fault is logged, the return is then only sent live. */
    synchronized void put(String name, Map<String, Object> load) {
        byte[] bytes = Codec.LOCAL.encode(load);
        try {
            makeRoom(bytes.length);
            Path part = directory.resolve("." + name);
            Files.write(part, bytes);
            Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            used += bytes.length;
        } catch (IOException e) {
            log.error(
                    "{}: cannot keep the return of job {} until the master has it: {}", directory, name, e.toString());
        }
    }

    /** The master has it. */
    synchronized void remove(String name) {
        Path file = file(name);
        try {
            long size = Files.exists(file) ? Files.size(file) : 0;
            if (Files.deleteIfExists(file)) {
                used -= size;
            }
        } catch (IOException e) {
            log.warn("{}: cannot remove it; the master may get this return twice: {}", file, e.toString());
        }
    }

    /** What is kept, oldest first, by name. Files that cannot be read are set aside. */
    synchronized Map<String, Map<String, Object>> all() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        try {
            for (Path file : files()) {
                String name = file.getFileName().toString();
                try {
                    all.put(name.substring(0, name.length() - 2), decoded(file));
                } catch (DecodeException e) {
                    log.error("{}: not a return ({}); set aside as {}.corrupt", file, e.getMessage(), name);
                    Files.move(file, directory.resolve(name + ".corrupt"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            log.error("{}: cannot read the returns kept there: {}", directory, e.toString());
        }
        return all;
    }

    private static Map<String, Object> decoded(Path file) throws IOException {
        return new LinkedHashMap<>(Codec.LOCAL.decodeMap(Files.readAllBytes(file)));
    }

    private void makeRoom(long wanted) throws IOException {
        for (Path oldest : used + wanted > limit ? files() : List.<Path>of()) {
            if (used + wanted <= limit) {
                return;
            }
            used -= Files.size(oldest);
            Files.delete(oldest);
            log.error("{}: dropped, the returns kept for the master take more than {} bytes", oldest, limit);
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.p")) {
            stream.forEach(files::add);
        }
        files.removeIf(file -> file.getFileName().toString().startsWith("."));
        files.sort(null);
        return files;
    }

    private Path file(String name) {
        return directory.resolve(name + ".p");
    }
}
