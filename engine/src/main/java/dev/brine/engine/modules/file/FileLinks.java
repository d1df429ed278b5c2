package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code file}: symbolic and hard links. */
@Module("file")
public final class FileLinks {
    @Fn(doc = """
            Return whether a path is a symbolic link.

            path: the path
            """)
    public boolean isLink(String path) {
        return Files.isSymbolicLink(Paths.of(path));
    }

    @Fn(doc = """
            Return whether a path is one of several names of a file.

            path: the path
            """)
    public Object isHardlink(String path) {
        Map<String, Object> facts = lstat(path);
        return facts.isEmpty() ? facts : facts.get("st_nlink") instanceof Long names && names > 1;
    }

    @Fn(doc = """
            Return what the file system says of a path, links not followed; empty when nothing is there.

            path: the path
            """)
    public Map<String, Object> lstat(String path) {
        Path file = Paths.absolute(path, "Path to file must be absolute.");
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? FileFacts.lstat(file) : new LinkedHashMap<>();
    }

    @Fn(doc = """
            Make a symbolic link.

            src: what it points to
            path: where it is
            force: replace an existing link
            atomic: replace whatever is there
            """)
    public boolean symlink(
            String src, String path, @Arg(dflt = "False") boolean force, @Arg(dflt = "False") boolean atomic) {
        Path link = Paths.of(path);
        if (!link.isAbsolute()) {
            throw new InvocationError("Link path must be absolute: " + path);
        }
        try {
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(Path.of(src))) {
                return true;
            }
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !force && !atomic) {
                throw new FunctionError(
                        (Files.isSymbolicLink(link) ? "Found existing symlink: " : "Existing path is not a symlink: ")
                                + path);
            }
            Path part = link.resolveSibling("." + link.getFileName() + ".new");
            Files.deleteIfExists(part);
            Files.createSymbolicLink(part, Path.of(src));
            Files.move(part, link, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw Paths.failed("Could not create '" + path + "'", e);
        }
    }

    @Fn(doc = """
            Make a hard link.

            src: the file
            path: the further name
            """)
    public boolean link(String src, String path) {
        Path file = Paths.absolute(src, "File path must be absolute.");
        try {
            Files.createLink(Paths.of(path), file);
            return true;
        } catch (NoSuchFileException e) {
            throw new FunctionError(failure(path, "[Errno 2] No such file or directory", file), e);
        } catch (FileAlreadyExistsException e) {
            throw new FunctionError(failure(path, "[Errno 17] File exists", file), e);
        } catch (IOException e) {
            throw Paths.failed("Could not create '" + path + "'", e);
        }
    }

    private static String failure(String path, String reason, Path file) {
        return "Could not create '" + path + "': " + reason + ": '" + file + "' -> '" + path + "'";
    }

    @Fn(doc = """
            Return what a symbolic link points to.

            path: the link
            canonicalize: the real path at the end of all links
            """)
    public String readlink(String path, @Arg(dflt = "False") boolean canonicalize) {
        Path link = Paths.of(path);
        if (!link.isAbsolute()) {
            throw new InvocationError("Path to link must be absolute: " + path);
        }
        if (!Files.isSymbolicLink(link)) {
            throw new InvocationError("A valid link was not specified: " + path);
        }
        try {
            return (canonicalize ? link.toRealPath() : Files.readSymbolicLink(link)).toString();
        } catch (IOException e) {
            throw Paths.failed("cannot read the link " + path, e);
        }
    }
}
