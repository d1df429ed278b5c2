package dev.brine.reactor.sls;

import dev.brine.engine.data.Glob;
import dev.brine.engine.fileserver.FileRoots;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files behind a rule's references: paths, file globs, {@code salt://path?saltenv=env}.
 *
 * <p>Salt 3006: utils/reactor.py render_reaction; a glob's star does not cross slashes and passes over hidden files, {@code **}
 * stands for any directories only as a star. Files come in order of name; stock takes them as the directory gives them.
 */
public final class SlsFiles {
    private static final String SALT = "salt://";
    private static final String ENV = "?saltenv=";

    private final Source source;
    private final @Nullable Path beside;

    /** Finds {@code salt://} files. */
    @FunctionalInterface
    public interface Source {
        Optional<Path> find(String path, String saltenv);
    }

    public SlsFiles(Source source) {
        this(source, null);
    }

    private SlsFiles(Source source, @Nullable Path beside) {
        this.source = source;
        this.beside = beside;
    }

    /** The same, where a file that is not in its place is looked for below {@code directory} by the end of its path. */
    public SlsFiles orBelow(Path directory) {
        return new SlsFiles(source, directory);
    }

    /** With {@code salt://} files out of a master's own roots. */
    public static SlsFiles in(FileRoots roots) {
        return new SlsFiles((path, saltenv) -> roots.find(path, saltenv).map(FileRoots.Found::path));
    }

    /** The existing files of a reference, in order of name; none when nothing is there. */
    public List<Path> find(String reference) {
        List<Path> found = inPlace(reference);
        String rest = reference.startsWith(SALT) ? reference.substring(SALT.length()) : reference;
        for (String end = rest; found.isEmpty() && beside != null && !end.isEmpty(); end = end.substring(slash(end))) {
            found = inPlace(
                    beside.resolve(end.startsWith("/") ? end.substring(1) : end).toString());
        }
        return found;
    }

    private static int slash(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path.length() : slash;
    }

    private List<Path> inPlace(String reference) {
        try {
            if (reference.startsWith(SALT)) {
                String rest = reference.substring(SALT.length());
                int env = rest.indexOf(ENV);
                String path = env < 0 ? rest : rest.substring(0, env);
                String saltenv = env < 0 ? "base" : rest.substring(env + ENV.length());
                return source.find(path, saltenv).stream().toList();
            }
            if (!Glob.isPattern(reference)) {
                Path file = Path.of(reference);
                return Files.exists(file) ? List.of(file) : List.of();
            }
            return glob(reference);
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private static List<Path> glob(String pattern) {
        boolean absolute = pattern.startsWith("/");
        List<Path> found = List.of(Path.of(absolute ? "/" : ""));
        for (String part : pattern.split("/")) {
            if (!part.isEmpty()) {
                found = step(found, part);
            }
        }
        return found;
    }

    private static List<Path> step(List<Path> directories, String part) {
        List<Path> next = new ArrayList<>();
        for (Path directory : directories) {
            if (!Glob.isPattern(part)) {
                Path one = directory.resolve(part);
                if (Files.exists(one)) {
                    next.add(one);
                }
                continue;
            }
            Glob glob = Glob.of(part);
            Path listed = directory.toString().isEmpty() ? Path.of(".") : directory;
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(listed)) {
                List<Path> matching = new ArrayList<>();
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    if (glob.test(name) && (part.startsWith(".") || !name.startsWith("."))) {
                        matching.add(directory.resolve(name));
                    }
                }
                matching.sort(null);
                next.addAll(matching);
            } catch (IOException unreadable) {
                // as in Salt, what cannot be listed matches nothing
                continue;
            }
        }
        return next;
    }
}
