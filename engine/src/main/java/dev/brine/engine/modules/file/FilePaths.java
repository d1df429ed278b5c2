package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return !PathGlob.matching(Paths.of(path).toString()).isEmpty();
    }

    @Fn(doc = """
            Return whether the minion may use a path.

            path: the path
            mode: f exists, r read, w write, x execute
            """)
    public boolean access(String path, Object mode) {
        Path file = Paths.absolute(path, "Path to link must be absolute.");
        return switch (PythonText.str(mode)) {
            case "f", "0" -> Files.exists(file);
            case "r", "4" -> Files.isReadable(file);
            case "w", "2" -> Files.isWritable(file);
            case "x", "1" -> Files.isExecutable(file);
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
        String head = path.substring(0, path.lastIndexOf('/') + 1);
        return head.matches("/*") ? head : head.replaceFirst("/+$", "");
    }

    @Fn(doc = """
            Return the name of the directory above: two dots.
            """)
    public String pardir() {
        return "..";
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
