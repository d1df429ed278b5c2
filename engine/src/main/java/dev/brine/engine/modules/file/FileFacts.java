package dev.brine.engine.modules.file;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the file system says of a path, in Salt's shapes. */
final class FileFacts {
    private static final int TYPE = 0170000;

    private FileFacts() {}

    /** Raw attributes; fails with Salt's words when there is nothing at the path. */
    static Map<String, Object> unix(Path path, LinkOption... options) {
        try {
            return Files.readAttributes(path, "unix:*", options);
        } catch (IOException e) {
            throw new FunctionError("Path not found: " + path, e);
        }
    }

    /** Four octal digits. */
    static String mode(Map<String, Object> unix) {
        String digits = Integer.toOctalString((int) number(unix, "mode") & 07777);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    static Map<String, Object> stats(Path path, LinkOption... options) {
        Map<String, Object> unix = unix(path, options);
        long uid = number(unix, "uid");
        long gid = number(unix, "gid");
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("inode", unix.get("ino"));
        stats.put("uid", uid);
        stats.put("gid", gid);
        stats.put("group", group(gid));
        stats.put("user", user(uid));
        stats.put("atime", seconds(unix, "lastAccessTime"));
        stats.put("mtime", seconds(unix, "lastModifiedTime"));
        stats.put("ctime", seconds(unix, "ctime"));
        stats.put("size", unix.get("size"));
        stats.put("mode", mode(unix));
        stats.put("type", type((int) number(unix, "mode")));
        stats.put("target", target(path));
        return stats;
    }

    /** The fields of Python's {@code os.lstat}, times in seconds. */
    static Map<String, Object> lstat(Path path) {
        Map<String, Object> unix = unix(path, LinkOption.NOFOLLOW_LINKS);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("st_atime", seconds(unix, "lastAccessTime"));
        facts.put("st_ctime", seconds(unix, "ctime"));
        facts.put("st_gid", number(unix, "gid"));
        facts.put("st_mode", number(unix, "mode"));
        facts.put("st_mtime", seconds(unix, "lastModifiedTime"));
        facts.put("st_nlink", number(unix, "nlink"));
        facts.put("st_size", number(unix, "size"));
        facts.put("st_uid", number(unix, "uid"));
        return facts;
    }

    private static String target(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize().toString();
        }
    }

    /** A figure that every file system has. */
    static long number(Map<String, Object> unix, String name) {
        return unix.get(name) instanceof Number number ? number.longValue() : 0;
    }

    static double seconds(Map<String, Object> unix, String name) {
        return unix.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) / 1e9 : 0;
    }

    /** The type as find names it. */
    static String letter(Map<String, Object> unix) {
        return switch ((int) number(unix, "mode") & TYPE) {
            case 0040000 -> "d";
            case 0020000 -> "c";
            case 0060000 -> "b";
            case 0120000 -> "l";
            case 0010000 -> "p";
            case 0140000 -> "s";
            default -> "f";
        };
    }

    private static String type(int mode) {
        return switch (mode & TYPE) {
            case 0040000 -> "dir";
            case 0020000 -> "char";
            case 0060000 -> "block";
            case 0120000 -> "link";
            case 0010000 -> "pipe";
            case 0140000 -> "socket";
            default -> "file";
        };
    }

    /** Name of an account by number; the number when it has none. */
    static Object user(long uid) {
        return Accounts.HOST.users().stream()
                .filter(user -> user.uid() == uid)
                .findFirst()
                .<Object>map(Accounts.Account::name)
                .orElse(uid);
    }

    /** Name of a group by number; the number when it has none. */
    static Object group(long gid) {
        return Accounts.HOST.groups().stream()
                .filter(group -> group.gid() == gid)
                .findFirst()
                .<Object>map(Accounts.Group::name)
                .orElse(gid);
    }
}
