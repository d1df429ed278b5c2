package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.file.TextFile;
import dev.brine.states.render.TemplateError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code file.managed}: a file with the content and permissions it is to have. */
final class ManagedFile {
    private final StateContext context;
    private final Sources sources;
    private final FileTools tools;

    ManagedFile(StateContext context) {
        this.context = context;
        this.sources = new Sources(context);
        this.tools = new FileTools(context);
    }

    /**
     * What the file is to be.
     *
     * @param content null when only its being there and its permissions count
     * @param fromSource whether the content comes from {@code source}
     */
    private record Wanted(byte @Nullable [] content, boolean fromSource, Permissions permissions) {}

    Map<String, Object> managed(String given, Map<String, Object> kwargs, @Nullable Object checkCommand) {
        String name = tools.expand(given);
        Args args = new Args(kwargs);
        if (name.isEmpty()) {
            return Result.failed(name, "Destination file name is required");
        }
        Map<String, Object> result;
        try {
            result = manage(name, args, checkCommand);
        } catch (Contents.Invalid | Sources.NotThere e) {
            result = Result.failed(name, String.valueOf(e.getMessage()));
        } catch (IOException | FunctionError | TemplateError e) {
            result = Result.failed(name, "Unable to manage file: " + FileTools.reason(e));
        }
        if (args.has("file_mode")) {
            result.put(
                    "warnings",
                    new ArrayList<>(List.of("The 'file_mode' argument will be ignored.  "
                            + "Please use 'mode' instead to set file permissions.")));
        }
        return result;
    }

    private Map<String, Object> manage(String name, Args args, @Nullable Object checkCommand)
            throws IOException, Contents.Invalid, Sources.NotThere {
        boolean keepMode = args.text("mode").equalsIgnoreCase("keep");
        Permissions permissions = Permissions.of(
                args.has("user") ? args.value("user") : args.value("owner"),
                args.value("group"),
                keepMode ? null : args.value("mode"));
        Contents contents = new Contents(context, args);
        contents.checkCombination(keepMode);
        byte[] inline = contents.bytes();
        boolean replace = args.flag("replace", true) && (inline != null || args.has("source"));
        Path path = Path.of(name);
        if (!args.flag("create", true) && !Files.isRegularFile(path)) {
            return Result.same(name, "File " + name + " is not present and is not set for creation");
        }
        String problem = problem(name, path, args, permissions);
        if (problem != null) {
            return Result.failed(name, problem);
        }
        boolean follow = args.flag("follow_symlinks", true);
        if (!replace && Files.exists(path)) {
            return permissionsOnly(name, path, permissions, follow);
        }
        Wanted wanted =
                inline != null ? new Wanted(inline, false, permissions) : fromSource(name, args, permissions, keepMode);
        if (context.test()) {
            return wouldManage(name, path, wanted, args, follow);
        }
        if (checkCommand != null && !checkCommand.toString().isEmpty()) {
            Optional<Map<String, Object>> refused = check(path, wanted, args, checkCommand.toString());
            if (refused.isPresent()) {
                Map<String, Object> result = Result.of(name, false, Map.of(), "");
                result.putAll(refused.get());
                return result;
            }
        }
        return Files.isRegularFile(path) || Files.isSymbolicLink(path)
                ? change(name, path, wanted, args, follow)
                : create(name, path, wanted, args);
    }

    private static @Nullable String problem(String name, Path path, Args args, Permissions permissions) {
        String unknown = permissions.unknown();
        if (!unknown.isEmpty()) {
            return unknown;
        }
        if (!path.isAbsolute()) {
            return "Specified file " + name + " is not an absolute path";
        }
        if (Files.isDirectory(path)) {
            return "Specified target " + name + " is a directory";
        }
        if (args.has("context") && !(args.value("context") instanceof Map)) {
            return "Context must be formed as a dict";
        }
        return args.has("defaults") && !(args.value("defaults") instanceof Map)
                ? "Defaults must be formed as a dict"
                : null;
    }

