package dev.brine.states.state;

import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.file.LineEdit;
import dev.brine.engine.modules.file.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file.line}: one line as it is to be. */
final class LineState {
    private final StateContext context;
    private final ManagedFile managed;
    private final FileTools tools;

    LineState(StateContext context, ManagedFile managed) {
        this.context = context;
        this.managed = managed;
        this.tools = new FileTools(context);
    }

    Map<String, Object> line(String given, Args args) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.line");
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("create", args.flag("create", false));
        file.put("user", args.value("user"));
        file.put("group", args.value("group"));
        file.put("mode", args.value("file_mode"));
        file.put("replace", false);
        managed.managed(name, file, null);
        String problem = TextFile.problem(name);
        if (problem != null) {
            return Result.failed(name, problem);
        }
        if (!args.has("mode")) {
            return Result.failed(name, "Mode was not defined. How to process the file?");
        }
        if (!args.has("content") && !args.text("mode").equalsIgnoreCase("delete")) {
            return Result.failed(name, "Content can only be empty if mode is ['delete']");
        }
        if (!Files.isRegularFile(Path.of(name))) {
            return args.flag("quiet", false)
                    ? Result.same(name, "No changes needed to be made")
                    : Result.failed(name, "File \"" + name + "\" does not exists or is not a file.");
        }
        try {
            return edited(name, args);
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        }
    }

    private Map<String, Object> edited(String name, Args args) throws IOException {
        TextFile old = TextFile.open(Path.of(name));
        LineEdit edit = new LineEdit(
                text(args, "mode"),
                text(args, "content"),
                text(args, "match"),
                text(args, "location"),
                text(args, "before"),
                text(args, "after"),
                args.flag("indent", true));
        List<String> lines = edit.edited(old.bytes());
        String now = String.join("", lines);
        if (now.equals(old.bytes())) {
            return Result.same(name, "No changes needed to be made");
        }
        List<String> shown = lines.stream().map(PythonRegex::text).toList();
        Object diff =
                args.flag("show_changes", true) ? UnifiedDiff.of(TextFile.lines(old.text()), shown) : Boolean.TRUE;
        if (context.test()) {
            return Result.would(name, Map.of("diff", diff), "Changes would be made");
        }
        old.write(now, args.flag("backup", false) ? TextFile.stamp() : "");
        return Result.changed(name, Map.of("diff", diff), "Changes were made");
    }

    private static @Nullable String text(Args args, String key) {
        return args.has(key) ? args.text(key) : null;
    }
}
