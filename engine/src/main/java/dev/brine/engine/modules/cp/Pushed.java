package dev.brine.engine.modules.cp;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.ModuleParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that go to the master, piece by piece ({@code _file_recv}).
 *
 * <p>Salt 3006: modules/cp.py {@code push}, {@code push_dir}: False for whatever cannot be sent, with the reason in the log.
 */
final class Pushed {
    private static final Logger log = LoggerFactory.getLogger(Pushed.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PIECE = 262_144;

    private final ModuleParts parts;

    Pushed(ModuleParts parts) {
        this.parts = parts;
    }

    boolean file(String path, boolean keepLinks, @Nullable String uploadPath, boolean removeSource) {
        if (!path.startsWith("/") || path.contains("../")) {
            log.warn("cp.push {}: not sent, as the path is not absolute", path);
            return false;
        }
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                log.warn("cp.push {}: not sent, as it is no file", path);
                return false;
            }
            Path named = keepLinks ? file : file.toRealPath();
            if (!send(named, components(uploadPath == null || uploadPath.isEmpty() ? named.toString() : uploadPath))) {
                log.error(
                        "cp.push {}: the master does not take it: file_recv must be set there, and the file be within file_recv_max_size and file_recv_quota",
                        path);
                return false;
            }
            if (removeSource) {
                Files.delete(file);
            }
            return true;
        } catch (IOException e) {
            throw new FunctionError("cp.push " + path + ": " + e.getMessage(), e);
        }
    }

    boolean directory(String path, @Nullable String glob, @Nullable String uploadPath) {
        Path root = Path.of(path);
        if (!path.startsWith("/") || path.contains("../") || !Files.isDirectory(root)) {
            log.warn("cp.push_dir {}: not sent, as it is no absolute path of a directory", path);
            return false;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> glob == null
                            || Glob.of(glob).test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new FunctionError("cp.push_dir " + path + ": " + e.getMessage(), e);
        }
        boolean all = true;
        for (Path file : files) {
            String upload = uploadPath == null || uploadPath.isEmpty()
                    ? null
                    : Path.of(uploadPath).resolve(root.relativize(file)).toString();
            all &= file(file.toString(), true, upload, false);
        }
        return all;
    }

    private static List<String> components(String path) {
        List<String> names = new ArrayList<>();
        Path.of(path).normalize().forEach(name -> names.add(name.toString()));
        return names;
    }

    private boolean send(Path file, List<String> path) throws IOException {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_file_recv");
        load.put("id", parts.id());
        load.put("path", path);
        load.put("size", Files.size(file));
        try (InputStream in = Files.newInputStream(file)) {
            long at = 0;
            for (byte[] piece = in.readNBytes(PIECE); at == 0 || piece.length > 0; piece = in.readNBytes(PIECE)) {
                load.put("loc", at);
                load.put("data", piece);
                if (!Boolean.TRUE.equals(parts.master().request(load, PATIENCE))) {
                    return false;
                }
                if (piece.length == 0) {
                    break;
                }
                at += piece.length;
            }
        }
        return true;
    }
}
