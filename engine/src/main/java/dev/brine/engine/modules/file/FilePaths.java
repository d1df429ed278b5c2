package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code file}: paths as texts, and whether there is something at them. */
@Module("file")
public final class FilePaths {
    @Fn(doc = """
            Return whether a path is a file.

            path: the path
            """)
    public boolean fileExists(String path) {
        return Files.isRegularFile(Paths.of(path));
    }

    @Fn(doc = """
            Return whether a path is a directory.

            path: the path
            """)
    public boolean directoryExists(String path) {
        return Files.isDirectory(Paths.of(path));
    }

    @Fn(doc = """
            Return whether anything matches a path with globs.

            path: the path
            """)
    public boolean pathExistsGlob(String path) {
        return !matching(path).isEmpty();
    }

    /** Paths whose last part matches the glob of the given one. */
    private static List<Path> matching(String text) {
        Path given = Paths.of(text);
        Path parent = given.getParent() == null ? Path.of(".") : given.getParent();
        Glob glob = Glob.of(String.valueOf(given.getFileName()));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            stream.forEach(entry -> {
                if (glob.test(entry.getFileName().toString())) {
                    found.add(entry);
                }
            });
        } catch (IOException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }

    @Fn(doc = """
            Return whether the minion may use a path.

            path: the path
            mode: f exists, r read, w write, x execute
            """)
    public boolean access(String path, String mode) {
        Path file = Paths.of(path);
        return switch (mode) {
            case "f" -> Files.exists(file);
            case "r" -> Files.isReadable(file);
            case "w" -> Files.isWritable(file);
            case "x" -> Files.isExecutable(file);
            default -> throw new InvocationError("Invalid mode specified.");
        };
    }

    @Fn(doc = """
            Return the last part of a path.

            path: the path
            """)
    public String basename(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Fn(doc = """
            Return a path without its last part.

            path: the path
            """)
    public String dirname(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : path.substring(0, slash);
    }

    @Fn(doc = """
            Return a path made of its parts.

            args: the parts
            """)
    public String join(@Arg(rest = true) List<Object> args) {
        StringBuilder path = new StringBuilder();
        for (Object arg : args) {
            String part = PythonText.str(arg);
            if (part.startsWith("/")) {
                path.setLength(0);
            } else if (path.length() > 0 && path.charAt(path.length() - 1) != '/') {
                path.append('/');
            }
            path.append(part);
        }
        return path.toString();
    }

    @Fn(doc = """
            Return a path without dots and double slashes.

            path: the path
            """)
    public String normpath(String path) {
        String normal = Path.of(path).normalize().toString();
        return normal.isEmpty() ? "." : normal;
    }
}
