package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code file.hardlink} and {@code file.rename}. */
final class NameStates {
    private final StateContext context;
    private final FileTools tools;

    NameStates(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> hardlink(String given, String target, Args args) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.hardlink");
        }
        String problems = problems(name, target, args);
        if (!problems.isEmpty()) {
            return Result.failed(name, problems);
        }
        try {
            boolean force = args.flag("force", false);
            return context.test()
                    ? predicted(name, Path.of(name), target, force)
                    : linked(name, Path.of(name), target, force, args);
        } catch (IOException e) {
            return Result.failed(
                    name, "Unable to create new hard link " + name + " -> " + target + ": " + FileTools.reason(e));
        }
    }

    private String problems(String name, String target, Args args) {
        List<String> problems = new ArrayList<>();
        if (args.has("user") && "".equals(context.call("file.user_to_uid", List.of(args.text("user")), Map.of()))) {
            problems.add("User " + args.text("user") + " does not exist");
        }
        if (args.has("group") && "".equals(context.call("file.group_to_gid", List.of(args.text("group")), Map.of()))) {
            problems.add("Group " + args.text("group") + " does not exist");
        }
        if (!name.startsWith("/")) {
            problems.add("Specified file " + name + " is not an absolute path");
        }
        if (!target.startsWith("/")) {
            problems.add("Specified target " + target + " is not an absolute path");
        }
        return String.join(". ", problems) + (problems.size() > 1 ? "." : "");
    }

    private static boolean several(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && ((Number) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS)).longValue() > 1;
    }

    private static boolean same(Path one, Path other) throws IOException {
        return Files.exists(other)
                && Objects.equals(
                        Files.getAttribute(one, "unix:ino", LinkOption.NOFOLLOW_LINKS),
                        Files.getAttribute(other, "unix:ino", LinkOption.NOFOLLOW_LINKS));
    }

    private static Map<String, Object> predicted(String name, Path path, String target, boolean force)
            throws IOException {
        if (!Files.exists(Path.of(target))) {
            return Result.failed(name, "Target " + target + " for hard link does not exist");
        }
        if (Files.isDirectory(Path.of(target))) {
            return Result.failed(name, "Unable to hard link from directory " + target);
        }
        if (Files.isDirectory(path)) {
            return Result.failed(name, "Unable to hard link to directory " + name);
        }
        if (!Files.exists(path)) {
            return Result.would(
                    name, Map.of("new", name), "Hard link " + name + " to " + target + " is set for creation");
        }
        if (several(path)) {
            return same(path, Path.of(target))
                    ? Result.same(name, "The hard link " + name + " is presently targetting " + target)
                    : Result.would(
                            name, Map.of("change", name), "Link " + name + " target is set to be changed to " + target);
        }
        return force
                ? Result.would(
                        name,
                        Map.of(),
                        "The file or directory " + name
                                + " is set for removal to make way for a new hard link targeting " + target)
                : Result.failed(
                        name,
                        "File or directory exists where the hard link " + name
                                + " should be. Did you mean to use force?");
    }

    private Map<String, Object> linked(String name, Path path, String target, boolean force, Args args)
            throws IOException {
        if (Files.isDirectory(path)) {
            return Result.failed(name, "Unable to hard link to directory " + name);
        }
        if (Files.isDirectory(Path.of(target))) {
            return Result.failed(name, "Unable to hard link from directory " + target);
        }
        if (!Files.exists(Path.of(target))) {
            return Result.failed(name, "Target " + target + " for hard link does not exist");
        }
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            if (!args.flag("makedirs", false)) {
                return Result.failed(name, "Directory " + parent + " for hard link is not present");
            }
            tools.makeDirectories(
                    parent, Permissions.of(args.value("user"), args.value("group"), args.value("dir_mode")));
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        boolean there = Files.isRegularFile(path);
        if (there && !several(path)) {
            if (!force) {
                return Result.failed(name, "File exists where the hard link " + name + " should be");
            }
            Files.delete(path);
            there = false;
            changes.put("forced", "File for hard link was forcibly replaced");
        }
        if (there && same(path, Path.of(target))) {
            return Result.same(name, "Target of hard link " + name + " is already pointing to " + target);
        }
        if (there) {
            Files.delete(path);
        }
        Files.createLink(path, Path.of(target));
        changes.put("new", name);
        return Result.changed(
                name,
                changes,
                (there ? "Set target of hard link " : "Created new hard link ") + name + " -> " + target);
    }

    Map<String, Object> rename(String given, String from, boolean force, boolean makedirs) {
        String name = tools.expand(given);
        String source = tools.expand(from);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.rename");
        }
        Path path = Path.of(name);
        if (!path.isAbsolute()) {
            return Result.failed(name, "Specified file " + name + " is not an absolute path");
        }
        if (!Files.exists(Path.of(source), LinkOption.NOFOLLOW_LINKS)) {
            return Result.same(name, "Source file \"" + source + "\" has already been moved out of place");
        }
        boolean taken = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        if (taken && !force) {
            return Result.same(name, "The target file \"" + name + "\" exists and will not be overwritten");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "File \"" + source + "\" is set to be moved to \"" + name + "\"");
        }
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent) && !makedirs) {
            return Result.failed(name, "The target directory " + parent + " is not present");
        }
        try {
            if (taken) {
                FileTools.remove(path);
            }
            if (parent != null) {
                tools.makeDirectories(parent, Permissions.of(null, null, null));
            }
            context.call("file.move", List.of(Path.of(source).toAbsolutePath().toString(), name), Map.of());
        } catch (IOException | FunctionError e) {
            return Result.failed(name, "Failed to move \"" + source + "\" to \"" + name + "\"");
        }
        return Result.changed(name, Map.of(name, source), "Moved \"" + source + "\" to \"" + name + "\"");
    }
}