    private Wanted fromSource(String name, Args args, Permissions permissions, boolean keepMode)
            throws IOException, Sources.NotThere {
        Optional<Sources.Picked> picked = sources.pick(
                args.value("source"), Args.truth(args.value("source_hash")) ? args.text("source_hash") : "");
        if (picked.isEmpty()) {
            return new Wanted(null, false, permissions);
        }
        SourceFile source = picked.get().source();
        Path local = sources.fetch(picked.get(), args, name);
        byte[] content = Files.readAllBytes(local);
        if (args.has("template")) {
            Map<String, Object> known = new LinkedHashMap<>();
            known.put("name", name);
            known.put("source", source.text());
            known.put("user", args.value("user"));
            known.put("group", args.value("group"));
            known.put("mode", permissions.mode());
            known.put("attrs", args.value("attrs"));
            Map<String, List<Object>> accumulated = context.accumulated().get(name);
            if (accumulated != null) {
                known.put("accumulator", accumulated);
            }
            content = TemplateText.render(
                    context,
                    source.path(),
                    sources.saltenv(source),
                    new String(content, StandardCharsets.UTF_8),
                    args,
                    known);
        }
        Permissions kept = keepMode
                ? Permissions.of(
                        permissions.user(),
                        permissions.group(),
                        sources.mode(picked.get(), local).orElse(null))
                : permissions;
        return new Wanted(content, true, kept);
    }

    private Map<String, Object> permissionsOnly(String name, Path path, Permissions permissions, boolean follow)
            throws IOException {
        Map<String, Object> result = Result.same(name, "");
        FileStat before = FileStat.of(path, follow).orElseThrow();
        tools.permissions(path, permissions, follow, result);
        boolean changed = FileTools.changed(result);
        if (context.test()) {
            String mode = permissions.mode();
            result.put(
                    "comment",
                    mode != null && !mode.equals(before.mode())
                            ? "File " + name + " will be updated with permissions " + mode
                                    + " from its current state of " + before.mode()
                            : "File " + name + " not updated");
        } else if (!changed && Boolean.TRUE.equals(result.get("result"))) {
            result.put("comment", "File " + name + " exists with proper permissions. No changes made.");
        }
        return result;
    }

    private Map<String, Object> wouldManage(String name, Path path, Wanted wanted, Args args, boolean follow)
            throws IOException {
        Map<String, Object> changes = new LinkedHashMap<>();
        Optional<FileStat> stat = FileStat.of(path, follow);
        byte[] content = wanted.content();
        if (stat.isEmpty()) {
            changes.put("newfile", name);
        } else {
            String diff = content == null ? "" : diff(path, content);
            if (!diff.isEmpty()) {
                changes.put("diff", args.flag("show_changes", true) ? diff : "<show_changes=False>");
            }
            changes.putAll(wanted.permissions().differences(stat.get(), true));
        }
        return changes.isEmpty()
                ? Result.same(name, "The file " + name + " is in the correct state")
                : Result.would(
                        name,
                        changes,
                        "The file " + name
                                + " is set to be changed\nNote: No changes made, actual changes may\n"
                                + "be different due to other states.");
    }

