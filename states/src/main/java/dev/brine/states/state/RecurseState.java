package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code file.recurse}: a directory of the file server, file by file. */
final class RecurseState {
    private final StateContext context;
    private final FileTools tools;
    private final Sources sources;
    private final ManagedFile managed;
    private final DirectoryState directories;
    private final Cleaning cleaning;

    RecurseState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
        this.sources = new Sources(context);
        this.managed = new ManagedFile(context);
        this.directories = new DirectoryState(context);
        this.cleaning = new Cleaning(context);
    }

    Map<String, Object> recurse(String given, Object source, Args args, @Nullable Object require) {
        String name = tools.expand(given);
        if (args.has("mode")) {
            return Result.failed(
                    name, "'mode' is not allowed in 'file.recurse'. Please use 'file_mode' and 'dir_mode'.");
        }
        Permissions owner = Permissions.of(args.value("user"), args.value("group"), args.value("dir_mode"));
        String unknown = tools.unknown(owner);
        if (!unknown.isEmpty()) {
            return Result.failed(name, unknown);
        }
        Path path = Path.of(name);
        if (!path.isAbsolute()) {
            return Result.failed(name, "Specified file " + name + " is not an absolute path");
        }
        List<Object> candidates = new ArrayList<>();
        for (Object each : Args.list(source)) {
            String text = String.valueOf(each).replaceAll("/+$", "");
            if (!text.startsWith("salt://")) {
                return Result.failed(name, "Invalid source '" + text + "' (must be a salt:// URI)");
            }
            candidates.add(text);
        }
        try {
            Optional<Sources.Picked> picked;
            try {
                picked = sources.pick(candidates, "");
            } catch (FunctionError e) {
                return Result.failed(name, "Recurse failed: " + e.getMessage());
            }
            return picked.isEmpty()
                    ? Result.failed(name, "Recurse failed: none of the specified sources were found")
                    : manage(name, path, picked.get().source(), owner, args, require);
        } catch (IOException e) {
            return Result.failed(name, "Recurse failed: " + FileTools.reason(e));
        }
    }

    private Map<String, Object> manage(
            String name, Path path, SourceFile source, Permissions owner, Args args, @Nullable Object require)
            throws IOException {
        String saltenv = sources.saltenv(source);
        if (!context.files().directories(saltenv, "").contains(source.path())) {
            return Result.failed(
                    name,
                    "The directory '" + source.path() + "' does not exist on the salt fileserver in saltenv '" + saltenv
                            + "'");
        }
        if (!Files.isDirectory(path)) {
            if (Files.exists(path)) {
                return Result.failed(name, "The path " + name + " exists and is not a directory");
            }
            if (!context.test()) {
                tools.makeDirectories(
                        path,
                        new Permissions(owner.user(), owner.group(), owner.mode() == null ? "0755" : owner.mode()));
            }
        }
        Collected collected = new Collected();
        Set<Path> keep = new HashSet<>();
        Tree tree = tree(path, source, saltenv, args);
        for (Path directory : tree.directories) {
            collected.add(directory.toString(), directories.directory(directory.toString(), directoryArgs(args), null));
        }
        tree.files.forEach((file, from) -> collected.add(
                file.toString(), managed.managed(file.toString(), fileOptions(args, from, saltenv), null)));
        keep.addAll(tree.files.keySet());
        keep.addAll(tree.directories);
        if (args.flag("clean", false) && Files.isDirectory(path)) {
            keep.addAll(cleaning.required(path, require));
            clean(path, keep, args, collected);
        }
        return collected.result(name);
    }

    private void clean(Path path, Set<Path> keep, Args args, Collected collected) throws IOException {
        List<Path> surplus = cleaning.surplus(path, keep, PathFilter.of(null, args.value("exclude_pat")));
        if (surplus.isEmpty()) {
            return;
        }
        List<Object> removed =
                new ArrayList<>(surplus.stream().map(Path::toString).toList());
        if (context.test()) {
            if (Boolean.TRUE.equals(collected.outcome)) {
                collected.outcome = null;
            }
            collected.comments.put("removed", removed);
        } else {
            Cleaning.remove(surplus);
            collected.changes.put("removed", removed);
        }
    }

    private record Tree(Map<Path, String> files, Set<Path> directories) {}

    private Tree tree(Path target, SourceFile source, String saltenv, Args args) throws IOException {
        PathFilter filter = PathFilter.of(args.value("include_pat"), args.value("exclude_pat"));
        long deepest = args.has("maxdepth") ? Long.parseLong(args.text("maxdepth")) : Long.MAX_VALUE;
        Tree tree = new Tree(new LinkedHashMap<>(), new LinkedHashSet<>());
        String prefix = source.path() + "/";
        for (String file : context.files().list(saltenv, source.path())) {
            String relative = file.startsWith(prefix) ? file.substring(prefix.length()) : "";
            if (!relative.isEmpty() && depth(relative) <= deepest && filter.takes(relative)) {
                Path destination = target.resolve(relative).normalize();
                if (!destination.startsWith(target)) {
                    continue;
                }
                tree.files.put(destination, file);
                tree.directories.add(destination.getParent());
            }
        }
        if (args.flag("include_empty", false)) {
            for (String directory : context.files().directories(saltenv, source.path())) {
                String relative = directory.startsWith(prefix) ? directory.substring(prefix.length()) : "";
                if (!relative.isEmpty() && depth(relative) <= deepest && filter.takes(relative)) {
                    tree.directories.add(target.resolve(relative).normalize());
                }
            }
        }
        return tree;
    }

    private static long depth(String relative) {
        return relative.chars().filter(c -> c == '/').count();
    }

    private static Map<String, Object> fileOptions(Args args, String path, String saltenv) {
        Map<String, Object> options = new LinkedHashMap<>(args.all());
        List.of(
                        "mode",
                        "makedirs",
                        "dir_mode",
                        "file_mode",
                        "clean",
                        "include_pat",
                        "exclude_pat",
                        "maxdepth",
                        "include_empty")
                .forEach(options::remove);
        options.put("source", "salt://" + path + "?saltenv=" + saltenv);
        options.put("makedirs", true);
        Object mode = args.value("file_mode");
        if (mode != null) {
            options.put("mode", "keep".equals(mode) ? mode : FileMode.normal(mode));
        }
        return options;
    }

    private static Args directoryArgs(Args args) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String key : List.of("user", "group", "dir_mode")) {
            if (args.has(key)) {
                options.put(key, args.value(key));
            }
        }
        options.put("makedirs", true);
        return new Args(options);
    }

    /** The results of all files as one. */
    private static final class Collected {
        private final Map<String, Object> changes = new LinkedHashMap<>();
        private final Map<String, Object> comments = new LinkedHashMap<>();
        private @Nullable Boolean outcome = true;

        void add(String path, Map<String, Object> result) {
            Object part = result.get("result");
            if (Boolean.FALSE.equals(part) || Boolean.TRUE.equals(outcome)) {
                outcome = part instanceof Boolean flag ? flag : null;
            }
            if (!Boolean.TRUE.equals(part) && !"".equals(result.get("comment"))) {
                comments.put(path, new ArrayList<>(List.of(String.valueOf(result.get("comment")))));
            }
            if (FileTools.changed(result)) {
                changes.put(path, result.get("changes"));
            }
        }

        Map<String, Object> result(String name) {
            List<String> parts = new ArrayList<>();
            comments.forEach((path, lines) -> parts.add("\n#### " + path + " ####\n"
                    + String.join(
                            "\n", Args.list(lines).stream().map(String::valueOf).toList())));
            String comment = String.join("\n", parts).strip();
            if (comment.isEmpty()) {
                comment = "Recursively updated " + name;
            }
            if (changes.isEmpty() && Boolean.TRUE.equals(outcome)) {
                comment = "The directory " + name + " is in the correct state";
            }
            return Result.of(name, outcome, changes, comment);
        }
    }
}
