package dev.brine.states.state;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import dev.brine.engine.modules.file.BackupStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the file states share: permissions with Salt's words, directories, backups, links that may be followed. */
final class FileTools {
    private static final Logger log = LoggerFactory.getLogger(FileTools.class);

    private final StateContext context;
    private @Nullable FileStat fresh;

    FileTools(StateContext context) {
        this.context = context;
    }

    /** {@code ~} and {@code ~/x} by the home of the user we run as. */
    String expand(String name) {
        return name.equals("~") || name.startsWith("~/")
                ? System.getProperty("user.home", "") + name.substring(1)
                : name;
    }

    /**
     * Which of owner and group there is none of, in Salt's words; "" when both are there. Salt 3006: in a trial run they may be
     * what other states are to make, so it is no fault there.
     */
    String unknown(Permissions wanted) {
        String unknown = wanted.unknown();
        if (unknown.isEmpty() || !context.test()) {
            return unknown;
        }
        log.warn("{}", unknown);
        return "";
    }

    /** How a file looks that we make without a word about owner or mode: our user, and what the umask leaves. */
    FileStat fresh() throws IOException {
        if (fresh == null) {
            Path directory = Files.createTempDirectory("brine");
            try {
                Path file = Files.createFile(directory.resolve("probe"));
                fresh = FileStat.of(file, false).orElseThrow();
                Files.delete(file);
            } finally {
                Files.delete(directory);
            }
        }
        return fresh;
    }

    /**
     * Gives {@code path} owner and mode, and says in {@code result} what changed or would change.
     *
     * <p>A link that is not followed keeps its mode: links have none of their own.
     */
    void permissions(Path path, Permissions wanted, boolean follow, Map<String, Object> result) throws IOException {
        FileStat stat = FileStat.of(path, follow).orElseThrow(() -> new NoSuchFileException(path.toString()));
        boolean bareLink = stat.link() && !follow;
        Map<String, Object> differences = wanted.differences(stat, !bareLink);
        if (differences.isEmpty()) {
            return;
        }
        Map<String, Object> changes = TextKeys.copy(result.get("changes"));
        if (context.test()) {
            changes.putAll(differences);
            result.put("result", null);
        } else {
            List<String> errors = wanted.apply(path, differences, follow);
            for (Map.Entry<String, Object> difference : differences.entrySet()) {
                String failed = "Failed to change " + difference.getKey() + " to " + difference.getValue();
                if (!errors.contains(failed)) {
                    changes.put(difference.getKey(), difference.getValue());
                }
            }
            if (!errors.isEmpty()) {
                result.put("result", false);
                String comment = String.valueOf(result.get("comment"));
                result.put("comment", (comment.isEmpty() ? "" : comment + "; ") + String.join("; ", errors));
            }
        }
        result.put("changes", changes);
    }

    /** Whether a result has changes. */
    static boolean changed(Map<String, Object> result) {
        return result.get("changes") instanceof Map<?, ?> changes && !changes.isEmpty();
    }

    /** Makes {@code directory} and what is missing above it; only what is made gets the permissions. */
    void makeDirectories(Path directory, Permissions permissions) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = directory; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path each : missing) {
            Files.createDirectory(each);
            FileStat stat = FileStat.of(each, false).orElseThrow();
            List<String> errors = permissions.apply(each, permissions.differences(stat, true), true);
            if (!errors.isEmpty()) {
                throw new IOException(each + ": " + String.join("; ", errors));
            }
        }
    }

    /** Keeps a copy of a file that is about to be replaced, where the state or the configuration asks for it. */
    void backup(Path file, String mode) throws IOException {
        String wanted = mode.isEmpty() ? String.valueOf(context.opts().getOrDefault("backup_mode", "")) : mode;
        if (!wanted.equals("minion") && !wanted.equals("both")) {
            return;
        }
        new BackupStore(context.cacheDirectory().resolve("file_backup")).keep(file);
    }

    /** All that lies below a directory, links not followed; deepest last. */
    static List<Path> below(Path directory, int depth) throws IOException {
        List<Path> found = new ArrayList<>();
        if (depth < 0) {
            return found;
        }
        List<Path> entries = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        for (Path entry : entries) {
            found.add(entry);
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                found.addAll(below(entry, depth - 1));
            }
        }
        return found;
    }

    /** Removes a file, or a directory with all below it; links themselves, not what they point at. */
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (var stream = Files.newDirectoryStream(path)) {
                for (Path entry : stream) {
                    remove(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** What went wrong, for a comment. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "[Errno 2] No such file or directory: '" + missing.getFile() + "'";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