    /** Runs {@code check_cmd} on a file with the new content; what it says against it, if anything. */
    private Optional<Map<String, Object>> check(Path path, Wanted wanted, Args args, String command)
            throws IOException {
        byte[] content = wanted.content();
        if (content == null || (Files.isRegularFile(path) && diff(path, content).isEmpty())) {
            return Optional.empty();
        }
        String directory = args.text("tmp_dir");
        String suffix = args.text("tmp_ext");
        Path temporary = directory.isEmpty()
                ? Files.createTempFile("brine", suffix)
                : Files.createTempFile(Path.of(directory), "brine", suffix);
        try {
            Files.write(temporary, content);
            Map<String, Object> options = new LinkedHashMap<>();
            if (context.grains().get("shell") != null) {
                options.put("shell", context.grains().get("shell"));
            }
            Object ran = context.call("cmd.run_all", List.of(command + " " + temporary), options);
            Map<?, ?> answer = ran instanceof Map<?, ?> map ? map : Map.of();
            if (Long.valueOf(0).equals(answer.get("retcode"))) {
                return Optional.empty();
            }
            StringBuilder comment = new StringBuilder("check_cmd execution failed");
            for (String stream : List.of("stdout", "stderr")) {
                if (answer.get(stream) instanceof String text && !text.isEmpty()) {
                    comment.append('\n').append(text);
                }
            }
            Map<String, Object> refused = new LinkedHashMap<>();
            refused.put("comment", comment.toString());
            refused.put("skip_watch", true);
            refused.put("result", false);
            return Optional.of(refused);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Map<String, Object> change(String name, Path path, Wanted wanted, Args args, boolean follow)
            throws IOException {
        Map<String, Object> changes = new LinkedHashMap<>();
        boolean link = Files.isSymbolicLink(path);
        Path real = link && follow ? TextFile.followed(path) : path;
        byte[] content = wanted.content();
        if (content != null && link && !follow) {
            String diff = Files.exists(path) ? diff(path, content) : "";
            Optional<FileStat> led = FileStat.of(path, true);
            AtomicFile.write(
                    path,
                    content,
                    led.isPresent() && !led.get().link()
                            ? AtomicFile.Look.of(led.get())
                            : wanted.permissions().look("0600"));
            changes.put("diff", diff.isEmpty() ? "Replace symbolic link with regular file" : diff);
        } else if (content != null) {
            String diff = diff(real, content);
            if (!diff.isEmpty()) {
                changes.put("diff", args.flag("show_changes", true) ? diff : "<show_changes=False>");
                tools.backup(real, args.text("backup"));
                AtomicFile.replace(real, content, wanted.permissions().look("0600"));
            }
        }
        Map<String, Object> result = Result.changed(name, changes, "");
        tools.permissions(path, wanted.permissions(), follow, result);
        boolean changed = FileTools.changed(result);
        if (changed) {
            result.put("comment", "File " + name + " updated");
        } else if (Boolean.TRUE.equals(result.get("result"))) {
            result.put("comment", "File " + name + " is in the correct state");
        }
        return result;
    }

    private Map<String, Object> create(String name, Path path, Wanted wanted, Args args) throws IOException {
        Permissions permissions = wanted.permissions();
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            if (!args.flag("makedirs", false)) {
                return Result.failed(name, "Parent directory not present");
            }
            String mode = FileMode.normal(args.value("dir_mode"));
            if (mode == null && permissions.mode() != null) {
                mode = FileMode.normal(FileMode.forDirectories(permissions.mode()));
            }
            tools.makeDirectories(parent, new Permissions(permissions.user(), permissions.group(), mode));
        }
        byte[] content = wanted.content();
        FileStat fresh = tools.fresh();
        String plain = fresh.mode();
        String mode = permissions.mode() == null ? plain : permissions.mode();
        // Salt 3006 makes a source's copy readable to the owner only and counts the way from there as a change of mode;
        // other files begin with 0600 where a mode is asked for, else with what the umask leaves
        String first = wanted.fromSource() || permissions.mode() != null ? "0600" : plain;
        Map<String, Object> changes = new LinkedHashMap<>();
        if (content == null) {
            changes.put("new", "file " + name + " created");
        } else {
            changes.put("diff", "New file");
        }
        AtomicFile.create(path, content == null ? new byte[0] : content, permissions.look(mode), context.sync());
        Map<String, Object> result = Result.changed(name, changes, "");
        changes.putAll(permissions.differences(fresh, false));
        if (!mode.equals(first)) {
            changes.put("mode", mode);
        }
        result.put("changes", changes);
        result.put("comment", content == null ? "Empty file" : "File " + name + " updated");
        return result;
    }

    private static String diff(Path path, byte[] content) throws IOException {
        return UnifiedDiff.of(Files.readAllBytes(path), content);
    }
}
