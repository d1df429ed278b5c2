package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file}: what files hold. */
@Module("file")
public final class FileContents {
    @Fn(doc = """
            Return the content of a file.

            path: the path
            binary: return bytes
            """)
    public Object read(String path, @Arg(dflt = "False") boolean binary) {
        try {
            byte[] bytes = Files.readAllBytes(Paths.of(path));
            return binary ? bytes : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Paths.failed("cannot read " + path, e);
        }
    }

    @Fn(doc = """
            Write lines to a file, in place of what it holds.

            path: the path
            args: the lines
            """)
    public String write(
            String path, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        List<String> lines = lines(args, kwargs);
        put(
                Paths.of(path),
                lines,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        return "Wrote " + lines.size() + " lines to \"" + path + "\"";
    }

    @Fn(doc = """
            Append lines to a file.

            path: the path
            args: the lines
            """)
    public String append(
            String path, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        List<String> lines = lines(args, kwargs);
        Path file = Paths.of(path);
        try {
            boolean open = Files.size(file) > 0 && !Files.readString(file).endsWith("\n");
            if (open) {
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw Paths.failed("cannot write " + path, e);
        }
        put(file, lines, StandardOpenOption.APPEND);
        return "Wrote " + lines.size() + " lines to \"" + path + "\"";
    }

    @Fn(doc = """
            Put lines before what a file holds.

            path: the path
            args: the lines
            """)
    public String prepend(
            String path, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        List<String> lines = lines(args, kwargs);
        String old = Files.exists(Paths.of(path)) ? String.valueOf(read(path, false)) : "";
        put(
                Paths.of(path),
                lines,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        try {
            Files.writeString(Paths.of(path), old, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Paths.failed("cannot write " + path, e);
        }
        return "Prepended " + lines.size() + " lines to \"" + path + "\"";
    }

    private static List<String> lines(List<Object> args, Map<String, Object> kwargs) {
        Object given = kwargs.get("args");
        List<?> all = given instanceof List<?> list ? list : given != null ? List.of(given) : args;
        return all.stream().map(PythonText::str).toList();
    }

    private static void put(Path file, List<String> lines, StandardOpenOption... options) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        try {
            Files.writeString(file, text, options);
        } catch (IOException e) {
            throw Paths.failed("cannot write " + file, e);
        }
    }

    @Fn(doc = """
            Make an empty file, or set the times of an existing one.

            name: the path
            atime, mtime: seconds since 1970, now by default
            """)
    public boolean touch(
            String name, @Arg(dflt = "None") @Nullable Object atime, @Arg(dflt = "None") @Nullable Object mtime) {
        Path file = Paths.of(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            Files.getFileAttributeView(file, PosixFileAttributeView.class).setTimes(time(mtime), time(atime), null);
            return true;
        } catch (NoSuchFileException e) {
            throw new FunctionError("No such file or directory", e);
        } catch (IOException e) {
            throw Paths.failed("cannot touch " + name, e);
        }
    }

    private static FileTime time(@Nullable Object seconds) {
        if (seconds == null) {
            return FileTime.fromMillis(System.currentTimeMillis());
        }
        try {
            return FileTime.fromMillis((long) (Double.parseDouble(PythonText.str(seconds)) * 1000));
        } catch (NumberFormatException e) {
            throw new InvocationError("atime and mtime must be integers");
        }
    }

    @Fn(doc = """
            Cut a file to a length, or fill it up with zeros.

            path: the file
            length: the length in bytes
            """)
    public void truncate(String path, long length) {
        try (var channel = Files.newByteChannel(Paths.of(path), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (IOException e) {
            throw Paths.failed("cannot truncate " + path, e);
        }
    }
}
