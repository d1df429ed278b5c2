package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import dev.brine.states.render.TemplateError;
import java.io.IOException;
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
    private final FileTools tools;
    private final SourceContent content;
    private final Placing placing;

    ManagedFile(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
        this.content = new SourceContent(context);
        this.placing = new Placing(context);
    }

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
        Placing.Wanted wanted = inline != null
                ? new Placing.Wanted(inline, false, permissions)
                : fromSource(name, args, permissions, keepMode);
        if (context.test()) {
            Map<String, Object> changes = placing.differences(name, path, wanted, args, follow);
            return changes.isEmpty()
                    ? Result.same(name, "The file " + name + " is in the correct state")
                    : Result.would(
                            name,
                            changes,
                            "The file " + name
                                    + " is set to be changed\nNote: No changes made, actual changes may\n"
                                    + "be different due to other states.");
        }
        if (checkCommand != null && !checkCommand.toString().isEmpty()) {
            Optional<Map<String, Object>> refused = check(path, wanted, args, checkCommand.toString());
            if (refused.isPresent()) {
                Map<String, Object> result = Result.of(name, false, Map.of(), "");
                result.putAll(refused.get());
                return result;
            }
        }
        return placing.place(name, path, wanted, args, follow);
    }

    private @Nullable String problem(String name, Path path, Args args, Permissions permissions) {
        String unknown = tools.unknown(permissions);
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

    private Placing.Wanted fromSource(String name, Args args, Permissions permissions, boolean keepMode)
            throws IOException, Sources.NotThere {
        Optional<SourceContent.Got> got = content.of(name, args, permissions);
        if (got.isEmpty()) {
            return new Placing.Wanted(null, false, permissions);
        }
        Permissions kept = keepMode ? permissions.mode(content.mode(got.get())) : permissions;
        return new Placing.Wanted(got.get().content(), true, kept);
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

    /** Runs {@code check_cmd} on a file with the new content; what it says against it, if anything. */
    private Optional<Map<String, Object>> check(Path path, Placing.Wanted wanted, Args args, String command)
            throws IOException {
        byte[] bytes = wanted.content();
        if (bytes == null
                || (Files.isRegularFile(path) && Placing.diff(path, bytes).isEmpty())) {
            return Optional.empty();
        }
        String directory = args.text("tmp_dir");
        String suffix = args.text("tmp_ext");
        Path temporary = directory.isEmpty()
                ? Files.createTempFile("brine", suffix)
                : Files.createTempFile(Path.of(directory), "brine", suffix);
        try {
            Files.write(temporary, bytes);
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
}
