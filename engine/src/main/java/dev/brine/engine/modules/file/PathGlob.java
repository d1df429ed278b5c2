package dev.brine.engine.modules.file;

import dev.brine.engine.data.Glob;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths with globs in any of their parts, as Python's {@code glob.glob} finds them: a name with a dot only by a dot. */
final class PathGlob {
    private PathGlob() {}

    /** What is there, by name; a path without globs is itself when something is there. */
    static List<Path> matching(String path) {
        List<Path> found = List.of(path.startsWith("/") ? Path.of("/") : Path.of(""));
        for (Path part : Path.of(path)) {
            List<Path> next = new ArrayList<>();
            for (Path directory : found) {
                next.addAll(children(directory, part.toString()));
            }
            found = next;
        }
        return found;
    }

    private static List<Path> children(Path directory, String part) {
        if (!Glob.isPattern(part)) {
            Path child = directory.resolve(part);
            return Files.exists(child, LinkOption.NOFOLLOW_LINKS) ? List.of(child) : List.of();
        }
        Glob glob = Glob.of(part);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (glob.test(name) && (part.startsWith(".") || !name.startsWith("."))) {
                    found.add(directory.resolve(name));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }
}
