package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.file.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code file.append} and {@code file.prepend}: lines that a file is to have, at its end or its start. */
final class AppendState {
    private final StateContext context;
    private final FileTools tools;
    private final PathStates paths;
    private final SourceTexts sources;

    AppendState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
        this.paths = new PathStates(context);
        this.sources = new SourceTexts(context);
    }

    Map<String, Object> append(String given, Args args) {
        return edit(given, args, true);
    }

    Map<String, Object> prepend(String given, Args args) {
        return edit(given, args, false);
    }

    private Map<String, Object> edit(String given, Args args, boolean atEnd) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file." + (atEnd ? "append" : "prepend"));
        }
        try {
            String problem = TextFile.problem(name);
            if (problem != null) {
                Map<String, Object> touched = paths.touch(name, null, null, args.flag("makedirs", false));
                if (context.test()) {
                    return touched;
                }
                if (!Files.exists(Path.of(name))) {
                    return Result.failed(name, problem);
                }
            }
            List<String> chunks = sources.texts(args, "text");
            TextFile file = TextFile.open(Path.of(name));
            return atEnd ? append(name, file, chunks, args) : prepend(name, file, chunks, args);
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        } catch (Sources.NotThere | FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> append(String name, TextFile file, List<String> chunks, Args args) throws IOException {
        boolean loose = args.flag("ignore_whitespace", true);
        List<String> added = new ArrayList<>();
        for (String chunk : chunks) {
            if (!(loose ? spaced(chunk) : PythonRegex.of(chunk, 8)).found(file.bytes())) {
                added.addAll(PythonLines.of(chunk));
            }
        }
        List<String> before = PythonLines.of(file.text());
        List<String> after = new ArrayList<>(before);
        after.addAll(added);
        // Salt 3006: the parts of this difference are joined by newlines though its head has its own
        String diff = before.equals(after) ? "" : String.join("\n", UnifiedDiff.parts(before, after));
        if (context.test()) {
            return diff.isEmpty()
                    ? Result.same(name, "File " + name + " is in correct state")
                    : EditResult.of(name, null, diff, "File " + name + " is set to be updated");
        }
        if (added.isEmpty()) {
            return Result.same(name, "File " + name + " is in correct state");
        }
        StringBuilder content = new StringBuilder(file.bytes());
        if (content.length() > 0 && content.charAt(content.length() - 1) != '\n') {
            content.append('\n');
        }
        added.forEach(line -> content.append(PythonRegex.bytes(line)).append('\n'));
        file.write(content.toString(), "");
        return EditResult.of(name, true, diff, "Appended " + added.size() + " lines");
    }

    private Map<String, Object> prepend(String name, TextFile file, List<String> chunks, Args args) throws IOException {
        boolean header = args.flag("header", false);
        List<String> added = new ArrayList<>();
        for (String chunk : chunks) {
            if (header || !spaced(chunk).found(file.bytes())) {
                added.addAll(PythonLines.of(chunk));
            }
        }
        List<String> present = PythonLines.of(file.text());
        boolean there = header
                && present.subList(0, Math.min(added.size(), present.size())).equals(added);
        if (there && !context.test()) {
            added.clear();
        }
        StringBuilder content = new StringBuilder();
        added.forEach(line -> content.append(line).append('\n'));
        content.append(file.text());
        String diff = UnifiedDiff.of(file.text(), content.toString());
        if (context.test()) {
            return diff.isEmpty()
                    ? Result.same(name, "File " + name + " is in correct state")
                    : EditResult.of(name, null, diff, "File " + name + " is set to be updated");
        }
        if (added.isEmpty()) {
            return Result.same(name, "File " + name + " is in correct state");
        }
        file.write(PythonRegex.bytes(content.toString()), "");
        return EditResult.of(name, true, diff, "Prepended " + added.size() + " lines");
    }

    /** Salt 3006: a text counts as present also when blanks between its words differ. */
    private static PythonRegex spaced(String text) {
        StringBuilder regex = new StringBuilder("^");
        for (String line : PythonLines.of(text)) {
            List<String> words = new ArrayList<>();
            for (String word : line.strip().split("\\s+")) {
                words.add(quoted(word));
            }
            regex.append("(?:[\\s]+)?")
                    .append(String.join("(?:[\\s]+)?", words))
                    .append("(?:[\\s]+)?");
        }
        return PythonRegex.of(regex.append('$').toString(), 8);
    }

    private static String quoted(String word) {
        return Pattern.compile("[^A-Za-z0-9_\\u0080-\\uffff]").matcher(word).replaceAll("\\\\$0");
    }
}
