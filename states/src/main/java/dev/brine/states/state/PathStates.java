package dev.brine.states.state;

import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file.absent}, {@code exists}, {@code missing}, {@code touch}: whether there is anything at a path. */
final class PathStates {
    private final StateContext context;
    private final FileTools tools;

    PathStates(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> absent(String given) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.absent");
        }
        Path path = Path.of(name);
        if (!path.isAbsolute()) {
            return Result.failed(name, "Specified file " + name + " is not an absolute path");
        }
        if (path.normalize().equals(path.getRoot())) {
            return Result.failed(name, "Refusing to make \"/\" absent");
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Result.same(name, "File " + name + " is not present");
        }
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        String what = directory ? "directory" : "file";
        Map<String, Object> changes = Map.of("removed", name);
        if (context.test()) {
            return Result.would(name, changes, (directory ? "Directory " : "File ") + name + " is set for removal");
        }
        try {
            FileTools.remove(path);
        } catch (IOException e) {
            return Result.failed(name, "Failed to remove " + what + " " + name + ": " + FileTools.reason(e));
        }
        return Result.changed(name, changes, "Removed " + what + " " + name);
    }

    Map<String, Object> exists(String given) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.exists");
        }
        return Files.exists(Path.of(name))
                ? Result.same(name, "Path " + name + " exists")
                : Result.failed(name, "Specified path " + name + " does not exist");
    }

    Map<String, Object> missing(String given) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.missing");
        }
        return Files.exists(Path.of(name))
                ? Result.failed(name, "Specified path " + name + " exists")
                : Result.same(name, "Path " + name + " is missing");
    }

    Map<String, Object> touch(String given, @Nullable Object atime, @Nullable Object mtime, boolean makedirs) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.touch");
        }
        Path path = Path.of(name);
        if (!path.isAbsolute()) {
            return Result.failed(name, "Specified file " + name + " is not an absolute path");
        }
        try {
            return context.test() ? wouldTouch(name, path, atime, mtime) : touch(name, path, atime, mtime, makedirs);
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        }
    }

    private Map<String, Object> wouldTouch(String name, Path path, @Nullable Object atime, @Nullable Object mtime)
            throws IOException {
        if (!Files.exists(path)) {
            return Result.would(name, Map.of("new", name), "File " + name + " is set to be created");
        }
        boolean same = (atime == null || seconds(path, "lastAccessTime").equals(number(atime)))
                && (mtime == null || seconds(path, "lastModifiedTime").equals(number(mtime)));
        return same
                ? Result.changed(name, Map.of("new", name), "File " + name + " exists and has the correct times")
                : Result.would(name, Map.of("touched", name), "Times set to be updated on file " + name);
    }

    private Map<String, Object> touch(
            String name, Path path, @Nullable Object atime, @Nullable Object mtime, boolean makedirs)
            throws IOException {
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            if (!makedirs) {
                return Result.failed(name, "Directory not present to touch file " + name);
            }
            tools.makeDirectories(parent, Permissions.of(null, null, null));
        }
        boolean there = Files.exists(path);
        if (!there) {
            AtomicFile.write(
                    path,
                    new byte[0],
                    new AtomicFile.Look(null, null, tools.fresh().mode()));
        }
        FileTime now = FileTime.from(Instant.now());
        if (there || mtime != null) {
            Files.setAttribute(path, "lastModifiedTime", mtime == null ? now : FileTime.from(number(mtime)));
        }
        if (there || atime != null) {
            Files.setAttribute(path, "lastAccessTime", atime == null ? now : FileTime.from(number(atime)));
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put(there ? "touched" : "new", name);
        String comment = there
                ? "Updated times on " + (Files.isDirectory(path) ? "directory" : "file") + " " + name
                : "Created empty file " + name;
        return Result.changed(name, changes, comment);
    }

    private static Instant seconds(Path path, String attribute) throws IOException {
        return ((FileTime) Files.getAttribute(path, attribute)).toInstant();
    }

    private static Instant number(Object seconds) throws IOException {
        try {
            double value = Double.parseDouble(seconds.toString());
            return Instant.ofEpochMilli(Math.round(value * 1000));
        } catch (NumberFormatException e) {
            throw new IOException("atime and mtime must be integers", e);
        }
    }
}
