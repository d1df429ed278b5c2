package dev.brine.states.state;

import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code file.directory}: a directory, its permissions, and on request those of all below it. */
final class DirectoryState {
    private static final List<String> RECURSE =
            List.of("user", "group", "mode", "ignore_files", "ignore_dirs", "silent");

    private final StateContext context;
    private final FileTools tools;
    private final Cleaning cleaning;

    DirectoryState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
        this.cleaning = new Cleaning(context);
    }

    /**
     * What is wanted.
     *
     * @param recurse what of it holds for everything below, too; empty when only the directory counts
     */
    private record Wanted(
            Permissions directory,
            Permissions file,
            Set<String> recurse,
            boolean clean,
            boolean follow,
            boolean childrenOnly) {

        Permissions below(boolean isDirectory) {
            Permissions from = isDirectory ? directory : file;
            return new Permissions(
                    recurse.contains("user") ? from.user() : null,
                    recurse.contains("group") ? from.group() : null,
                    recurse.contains("mode") ? from.mode() : null);
        }
    }

    Map<String, Object> directory(String given, Args args, @Nullable Object require) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.directory");
        }
        if (name.length() > 1 && name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        try {
            Map<String, Object> result = manage(name, Path.of(name), args, require);
            result.put("name", tools.expand(given));
            return result;
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        }
    }

    private Map<String, Object> manage(String name, Path path, Args args, @Nullable Object require) throws IOException {
        if (args.has("max_depth") && args.flag("clean", false)) {
            return Result.failed(name, "Cannot specify both max_depth and clean");
        }
        Object directoryMode = args.has("dir_mode") ? args.value("dir_mode") : args.value("mode");
        Object fileMode = args.has("file_mode") ? args.value("file_mode") : directoryMode;
        Object user = args.has("user") ? args.value("user") : args.value("owner");
        Set<String> recurse;
        try {
            recurse = recurse(args.value("recurse"));
        } catch (IllegalArgumentException e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        Wanted wanted = new Wanted(
                Permissions.of(user, args.value("group"), directoryMode),
                Permissions.of(user, args.value("group"), fileMode),
                recurse,
                args.flag("clean", false),
                args.flag("follow_symlinks", false),
                args.flag("children_only", false));
        String unknown = tools.unknown(wanted.directory());
        if (!unknown.isEmpty()) {
            return Result.failed(name, unknown);
        }
        if (!path.isAbsolute()) {
            return Result.failed(name, "Specified file " + name + " is not an absolute path");
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        Optional<Map<String, Object>> blocked = makeWay(name, path, args, changes);
        if (blocked.isPresent()) {
            return blocked.get();
        }
        Set<Path> keep = wanted.clean() ? cleaning.required(path, require) : Set.of();
        List<Path> below = Files.isDirectory(path) && (wanted.clean() || !recurse.isEmpty())
                ? FileTools.below(path, depth(args))
                : List.of();
        PathFilter filter = PathFilter.of(null, args.value("exclude_pat"));
        List<Path> surplus =
                wanted.clean() && Files.isDirectory(path) ? cleaning.surplus(path, keep, filter) : List.of();
        changes.putAll(differences(path, below, surplus, wanted));
        if (context.test()) {
            return would(name, changes);
        }
        if (changes.isEmpty()) {
            return Result.same(name, "The directory " + name + " is in the correct state");
        }
        if (!Files.isDirectory(path)) {
            return create(name, path, wanted, args, changes);
        }
        return change(name, path, below, surplus, wanted, changes);
    }

    private Map<String, Object> create(String name, Path path, Wanted wanted, Args args, Map<String, Object> changes)
            throws IOException {
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent) && !args.flag("makedirs", false)) {
            // Salt 3006: the change that could not be made is shown
            return Result.of(name, false, changes, "No directory to create " + name + " in");
        }
        tools.makeDirectories(path, wanted.directory());
        changes.put(name, Map.of("directory", "new"));
        return Result.changed(name, changes, "");
    }

    private Map<String, Object> change(
            String name, Path path, List<Path> below, List<Path> surplus, Wanted wanted, Map<String, Object> changes)
            throws IOException {
        Map<String, Object> result = Result.changed(name, changes, "");
        if (!wanted.childrenOnly()) {
            tools.permissions(path, wanted.directory(), wanted.follow(), result);
        }
        if (wanted.recurse().contains("user") && wanted.directory().user() == null) {
            return failedRecursion(
                    result, "user not specified, but configured as a target for recursive ownership management");
        }
        if (wanted.recurse().contains("group") && wanted.directory().group() == null) {
            return failedRecursion(
                    result, "group not specified, but configured as a target for recursive ownership management");
        }
        if (wanted.recurse().contains("silent")) {
            result.put("changes", new LinkedHashMap<>(Map.of("recursion", "Changes silenced")));
        }
        if (!wanted.recurse().isEmpty()) {
            for (Path each : below) {
                boolean directory = Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS);
                if (!wanted.recurse().contains(directory ? "ignore_dirs" : "ignore_files")) {
                    tools.permissions(each, wanted.below(directory), wanted.follow(), result);
                }
            }
        }
        if (!surplus.isEmpty()) {
            Cleaning.remove(surplus);
            Map<String, Object> all = new LinkedHashMap<>();
            ((Map<?, ?>) result.getOrDefault("changes", Map.of())).forEach((k, v) -> all.put(String.valueOf(k), v));
            all.put(
                    "removed",
                    new ArrayList<>(surplus.stream().map(Path::toString).toList()));
            result.put("changes", all);
            result.put("comment", "Files cleaned from directory " + name);
        }
        if ("".equals(result.get("comment"))) {
            result.put("comment", "Directory " + name + (wanted.childrenOnly() ? "/*" : "") + " updated");
        }
        return result;
    }

    private static Map<String, Object> failedRecursion(Map<String, Object> result, String comment) {
        result.put("result", false);
        result.put("comment", comment);
        return result;
    }

    /** Deals with a file or link at the place; gives the state's result when that ends it. */
    private Optional<Map<String, Object>> makeWay(String name, Path path, Args args, Map<String, Object> changes)
            throws IOException {
        boolean link = Files.isSymbolicLink(path);
        boolean force = args.flag("force", false);
        boolean inTheWay = Files.isRegularFile(path) || (link && (force || !args.flag("allow_symlink", true)));
        if (!inTheWay) {
            return Optional.empty();
        }
        if (args.has("backupname")) {
            Path backup = Path.of(args.text("backupname"));
            if (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
                if (!force) {
                    return Optional.of(
                            Result.failed(name, "File exists where the backup target " + backup + " should go"));
                }
                if (!context.test()) {
                    FileTools.remove(backup);
                }
            }
            if (context.test()) {
                Map<String, Object> would = new LinkedHashMap<>();
                would.put("backup", name + " would be renamed to " + backup);
                would.put(name, Map.of("directory", "new"));
                return Optional.of(
                        Result.would(name, would, name + " would be backed up and replaced with a new directory"));
            }
            Files.move(path, backup);
            return Optional.empty();
        }
        boolean file = Files.isRegularFile(path);
        if (!force) {
            return Optional.of(Result.failed(
                    name, "Specified location " + name + " exists and is a " + (file ? "file" : "symlink")));
        }
        String what = file ? "File" : "Symlink";
        changes.put("forced", what + (context.test() ? " would be" : " was") + " forcibly replaced");
        if (!context.test()) {
            Files.delete(path);
        }
        return Optional.empty();
    }

    private Map<String, Object> differences(Path path, List<Path> below, List<Path> surplus, Wanted wanted)
            throws IOException {
        Map<String, Object> changes = new LinkedHashMap<>();
        for (Path each : wanted.recurse().isEmpty() ? List.<Path>of() : below) {
            boolean directory = Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS);
            if (!wanted.recurse().contains(directory ? "ignore_dirs" : "ignore_files")) {
                differences(each, wanted.below(directory), wanted.follow(), changes);
            }
        }
        if (!wanted.childrenOnly()) {
            differences(path, wanted.directory(), wanted.follow(), changes);
        }
        surplus.forEach(each -> changes.put(each.toString(), Map.of("removed", "Removed due to clean")));
        if (!Files.isDirectory(path)) {
            changes.put(path.toString(), Map.of("directory", "new"));
        }
        return changes;
    }

    private static void differences(Path path, Permissions wanted, boolean follow, Map<String, Object> changes)
            throws IOException {
        Optional<FileStat> stat = FileStat.of(path, follow);
        if (stat.isPresent()) {
            Map<String, Object> found =
                    wanted.differences(stat.get(), follow || !stat.get().link());
            if (!found.isEmpty()) {
                changes.put(path.toString(), found);
            }
        }
    }

    private static Map<String, Object> would(String name, Map<String, Object> changes) {
        if (changes.isEmpty()) {
            return Result.same(name, "The directory " + name + " is in the correct state");
        }
        StringBuilder comment = new StringBuilder("The following files will be changed:\n");
        changes.forEach((path, change) -> {
            if (change instanceof Map<?, ?> map) {
                map.forEach((key, value) -> comment.append(path)
                        .append(": ")
                        .append(key)
                        .append(" - ")
                        .append(value)
                        .append('\n'));
            }
        });
        return Result.would(name, changes, comment.toString());
    }

    private static int depth(Args args) {
        // Salt 3006: a depth of 1 is what lies in the directory itself
        return args.has("max_depth") ? Integer.parseInt(args.text("max_depth")) - 1 : Integer.MAX_VALUE;
    }

    private static Set<String> recurse(@Nullable Object option) {
        if (!Args.truth(option)) {
            return Set.of();
        }
        if (!(option instanceof List<?> words)) {
            throw new IllegalArgumentException("\"recurse\" must be formed as a list of strings");
        }
        List<String> texts = words.stream().map(String::valueOf).toList();
        if (!RECURSE.containsAll(texts)) {
            throw new IllegalArgumentException(
                    "Types for \"recurse\" limited to \"" + String.join("\", \"", RECURSE) + "\".");
        }
        if (texts.contains("ignore_files") && texts.contains("ignore_dirs")) {
            throw new IllegalArgumentException(
                    "Must not specify \"recurse\" options \"ignore_files\" and \"ignore_dirs\" at the same time.");
        }
        return Set.copyOf(texts);
    }
}
