package dev.brine.states.state;

import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code file.symlink}. A link that is to change is made beside the old one and renamed over it, so there is always one. */
final class LinkState {
    private final StateContext context;
    private final FileTools tools;

    LinkState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> symlink(String given, String target, Args args) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.symlink");
        }
        try {
            return link(name, Path.of(name), target, args);
        } catch (IOException e) {
            return Result.failed(
                    name, "Unable to create new symlink " + name + " -> " + target + ": " + FileTools.reason(e));
        }
    }

    private Map<String, Object> link(String name, Path path, String target, Args args) throws IOException {
        FileStat self = tools.fresh();
        boolean inherit = args.flag("inherit_user_and_group", false) && Files.isSymbolicLink(path);
        FileStat old = inherit ? FileStat.of(path, false).orElseThrow() : self;
        Object user = args.has("user") ? args.value("user") : args.has("owner") ? args.value("owner") : old.user();
        Object group = args.has("group") ? args.value("group") : old.group();
        Permissions owner = Permissions.of(user, group, null);
        String problem = problem(name, path, owner);
        if (problem != null) {
            return Result.failed(name, problem);
        }
        Map<String, Object> would = check(name, path, target, owner, args);
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            boolean makedirs = args.flag("makedirs", false);
            if (context.test()) {
                would.put(
                        "comment",
                        would.get("comment")
                                + (makedirs
                                        ? "\n" + parent + " will be created"
                                        : "\nDirectory " + parent + " for symlink is not present"));
            } else if (makedirs) {
                tools.makeDirectories(
                        parent, new Permissions(owner.user(), owner.group(), FileMode.normal(args.value("mode"))));
            } else {
                return Result.failed(name, "Directory " + parent + " for symlink is not present");
            }
        }
        if (context.test()) {
            return would;
        }
        if (Files.isSymbolicLink(path)
                && Files.readSymbolicLink(path)
                        .normalize()
                        .equals(Path.of(target).normalize())) {
            return owned(name, path, owner);
        }
        boolean force = args.flag("force", false);
        if (Files.exists(path) && !Files.isSymbolicLink(path)) {
            String refused = makeWay(name, path, target, args, force);
            if (refused != null) {
                return Result.failed(name, refused);
            }
        }
        place(path, target);
        owner.apply(path, owner.differences(FileStat.of(path, false).orElseThrow(), false), false);
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("new", name);
        return Result.changed(name, changes, "Created new symlink " + name + " -> " + target);
    }

    private static @Nullable String problem(String name, Path path, Permissions owner) {
        String unknown =
                owner.unknown().replace("is not available", "does not exist").strip();
        String relative = path.isAbsolute() ? "" : "Specified file " + name + " is not an absolute path";
        if (unknown.isEmpty() || relative.isEmpty()) {
            String only = unknown + relative;
            return only.isEmpty() ? null : only;
        }
        return unknown + ". " + relative + ".";
    }

    private static Map<String, Object> check(String name, Path path, String target, Permissions owner, Args args)
            throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Result.would(
                    name, Map.of("new", name), "Symlink " + name + " to " + target + " is set for creation");
        }
        if (Files.isSymbolicLink(path)) {
            if (!Files.readSymbolicLink(path).toString().equals(target)) {
                return Result.would(
                        name, Map.of("change", name), "Link " + name + " target is set to be changed to " + target);
            }
            FileStat stat = FileStat.of(path, false).orElseThrow();
            if (owner.differences(stat, false).isEmpty()) {
                return Result.same(name, "The symlink " + name + " is present");
            }
            return Result.would(
                    name,
                    Map.of("ownership", stat.user() + ":" + stat.group()),
                    "The symlink " + name + " is present, but the ownership of the symlink would be changed from "
                            + stat.user() + ":" + stat.group() + " to " + owner.user() + ":" + owner.group());
        }
        return args.flag("force", false)
                ? Result.would(
                        name,
                        Map.of(),
                        "The file or directory " + name + " is set for removal to make way for a new symlink targeting "
                                + target)
                : Result.failed(
                        name,
                        "File or directory exists where the symlink " + name
                                + " should be. Did you mean to use force?");
    }

    private static Map<String, Object> owned(String name, Path path, Permissions owner) throws IOException {
        Map<String, Object> differences =
                owner.differences(FileStat.of(path, false).orElseThrow(), false);
        String who = owner.user() + ":" + owner.group();
        if (differences.isEmpty()) {
            return Result.same(name, "Symlink " + name + " is present and owned by " + who);
        }
        return owner.apply(path, differences, false).isEmpty()
                ? Result.changed(name, Map.of("ownership", who), "Set ownership of symlink " + name + " to " + who)
                : Result.failed(name, "Failed to set ownership of symlink " + name + " to " + who);
    }

    /** Moves aside or removes what stands where the link is to be; says why not. */
    private static @Nullable String makeWay(String name, Path path, String target, Args args, boolean force)
            throws IOException {
        if (args.has("backupname")) {
            Path backup = Path.of(args.text("backupname"));
            if (!backup.isAbsolute() && backup.getNameCount() > 1) {
                return "Backupname must be an absolute path or a file name: " + backup;
            }
            Path place = path.resolveSibling(backup);
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                if (!force) {
                    return "Symlink & backup dest exists and Force not set. " + name + " -> " + target + " - backup: "
                            + place;
                }
                FileTools.remove(place);
            }
            Files.move(path, place);
            return null;
        }
        if (!force && !args.flag("atomic", false)) {
            String what =
                    Files.isRegularFile(path) ? "File" : Files.isDirectory(path) ? "Directory" : "File system entry";
            return what + " exists where the symlink " + name + " should be";
        }
        if (Files.isDirectory(path)) {
            FileTools.remove(path);
        }
        return null;
    }

    private static void place(Path path, String target) throws IOException {
        Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createSymbolicLink(temporary, Path.of(target));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
