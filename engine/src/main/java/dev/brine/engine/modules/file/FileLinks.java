package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
        try {
            Files.createLink(Paths.of(path), Paths.of(src));
            return true;
        } catch (IOException e) {
            throw Paths.failed("Could not create '" + path + "'", e);
        }
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
