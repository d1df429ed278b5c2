package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code file}: owner, mode and other facts. */
@Module("file")
public final class FileOwners {
    @Fn(doc = """
            Return what the file system says of a path.

            path: the path
            hash_type: also the hash of this type
            follow_symlinks: look at the target of a link
            """)
    public Map<String, Object> stats(
            String path, @Arg(dflt = "None") @Nullable String hashType, @Arg(dflt = "True") boolean followSymlinks) {
        Path file = Paths.of(path);
        Map<String, Object> stats = followSymlinks && Files.exists(file)
                ? FileFacts.stats(file)
                : FileFacts.stats(file, LinkOption.NOFOLLOW_LINKS);
        if (hashType != null) {
            stats.put("sum", new FileHashes().getHash(path, hashType, 0));
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
        return follow ? FileFacts.unix(Paths.of(path)) : FileFacts.unix(Paths.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Fn(doc = """
            Set the mode of a path, and return what it is then.

            path: the path
            mode: octal digits
            """)
    public String setMode(String path, Object mode) {
        if (!Files.exists(Paths.of(path))) {
            throw new FunctionError(path + ": File not found");
        }
        String digits = PythonText.str(mode).replaceFirst("^0o?", "");
        if (!digits.matches("[0-7]{1,4}")) {
            return "Invalid Mode " + PythonText.str(mode);
        }
        try {
            Files.setAttribute(Paths.of(path), "unix:mode", Integer.parseInt(digits, 8));
            return getMode(path, true);
        } catch (IOException e) {
            throw Paths.failed("Invalid Mode " + digits + " for " + path, e);
        }
    }

    @Fn(doc = """
            Set the owner of a path. Returns nothing, or what went wrong.

            path: the path
            user, group: names or numbers; an empty one stays
            """)
    public @Nullable String chown(String path, @Nullable Object user, @Nullable Object group) {
        List<String> problems = new ArrayList<>();
        long uid = uid(user, problems);
        long gid = gid(group, problems);
        if (!Files.exists(Paths.of(path), LinkOption.NOFOLLOW_LINKS)) {
            // Salt 3006: this one ends without a newline
            return problems(problems) + "File not found";
        }
        if (!problems.isEmpty()) {
            return problems(problems);
        }
        own(path, uid, gid);
        return null;
    }

    @Fn(doc = """
            Set the owner of a path, of a link itself. Returns nothing, or what went wrong.

            path: the path
            user, group: names or numbers; an empty one stays
            """)
    public @Nullable String lchown(String path, @Nullable Object user, @Nullable Object group) {
        List<String> problems = new ArrayList<>();
        long uid = uid(user, problems);
        long gid = gid(group, problems);
        if (!problems.isEmpty()) {
            return problems(problems);
        }
        own(path, uid, gid, LinkOption.NOFOLLOW_LINKS);
        return null;
    }

    private static String problems(List<String> problems) {
        return problems.stream().map(each -> each + "\n").collect(Collectors.joining());
    }

    private static void own(String path, long uid, long gid, LinkOption... options) {
        try {
            if (uid >= 0) {
                Files.setAttribute(Paths.of(path), "unix:uid", (int) uid, options);
            }
            if (gid >= 0) {
                Files.setAttribute(Paths.of(path), "unix:gid", (int) gid, options);
            }
        } catch (IOException e) {
            throw Paths.failed("cannot set the owner of " + path, e);
        }
    }

    private static long uid(@Nullable Object user, List<String> problems) {
        if (!Truth.of(user) && !(user instanceof Number)) {
            return -1;
        }
        return Accounts.HOST
                .user(PythonText.str(user))
                .map(Accounts.Account::uid)
                .orElseGet(() -> {
                    problems.add("User does not exist");
                    return -1L;
                });
    }

    private static long gid(@Nullable Object group, List<String> problems) {
        if (!Truth.of(group) && !(group instanceof Number)) {
            return -1;
        }
        return Accounts.HOST
                .group(PythonText.str(group))
                .map(Accounts.Group::gid)
                .orElseGet(() -> {
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

            user: its name; None for the account that the minion runs as
            """)
    public Object userToUid(@Nullable Object user) {
        if (user instanceof Number) {
            return user;
        }
        return Accounts.HOST
                .user(user == null ? System.getProperty("user.name", "root") : PythonText.str(user))
                .<Object>map(Accounts.Account::uid)
                .orElse("");
    }

    @Fn(doc = """
            Return the number of a group; an empty text when there is none.

            group: its name
            """)
    public Object groupToGid(@Nullable Object group) {
        if (group instanceof Number) {
            return group;
        }
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
}
