package dev.brine.engine.fileserver;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Directories by environment, and the only way to a file below them.
 *
 * <p>A path from outside is relative, has no {@code ..} that leaves the root and no NUL; the first root that holds it wins.
 * Symbolic links may point anywhere inside any root of the same environment; a link that leaves them is followed only when {@code linksOutside}
 * says so. A file is opened component by component without following links, so nothing that is swapped between the check and
 * the opening can lead out.
 */
public final class FileRoots {
    private final Map<String, List<Path>> roots;
    private final boolean linksOutside;
    private final List<Glob> ignoredGlobs;
    private final List<Regex> ignoredRegexes;

    public FileRoots(
            Map<String, List<Path>> roots, boolean linksOutside, List<String> ignoreGlob, List<String> ignoreRegex) {
        this.roots = roots;
        this.linksOutside = linksOutside;
        this.ignoredGlobs = ignoreGlob.stream().map(Glob::of).toList();
        this.ignoredRegexes = ignoreRegex.stream().map(Regex::of).toList();
    }

    /**
     * A file that was found.
     *
     * @param path below its root, as it was asked for
     * @param relative the normalised relative path
     * @param real the path without links, inside a root
     * @param root the real root that holds {@code real}; the file system's own root for a link that may leave
     */
    public record Found(Path path, String relative, Path real, Path root) {}

    public Set<String> environments() {
        return roots.keySet();
    }

    /** The directories of an environment; none for an unknown one. */
    List<Path> of(String saltenv) {
        return roots.getOrDefault(saltenv, List.of());
    }

    /** The regular file that {@code path} means in {@code saltenv}. */
    public Optional<Found> find(String path, String saltenv) {
        Optional<String> relative = relative(path);
        if (relative.isEmpty()) {
            return Optional.empty();
        }
        for (Path root : of(saltenv)) {
            Path full = root.resolve(relative.get());
            if (Files.isRegularFile(full) && !ignored(full.toString())) {
                Optional<Found> found = inside(full, relative.get(), saltenv);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Found> inside(Path full, String relative, String saltenv) {
        try {
            Path real = full.toRealPath();
            for (Path root : of(saltenv)) {
                Path realRoot = root.toRealPath();
                if (real.startsWith(realRoot)) {
                    return Optional.of(new Found(full, relative, real, realRoot));
                }
            }
            return linksOutside ? Optional.of(new Found(full, relative, real, real.getRoot())) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether {@code file}, as it is now, is what may be served: used by listings. */
    boolean servable(Path file, String saltenv) {
        return !Files.isSymbolicLink(file) || inside(file, "", saltenv).isPresent();
    }

    /** Opens a found file for reading; no component may have become a link since. */
    public SeekableByteChannel open(Found found) throws IOException {
        Path below = found.root().relativize(found.real());
        DirectoryStream<Path> first = Files.newDirectoryStream(found.root());
        if (!(first instanceof SecureDirectoryStream<Path> start)) {
            first.close();
            return Files.newByteChannel(found.real(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
        SecureDirectoryStream<Path> at = start;
        try {
            for (int i = 0; i < below.getNameCount() - 1; i++) {
                SecureDirectoryStream<Path> next = at.newDirectoryStream(below.getName(i), LinkOption.NOFOLLOW_LINKS);
                at.close();
                at = next;
            }
            return at.newByteChannel(below.getFileName(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } finally {
            at.close();
        }
    }

    /** Salt 3006: fileserver.is_file_ignored; expressions are searched in the path, globs must match the whole. */
    boolean ignored(String path) {
        return ignoredRegexes.stream().anyMatch(r -> r.found(path))
                || ignoredGlobs.stream().anyMatch(g -> g.test(path));
    }

    private static Optional<String> relative(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
            return Optional.empty();
        }
        try {
            Path normal = Path.of(path).normalize();
            boolean leaves = normal.isAbsolute()
                    || normal.startsWith("..")
                    || normal.toString().isEmpty();
            return leaves ? Optional.empty() : Optional.of(normal.toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
