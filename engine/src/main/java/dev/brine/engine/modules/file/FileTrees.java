package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code file}: directories, and what is below them. */
@Module("file")
public final class FileTrees {
    @Fn(doc = """
            Remove a file, or a directory with all below it.

            path: the path, absolute
            """)
    public boolean remove(String path, @Arg(rest = true) Map<String, Object> kwargs) {
        Path file = Paths.of(path);
        if (!file.isAbsolute()) {
            throw new InvocationError("File path must be absolute: " + path);
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Paths.delete(file);
            return true;
        } catch (IOException e) {
            throw Paths.failed("Could not remove '" + path + "'", e);
        }
    }

    @Fn(doc = """
            Make a directory, and those above it.

            dir_path: the path
            user, group: its owner
            mode: its mode
            """)
    public boolean mkdir(
            String dirPath,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String group,
            @Arg(dflt = "None") @Nullable Object mode) {
        Path directory = Paths.of(dirPath);
        if (!Files.isDirectory(directory)) {
            make(directory, user, group, mode);
        }
        return true;
    }

    private void make(Path directory, @Nullable String user, @Nullable String group, @Nullable Object mode) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw Paths.failed("cannot make the directory " + directory, e);
        }
        if (mode != null) {
            new FileOwners().setMode(directory.toString(), mode);
        }
        if (user != null || group != null) {
            new FileOwners().chown(directory.toString(), user, group);
        }
    }

    @Fn(doc = """
            Make the directories in which a path lies; a path that ends with a slash is one of them.

            path: the path
            user, group: their owner
            mode: their mode
            """)
    public @Nullable String makedirs(
            String path,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String group,
            @Arg(dflt = "None") @Nullable Object mode) {
        Path directory = path.endsWith("/")
                ? Paths.of(path).normalize()
                : Paths.of(path).toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(directory)) {
            return "Directory '" + directory + "' already exists";
        }
        if (Files.exists(directory)) {
            return "The path '" + directory + "' already exists and is not a directory";
        }
        missing(directory).forEach(each -> make(each, user, group, mode));
        return null;
    }

    @Fn(doc = """
            Make the directories in which a path lies, and the one it is.

            name: the path
            user, group: their owner
            mode: their mode
            """)
    public void makedirsPerms(
            String name,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String group,
            @Arg(dflt = "'0755'") @Nullable Object mode) {
        for (Path each : missing(Paths.of(name))) {
            make(each, user, group, mode);
        }
    }

    /** The directories that are not there, outermost first. */
    private static List<Path> missing(Path directory) {
        List<Path> missing = new ArrayList<>();
        for (Path at = directory; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.add(0, at);
        }
        return missing;
    }

    @Fn(doc = """
            Remove an empty directory. Returns whether it could be done.

            path: the path
            recurse: remove the empty directories below it first
            verbose: return what was removed, and what was not
            older_than: only directories that were not changed for so many days
            """)
    public Object rmdir(
            String path,
            @Arg(dflt = "False") boolean recurse,
            @Arg(dflt = "False") boolean verbose,
            @Arg(dflt = "None") @Nullable Object olderThan) {
        Path directory = Paths.absolute(path, "File path must be absolute.");
        if (!Files.isDirectory(directory)) {
            throw new InvocationError("A valid directory was not specified.");
        }
        EmptyDirectories removed = new EmptyDirectories(olderThan);
        boolean done = removed.remove(directory, recurse);
        return verbose ? removed.shown(done) : (Object) done;
    }

    @Fn(doc = """
            Return the names in a directory, with those of itself and the one above.

            path: the directory
            """)
    public List<Object> readdir(String path) {
        if (!Files.isDirectory(Paths.absolute(path, "Dir path must be absolute."))) {
            throw new InvocationError("A valid directory was not specified.");
        }
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Paths.of(path))) {
            stream.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            throw Paths.failed("cannot list " + path, e);
        }
        List<Object> all = new ArrayList<>(List.of(".", ".."));
        all.addAll(names);
        return all;
    }

    @Fn(doc = """
            Return the size of all files below a path in bytes.

            path: the path
            """)
    public long diskusage(String path) {
        try (Stream<Path> all = Files.walk(Paths.of(path))) {
            long size = 0;
            for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                size += Files.size(each);
            }
            return size;
        } catch (IOException e) {
            throw Paths.failed("cannot measure " + path, e);
        }
    }

    @Fn(doc = """
            Copy a file, or a directory with recurse.

            src, dst: paths
            recurse: copy directories
            remove_existing: remove what is at dst first
            """)
    public boolean copy(
            String src, String dst, @Arg(dflt = "False") boolean recurse, @Arg(dflt = "False") boolean removeExisting) {
        Path from = Paths.absolute(src, "File path must be absolute.");
        Path to = Paths.of(dst);
        if (!Files.exists(from)) {
            throw new FunctionError("No such file or directory '" + src + "'");
        }
        if ((Files.isDirectory(from) || Files.isDirectory(to)) && !recurse) {
            throw new InvocationError("Cannot copy overwriting a directory without recurse flag set to true!");
        }
        try {
            if (removeExisting && Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                Paths.delete(to);
            }
            copyTree(from, to);
            return true;
        } catch (IOException e) {
            throw Paths.failed("Could not copy '" + src + "' to '" + dst + "'", e);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        CopyOption[] options = {
            StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS
        };
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(each).toString());
                if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    Files.copy(each, target, options);
                } else if (!Files.isDirectory(target)) {
                    Files.createDirectories(target);
                }
            }
        }
    }

    @Fn(doc = """
            Give a file another name.

            src, dst: paths
            """)
    public boolean rename(String src, String dst) {
        Path from = Paths.absolute(src, "File path must be absolute.");
        try {
            Files.move(from, Paths.of(dst), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new FunctionError("Could not rename '" + src + "' to '" + dst + "'", e);
        }
    }

    @Fn(doc = """
            Move a file or directory, also to another file system, also into a directory.

            src, dst: paths
            disallow_copy_and_unlink: only by another name in the same file system
            """)
    public Object move(String src, String dst, @Arg(dflt = "False") boolean disallowCopyAndUnlink) {
        if (disallowCopyAndUnlink) {
            return rename(src, dst);
        }
        Path from = Paths.absolute(src, "Source path must be absolute.");
        Path to = Paths.absolute(dst, "Destination path must be absolute.");
        Path target = Files.isDirectory(to) ? to.resolve(from.getFileName()) : to;
        try {
            if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("[Errno 2] No such file or directory: '" + from + "'");
            }
            try {
                Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException otherFileSystem) {
                copyTree(from, target);
                Paths.delete(from);
            }
        } catch (IOException e) {
            throw new FunctionError("Unable to move '" + src + "' to '" + dst + "': " + e.getMessage(), e);
        }
        Map<String, Object> moved = new LinkedHashMap<>();
        moved.put("result", true);
        moved.put("comment", "'" + src + "' moved to '" + dst + "'");
        return moved;
    }
}
