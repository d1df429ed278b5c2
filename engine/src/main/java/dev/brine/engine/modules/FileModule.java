package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code file}: files and directories of the host. */
@Module("file")
public final class FileModule {
    private static final int MULTILINE = 8;

    private static Path path(String text) {
        return Path.of(
                text.equals("~") || text.startsWith("~/")
                        ? System.getProperty("user.home", "/") + text.substring(1)
                        : text);
    }

    private static FunctionError failed(String what, IOException e) {
        String reason = e instanceof java.nio.file.NoSuchFileException
                ? "No such file or directory"
                : String.valueOf(e.getMessage());
        return new FunctionError(what + ": " + reason, e);
    }

    @Fn(doc = """
            Return whether a path is a file.

            path: the path
            """)
    public boolean fileExists(String path) {
        return Files.isRegularFile(path(path));
    }

    @Fn(doc = """
            Return whether a path is a directory.

            path: the path
            """)
    public boolean directoryExists(String path) {
        return Files.isDirectory(path(path));
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
        Path given = path(text);
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
            Return whether a path is a symbolic link.

            path: the path
            """)
    public boolean isLink(String path) {
        return Files.isSymbolicLink(path(path));
    }

    @Fn(doc = """
            Return the content of a file.

            path: the path
            binary: return bytes
            """)
    public Object read(String path, @Arg(dflt = "False") boolean binary) {
        try {
            byte[] bytes = Files.readAllBytes(path(path));
            return binary ? bytes : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failed("cannot read " + path, e);
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
                path(path),
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
        Path file = path(path);
        try {
            boolean open = Files.exists(file)
                    && Files.size(file) > 0
                    && !Files.readString(file).endsWith("\n");
            if (open) {
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw failed("cannot write " + path, e);
        }
        put(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
        String old = Files.exists(path(path)) ? String.valueOf(read(path, false)) : "";
        put(
                path(path),
                lines,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        try {
            Files.writeString(path(path), old, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failed("cannot write " + path, e);
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
        lines.forEach(line -> text.append(line).append(line.endsWith("\n") ? "" : "\n"));
        try {
            Files.writeString(file, text, options);
        } catch (IOException e) {
            throw failed("cannot write " + file, e);
        }
    }

    @Fn(doc = """
            Make an empty file, or set the times of an existing one.

            name: the path
            atime, mtime: seconds since 1970, now by default
            """)
    public boolean touch(
            String name, @Arg(dflt = "None") @Nullable Object atime, @Arg(dflt = "None") @Nullable Object mtime) {
        Path file = path(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            Files.getFileAttributeView(file, PosixFileAttributeView.class).setTimes(time(mtime), time(atime), null);
            return true;
        } catch (IOException e) {
            throw failed("cannot touch " + name, e);
        }
    }

    private static FileTime time(@Nullable Object seconds) {
        return FileTime.fromMillis(
                seconds instanceof Number number ? (long) (number.doubleValue() * 1000) : System.currentTimeMillis());
    }

    @Fn(doc = """
            Remove a file, or a directory with all below it.

            path: the path, absolute
            """)
    public boolean remove(String path, @Arg(rest = true) Map<String, Object> kwargs) {
        Path file = path(path);
        if (!file.isAbsolute()) {
            throw new InvocationError("File path must be absolute: " + path);
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            delete(file);
            return true;
        } catch (IOException e) {
            throw failed("Could not remove '" + path + "'", e);
        }
    }

    private static void delete(Path file) throws IOException {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
            return;
        }
        Files.walkFileTree(file, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
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
        Path directory = path(dirPath);
        if (!Files.isDirectory(directory)) {
            make(directory, user, group, mode);
        }
        return true;
    }

    private void make(Path directory, @Nullable String user, @Nullable String group, @Nullable Object mode) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw failed("cannot make the directory " + directory, e);
        }
        if (mode != null) {
            setMode(directory.toString(), mode);
        }
        if (user != null || group != null) {
            chown(directory.toString(), user, group);
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
        Path directory =
                path.endsWith("/") ? path(path) : path(path).toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(directory)) {
            return "Directory '" + directory + "' already exists";
        }
        make(directory, user, group, mode);
        return null;
    }

    @Fn(doc = """
            Remove an empty directory.

            path: the path
            recurse: remove what is below it, too
            """)
    public Object rmdir(String path, @Arg(dflt = "False") boolean recurse) {
        if (!Files.isDirectory(path(path))) {
            return path + " is not a directory";
        }
        try {
            if (recurse) {
                delete(path(path));
            } else {
                Files.delete(path(path));
            }
            return true;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Fn(doc = """
            Return what the file system says of a path.

            path: the path
            hash_type: also the hash of this type
            follow_symlinks: look at the target of a link
            """)
    public Map<String, Object> stats(
            String path, @Arg(dflt = "None") @Nullable String hashType, @Arg(dflt = "True") boolean followSymlinks) {
        Path file = path(path);
        Map<String, Object> stats = followSymlinks && Files.exists(file)
                ? FileFacts.stats(file)
                : FileFacts.stats(file, LinkOption.NOFOLLOW_LINKS);
        if (hashType != null) {
            stats.put("sum", getHash(path, hashType, 0));
        }
        return stats;
    }

    @Fn(doc = """
            Return the mode of a path: four octal digits.

            path: the path
            follow_symlinks: look at the target of a link
            """)
    public String getMode(String path, @Arg(dflt = "True") boolean followSymlinks) {
        return FileFacts.mode(unix(path, followSymlinks));
    }

    private static Map<String, Object> unix(String path, boolean follow) {
        return follow ? FileFacts.unix(path(path)) : FileFacts.unix(path(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Fn(doc = """
            Set the mode of a path, and return what it is then.

            path: the path
            mode: octal digits
            """)
    public String setMode(String path, Object mode) {
        String digits = PythonText.str(mode).replaceFirst("^0o?", "");
        if (!digits.matches("[0-7]{1,4}")) {
            throw new InvocationError("Invalid Mode " + PythonText.str(mode));
        }
        try {
            Files.setAttribute(path(path), "unix:mode", Integer.parseInt(digits, 8));
            return getMode(path, true);
        } catch (IOException e) {
            throw failed("Invalid Mode " + digits + " for " + path, e);
        }
    }

    @Fn(doc = """
            Set the owner of a path. Returns nothing, or what went wrong.

            path: the path
            user, group: names or numbers; an empty one stays
            """)
    public @Nullable String chown(String path, @Nullable Object user, @Nullable Object group) {
        List<String> problems = new ArrayList<>();
        Long uid = user == null || user.equals("") ? Long.valueOf(-1) : uid(PythonText.str(user), problems);
        Long gid = group == null || group.equals("") ? Long.valueOf(-1) : gid(PythonText.str(group), problems);
        if (!Files.exists(path(path), LinkOption.NOFOLLOW_LINKS)) {
            problems.add("File not found");
        }
        if (!problems.isEmpty()) {
            return String.join("\n", problems) + "\n";
        }
        try {
            if (uid >= 0) {
                Files.setAttribute(path(path), "unix:uid", uid.intValue());
            }
            if (gid >= 0) {
                Files.setAttribute(path(path), "unix:gid", gid.intValue());
            }
            return null;
        } catch (IOException e) {
            throw failed("cannot set the owner of " + path, e);
        }
    }

    private static Long uid(String user, List<String> problems) {
        return Accounts.HOST.user(user).map(Accounts.Account::uid).orElseGet(() -> {
            problems.add("User does not exist");
            return -1L;
        });
    }

    private static Long gid(String group, List<String> problems) {
        return Accounts.HOST.group(group).map(Accounts.Group::gid).orElseGet(() -> {
            problems.add("Group does not exist");
            return -1L;
        });
    }

    @Fn(doc = """
            Set the group of a path.

            path: the path
            group: its name or number
            """)
    public @Nullable String chgrp(String path, Object group) {
        return chown(path, null, group);
    }

    @Fn(doc = """
            Return the name of a path's owner.

            path: the path
            follow_symlinks: look at the target of a link
            """)
    public Object getUser(String path, @Arg(dflt = "True") boolean followSymlinks) {
        return FileFacts.user(getUid(path, followSymlinks));
    }

    @Fn(doc = """
            Return the name of a path's group.

            path: the path
            follow_symlinks: look at the target of a link
            """)
    public Object getGroup(String path, @Arg(dflt = "True") boolean followSymlinks) {
        return FileFacts.group(getGid(path, followSymlinks));
    }

    @Fn(doc = """
            Return the number of a path's owner.

            path: the path
            follow_symlinks: look at the target of a link
            """)
    public long getUid(String path, @Arg(dflt = "True") boolean followSymlinks) {
        return FileFacts.number(unix(path, followSymlinks), "uid");
    }

    @Fn(doc = """
            Return the number of a path's group.

            path: the path
            follow_symlinks: look at the target of a link
            """)
    public long getGid(String path, @Arg(dflt = "True") boolean followSymlinks) {
        return FileFacts.number(unix(path, followSymlinks), "gid");
    }

    @Fn(doc = """
            Return the number of an account; an empty text when there is none.

            user: its name
            """)
    public Object userToUid(Object user) {
        return Accounts.HOST
                .user(PythonText.str(user))
                .<Object>map(Accounts.Account::uid)
                .orElse("");
    }

    @Fn(doc = """
            Return the number of a group; an empty text when there is none.

            group: its name
            """)
    public Object groupToGid(Object group) {
        return Accounts.HOST
                .group(PythonText.str(group))
                .<Object>map(Accounts.Group::gid)
                .orElse("");
    }

    @Fn(doc = """
            Return the name of an account by its number.

            uid: the number
            """)
    public Object uidToUser(long uid) {
        return FileFacts.user(uid);
    }

    @Fn(doc = """
            Return the name of a group by its number.

            gid: the number
            """)
    public Object gidToGroup(long gid) {
        return FileFacts.group(gid);
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
        Path link = path(path);
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
            throw failed("Could not create '" + path + "'", e);
        }
    }

    @Fn(doc = """
            Make a hard link.

            src: the file
            path: the further name
            """)
    public boolean link(String src, String path) {
        try {
            Files.createLink(path(path), path(src));
            return true;
        } catch (IOException e) {
            throw failed("Could not create '" + path + "'", e);
        }
    }

    @Fn(doc = """
            Return what a symbolic link points to.

            path: the link
            canonicalize: the real path at the end of all links
            """)
    public String readlink(String path, @Arg(dflt = "False") boolean canonicalize) {
        Path link = path(path);
        if (!link.isAbsolute()) {
            throw new InvocationError("Path to link must be absolute: " + path);
        }
        if (!Files.isSymbolicLink(link)) {
            throw new InvocationError("A valid link was not specified: " + path);
        }
        try {
            return (canonicalize ? link.toRealPath() : Files.readSymbolicLink(link)).toString();
        } catch (IOException e) {
            throw failed("cannot read the link " + path, e);
        }
    }

    @Fn(doc = """
            Return the hash of a file as hex.

            path: the file
            form: md5, sha1, sha224, sha256, sha384 or sha512
            chunk_size: accepted as Salt accepts it
            """)
    public String getHash(String path, @Arg(dflt = "'sha256'") String form, @Arg(dflt = "65536") long chunkSize) {
        try {
            return Digests.hex(form, path(path));
        } catch (IOException e) {
            throw failed("cannot hash " + path, e);
        }
    }

    @Fn(doc = """
            Return the hash of a file as hex; 'File not found' when there is none.

            path: the file
            form: md5, sha1, sha224, sha256, sha384 or sha512
            """)
    public String getSum(String path, @Arg(dflt = "'sha256'") String form) {
        return fileExists(path) ? getHash(path, form, 0) : "File not found";
    }

    @Fn(doc = """
            Return whether a file has a hash.

            path: the file
            file_hash: type=hash or type:hash, or the hash alone
            """)
    public boolean checkHash(String path, String fileHash) {
        String[] pieces = fileHash.split("[=:]", 2);
        String hex = pieces[pieces.length - 1].strip();
        String type = pieces.length == 2 ? pieces[0].strip() : byLength(hex.length());
        return getHash(path, type, 0).equalsIgnoreCase(hex);
    }

    private static String byLength(int length) {
        return switch (length) {
            case 32 -> "md5";
            case 40 -> "sha1";
            case 56 -> "sha224";
            case 64 -> "sha256";
            case 96 -> "sha384";
            case 128 -> "sha512";
            default ->
                throw new InvocationError("the hash type cannot be told from a hash of " + length + " characters");
        };
    }

    @Fn(doc = """
            Copy a file, or a directory with recurse.

            src, dst: paths
            recurse: copy directories
            remove_existing: remove what is at dst first
            """)
    public boolean copy(
            String src, String dst, @Arg(dflt = "False") boolean recurse, @Arg(dflt = "False") boolean removeExisting) {
        Path from = path(src);
        Path to = path(dst);
        if (!Files.exists(from)) {
            throw new FunctionError("No such file or directory '" + src + "'");
        }
        if (Files.isDirectory(from) && !recurse) {
            throw new InvocationError("Cannot copy overwriting a directory without recurse flag set to true!");
        }
        try {
            if (removeExisting && Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                delete(to);
            }
            copyTree(from, Files.isDirectory(to) && !Files.isDirectory(from) ? to.resolve(from.getFileName()) : to);
            return true;
        } catch (IOException e) {
            throw failed("Could not copy '" + src + "' to '" + dst + "'", e);
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
        try {
            Files.move(path(src), path(dst), StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw failed("Could not rename '" + src + "' to '" + dst + "'", e);
        }
    }

    @Fn(doc = """
            Move a file or directory.

            src, dst: paths
            """)
    public Map<String, Object> move(String src, String dst) {
        rename(src, dst);
        return Map.of("result", true, "comment", "'" + src + "' moved to '" + dst + "'");
    }

    @Fn(doc = """
            Return the names in a directory, with those of itself and the one above.

            path: the directory
            """)
    public List<Object> readdir(String path) {
        if (!Files.isDirectory(path(path))) {
            throw new InvocationError("A valid directory was not specified.");
        }
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path(path))) {
            stream.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            throw failed("cannot list " + path, e);
        }
        List<Object> all = new ArrayList<>(List.of(".", ".."));
        all.addAll(names);
        return all;
    }

    @Fn(doc = """
            Return the paths below a directory that fit.

            path: the directory
            name, iname: glob of the last part
            regex: expression for the last part
            type: letters of the wanted types: f, d, l
            maxdepth, mindepth: levels below the directory
            print: accepted as Salt accepts it
            """)
    public List<Object> find(
            String path, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Path root = path(path);
        int most = kwargs.get("maxdepth") instanceof Long depth ? depth.intValue() : Integer.MAX_VALUE;
        int least = kwargs.get("mindepth") instanceof Long depth ? depth.intValue() : 0;
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root, most)) {
            all.filter(each -> each.getNameCount() - root.getNameCount() >= least)
                    .filter(each -> fits(each, kwargs))
                    .forEach(each -> found.add(each.toString()));
        } catch (IOException e) {
            throw failed("cannot search " + path, e);
        }
        return new ArrayList<>(found);
    }

    private static boolean fits(Path each, Map<String, Object> wanted) {
        String name = String.valueOf(each.getFileName());
        Object glob = wanted.get("name");
        Object any = wanted.get("iname");
        Object regex = wanted.get("regex");
        Object type = wanted.get("type");
        return (glob == null || Glob.of(PythonText.str(glob)).test(name))
                && (any == null
                        || Glob.of(PythonText.str(any).toLowerCase(java.util.Locale.ROOT))
                                .test(name.toLowerCase(java.util.Locale.ROOT)))
                && (regex == null
                        || pattern(PythonText.str(regex), 0).matcher(name).find())
                && (type == null || PythonText.str(type).contains(letter(each)));
    }

    private static String letter(Path each) {
        if (Files.isSymbolicLink(each)) {
            return "l";
        }
        return Files.isDirectory(each) ? "d" : Files.isRegularFile(each) ? "f" : "?";
    }

    @Fn(doc = """
            Return whether a file holds a text.

            path: the file
            text: the text
            """)
    public boolean contains(String path, Object text) {
        return fileExists(path)
                && String.valueOf(read(path, false))
                        .contains(PythonText.str(text).strip());
    }

    @Fn(doc = """
            Return whether an expression matches in a file.

            path: the file
            pattern: the expression
            flags: Python's flags, a number or names
            bufsize, multiline: accepted as Salt accepts them
            ignore_if_missing: return False when there is no file
            """)
    public boolean search(
            String path,
            String pattern,
            @Arg(dflt = "8") Object flags,
            @Arg(dflt = "1") Object bufsize,
            @Arg(dflt = "False") boolean ignoreIfMissing,
            @Arg(dflt = "False") boolean multiline) {
        if (ignoreIfMissing && !fileExists(path)) {
            return false;
        }
        return pattern(pattern, flags)
                .matcher(String.valueOf(read(path, false)))
                .find();
    }

    @Fn(doc = """
            Replace what an expression matches in a file. Returns the difference, or whether there is one.

            path: the file
            pattern: the expression
            repl: what to put there; backslash and number stand for groups
            count: how many times at most, 0 for all
            flags: Python's flags, a number or names
            append_if_not_found, prepend_if_not_found: add the replacement when nothing matched
            not_found_content: what to add then instead
            backup: extension of a copy of the old file; False for none
            dry_run: change nothing
            search_only: only say whether it matches
            show_changes: return the difference
            ignore_if_missing: do nothing when there is no file
            """)
    public Object replace(
            String path,
            String pattern,
            Object repl,
            @Arg(dflt = "0") long count,
            @Arg(dflt = "8") Object flags,
            @Arg(dflt = "1") Object bufsize,
            @Arg(dflt = "False") boolean appendIfNotFound,
            @Arg(dflt = "False") boolean prependIfNotFound,
            @Arg(dflt = "None") @Nullable Object notFoundContent,
            @Arg(dflt = "'.bak'") Object backup,
            @Arg(dflt = "False") boolean dryRun,
            @Arg(dflt = "False") boolean searchOnly,
            @Arg(dflt = "True") boolean showChanges,
            @Arg(dflt = "False") boolean ignoreIfMissing) {
        if (!fileExists(path)) {
            if (ignoreIfMissing) {
                return false;
            }
            throw new InvocationError("File not found: " + path);
        }
        String old = String.valueOf(read(path, false));
        Matcher matcher = pattern(pattern, flags).matcher(old);
        boolean found = matcher.find();
        if (searchOnly) {
            return found;
        }
        String changed = found ? replaced(matcher, PythonText.str(repl), count) : old;
        if (!found && (appendIfNotFound || prependIfNotFound)) {
            String line = PythonText.str(notFoundContent == null ? repl : notFoundContent);
            String ended = old.isEmpty() || old.endsWith("\n") ? old : old + "\n";
            changed = appendIfNotFound ? ended + line + "\n" : line + "\n" + old;
        }
        boolean differs = !changed.equals(old);
        if (differs && !dryRun) {
            save(path(path), changed, backup);
        }
        return showChanges ? (differs ? Diffs.unified(old, changed) : "") : (Object) differs;
    }

    private static String replaced(Matcher matcher, String repl, long count) {
        String template =
                repl.replace("$", "\\$").replaceAll("\\\\g<(\\w+)>", "\\${$1}").replaceAll("\\\\([1-9])", "\\$$1");
        StringBuilder text = new StringBuilder();
        matcher.reset();
        for (long n = 0; matcher.find() && (count == 0 || n < count); n++) {
            matcher.appendReplacement(text, template);
        }
        return matcher.appendTail(text).toString();
    }

    private static void save(Path file, String text, Object backup) {
        try {
            if (Truth.of(backup)) {
                Files.copy(
                        file,
                        file.resolveSibling(file.getFileName() + PythonText.str(backup)),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw failed("cannot write " + file, e);
        }
    }

    /** Python's flags as a number, a name or a list of names; MULTILINE by default. */
    private static Pattern pattern(String expression, Object flags) {
        int java = 0;
        for (Object flag : flags instanceof List<?> list ? list : List.of(flags)) {
            java |= switch (PythonText.str(flag)) {
                case "8", "MULTILINE", "M" -> Pattern.MULTILINE;
                case "2", "IGNORECASE", "I" -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case "16", "DOTALL", "S" -> Pattern.DOTALL;
                case "10" -> Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case "24" -> Pattern.MULTILINE | Pattern.DOTALL;
                default -> flag instanceof Long number && (number & MULTILINE) != 0 ? Pattern.MULTILINE : 0;
            };
        }
        try {
            return Pattern.compile(expression.replace("(?P<", "(?<"), java);
        } catch (PatternSyntaxException e) {
            throw new InvocationError("not a regular expression: " + e.getDescription() + " in " + expression);
        }
    }

    @Fn(doc = """
            Cut a file to a length, or fill it up with zeros.

            path: the file
            length: the length in bytes
            """)
    public boolean truncate(String path, long length) {
        try (var channel = Files.newByteChannel(path(path), StandardOpenOption.WRITE)) {
            channel.truncate(length);
            return true;
        } catch (IOException e) {
            throw failed("cannot truncate " + path, e);
        }
    }

    @Fn(doc = """
            Return whether the minion may use a path.

            path: the path
            mode: f exists, r read, w write, x execute
            """)
    public boolean access(String path, String mode) {
        Path file = path(path);
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

    @Fn(doc = """
            Return the size of all files below a path in bytes.

            path: the path
            """)
    public long diskusage(String path) {
        try (Stream<Path> all = Files.walk(path(path))) {
            long size = 0;
            for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                size += Files.size(each);
            }
            return size;
        } catch (IOException e) {
            throw failed("cannot measure " + path, e);
        }
    }
}
