package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.file.CommentMark;
import dev.brine.engine.modules.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code file.replace}, {@code file.comment} and {@code file.uncomment}: edits by regular expression. */
final class RegexEdits {
    private static final int MULTILINE = 8;
    private static final Set<String> REPLACE = Set.of(
            "count",
            "flags",
            "bufsize",
            "append_if_not_found",
            "prepend_if_not_found",
            "not_found_content",
            "backup",
            "show_changes",
            "ignore_if_missing",
            "backslash_literal");

    private final StateContext context;
    private final FileTools tools;

    RegexEdits(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> replace(String given, String pattern, Object replacement, Args args) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.replace");
        }
        String problem = TextFile.problem(name);
        if (problem != null) {
            return args.flag("ignore_if_missing", false) && problem.endsWith("file not found")
                    ? Result.same(name, "No changes needed to be made")
                    : Result.failed(name, problem);
        }
        Map<String, Object> options = new LinkedHashMap<>(args.all());
        options.keySet().retainAll(REPLACE);
        options.put("dry_run", context.test());
        Object changes = context.call("file.replace", List.of(name, pattern, replacement), options);
        if (!Args.truth(changes)) {
            return Result.same(name, "No changes needed to be made");
        }
        Map<String, Object> diff = Map.of("diff", args.flag("show_changes", true) ? changes : true);
        return context.test()
                ? Result.would(name, diff, "Changes would have been made")
                : Result.changed(name, diff, "Changes were made");
    }

    Map<String, Object> comment(String given, String regex, Args args) {
        String name = tools.expand(given);
        String problem = name.isEmpty() ? "Must provide name to file.comment" : TextFile.problem(name);
        if (problem != null) {
            return Result.failed(name, problem);
        }
        String mark = args.text("char", "#");
        try {
            TextFile file = TextFile.open(Path.of(name));
            String bare = regex.replaceFirst("^(\\(\\?[iLmsux]\\))?\\^?(.*?)\\$?$", "$2");
            PythonRegex commented = PythonRegex.of(mark + bare, MULTILINE);
            if (!PythonRegex.of("^(?!\\s*" + mark + ")\\s*" + bare, MULTILINE).found(file.bytes())) {
                if (commented.found(file.bytes())) {
                    return Result.same(name, "Pattern already commented");
                }
                return args.flag("ignore_missing", false)
                        ? Result.same(name, "Pattern not found and ignore_missing set to True")
                        : Result.failed(name, bare + ": Pattern not found");
            }
            return marked(name, file, new CommentMark(regex, mark, true), true, commented, args);
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        } catch (IllegalArgumentException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }

    Map<String, Object> uncomment(String given, String regex, Args args) {
        String name = tools.expand(given);
        String problem = name.isEmpty() ? "Must provide name to file.uncomment" : TextFile.problem(name);
        if (problem != null) {
            return Result.failed(name, problem);
        }
        String mark = args.text("char", "#");
        try {
            TextFile file = TextFile.open(Path.of(name));
            String bare = regex.replaceFirst("^\\^+", "");
            PythonRegex plain = PythonRegex.of("^[ \t]*" + bare, MULTILINE);
            if (!PythonRegex.of(mark + "[ \t]*" + bare, MULTILINE).found(file.bytes())) {
                return plain.found(file.bytes())
                        ? Result.same(name, "Pattern already uncommented")
                        : Result.failed(name, regex + ": Pattern not found");
            }
            return marked(name, file, new CommentMark(regex, mark, false), false, plain, args);
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        } catch (IllegalArgumentException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, Object> marked(
            String name, TextFile file, CommentMark mark, boolean on, PythonRegex wanted, Args args)
            throws IOException {
        if (context.test()) {
            return Result.would(name, Map.of(name, "updated"), "File " + name + " is set to be updated");
        }
        String text = TextFile.lines(file.bytes()).stream().map(mark::edited).collect(Collectors.joining());
        String diff = UnifiedDiff.of(file.text(), PythonRegex.text(text));
        if (!diff.isEmpty()) {
            file.write(text, EditResult.suffix(args));
        }
        boolean good = wanted.found(text);
        String what = on ? "ommented" : "ncommented";
        String comment = good
                ? (on ? "C" : "U") + what + " lines successfully"
                : "Expected " + (on ? "c" : "u") + what + " lines not found";
        return EditResult.of(name, good, diff, comment);
    }
}
