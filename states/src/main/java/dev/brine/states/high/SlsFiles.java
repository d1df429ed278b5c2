package dev.brine.states.high;

import dev.brine.engine.data.Glob;
import dev.brine.engine.plugin.FileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SLS files of a file source, by their dotted names ({@code web.vhosts} is web/vhosts.sls or web/vhosts/init.sls). */
public final class SlsFiles {
    private final FileSource files;
    private final Map<String, List<String>> names = new HashMap<>();

    public SlsFiles(FileSource files) {
        this.files = files;
    }

    /**
     * An SLS file.
     *
     * @param path below the roots ("web/init.sls")
     * @param local where its copy lies
     */
    public record Found(String path, Path local, String text) {}

    public Optional<Found> find(String sls, String saltenv) {
        String path = sls.replace('.', '/');
        for (String candidate : List.of(path + ".sls", path + "/init.sls")) {
            Optional<Found> found = read(candidate, saltenv);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A file by its path below the roots: the top file. */
    public Optional<Found> read(String path, String saltenv) {
        try {
            Optional<Path> local = files.fetch(path, saltenv);
            if (local.isEmpty()) {
                return Optional.empty();
            }
            String text = Files.readString(local.get(), StandardCharsets.UTF_8);
            return Optional.of(new Found(path, local.get(), text));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "salt://" + path + " (" + saltenv + ") could not be read: " + e.getMessage(), e);
        }
    }

    /** The names that {@code glob} means; none when nothing fits. */
    public List<String> matching(String glob, String saltenv) {
        if (!Glob.isPattern(glob)) {
            return names(saltenv).contains(glob) ? List.of(glob) : List.of();
        }
        return names(saltenv).stream().filter(Glob.of(glob)).toList();
    }

    public List<String> environments() {
        try {
            return files.environments();
        } catch (IOException e) {
            throw new UncheckedIOException("the file server's environments could not be had: " + e.getMessage(), e);
        }
    }

    /** What {@code master_tops} name for a minion, by environment. */
    Map<String, List<String>> tops(String id, Map<String, Object> opts) {
        try {
            return files.tops(id, opts);
        } catch (IOException e) {
            throw new UncheckedIOException("the master's master_tops could not be had: " + e.getMessage(), e);
        }
    }

    /** All names of an environment, sorted. */
    public List<String> names(String saltenv) {
        return names.computeIfAbsent(saltenv, this::list);
    }

    private List<String> list(String saltenv) {
        try {
            return files.list(saltenv, "").stream()
                    .filter(path -> path.endsWith(".sls"))
                    .map(SlsFiles::name)
                    .sorted()
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the files of " + saltenv + " could not be listed: " + e.getMessage(), e);
        }
    }

    private static String name(String path) {
        String end = path.endsWith("/init.sls") ? "/init.sls" : ".sls";
        return path.substring(0, path.length() - end.length()).replace('/', '.');
    }
}
