package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Regex;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code file.blockreplace}: the lines between two markers. */
final class BlockState {
    private final StateContext context;
    private final FileTools tools;
    private final SourceTexts sources;

    BlockState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
        this.sources = new SourceTexts(context);
    }

    Map<String, Object> blockreplace(String given, Args args) {
        String name = tools.expand(given);
        String problem = name.isEmpty() ? "Must provide name to file.blockreplace" : TextFile.problem(name);
        if (problem != null) {
            return Result.failed(name, problem);
        }
        try {
            StringBuilder content = new StringBuilder(args.text("content"));
            Map<String, List<Object>> accumulated = context.accumulated().getOrDefault(name, Map.of());
            accumulated
                    .values()
                    .forEach(lines -> lines.forEach(line ->
                            content.append(content.length() == 0 ? "" : "\n").append(Args.python(line))));
            sources.rendered(args).forEach(content::append);
            TextFile file = TextFile.open(Path.of(name));
            String after = String.join("", new Block(args, content.toString()).edited(TextFile.lines(file.text())));
            String diff = UnifiedDiff.of(file.text(), after);
            if (diff.isEmpty()) {
                return Result.same(name, "No changes needed to be made");
            }
            Object shown = args.flag("show_changes", true) ? diff : Boolean.TRUE;
            if (context.test()) {
                return Result.would(name, Map.of("diff", shown), "Changes would be made");
            }
            file.write(PythonRegex.bytes(after), EditResult.suffix(args));
            return Result.changed(name, Map.of("diff", shown), "Changes were made");
        } catch (IOException | FunctionError | IllegalArgumentException e) {
            return Result.failed(
                    name, "Encountered error managing block: " + FileTools.reason(e) + ". See the log for details.");
        } catch (Sources.NotThere e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
    }

    /** The edit itself: lines in, lines out. */
    private static final class Block {
        private final Args args;
        private final String start;
        private final String end;
        private final List<String> content;
        private final boolean newline;
        private String separator = "\n";

        Block(Args args, String text) {
            this.args = args;
            this.start = args.text("marker_start", "#-- start managed zone --");
            this.end = args.text("marker_end", "#-- end managed zone --");
            this.content = List.of(text.replace("\r\n", "\n").split("\n", -1));
            this.newline = args.has("append_newline") ? args.flag("append_newline", false) : !text.endsWith("\n");
            long ways = Stream.of(
                            "append_if_not_found", "prepend_if_not_found", "insert_before_match", "insert_after_match")
                    .filter(key -> args.flag(key, false))
                    .count();
            if (ways > 1) {
                throw new FunctionError("Only one of append_if_not_found, prepend_if_not_found, insert_before_match, "
                        + "and insert_after_match is permitted");
            }
        }

        List<String> edited(List<String> lines) {
            if (!lines.isEmpty() && lines.get(0).endsWith("\r\n")) {
                separator = "\r\n";
            }
            List<String> out = new ArrayList<>();
            boolean inside = false;
            boolean found = false;
            for (String line : lines) {
                boolean kept = true;
                if (line.contains(start)) {
                    inside = true;
                } else if (inside) {
                    kept = false;
                    int at = line.indexOf(end);
                    if (at >= 0) {
                        inside = false;
                        found = true;
                        body(out, line.substring(at));
                    }
                }
                if (kept) {
                    out.add(line);
                }
            }
            if (inside) {
                throw new FunctionError("Unterminated marked block. End of file reached before marker_end.");
            }
            return found ? out : placed(lines, out);
        }

        private List<String> placed(List<String> lines, List<String> out) {
            List<String> block = new ArrayList<>();
            block.add(start + separator);
            body(block, end);
            if (args.flag("prepend_if_not_found", false)) {
                block.addAll(out);
                return block;
            }
            if (args.flag("append_if_not_found", false)) {
                int last = out.size() - 1;
                if (last >= 0 && !out.get(last).endsWith(separator)) {
                    out.set(last, out.get(last) + separator);
                }
                out.addAll(block);
                return out;
            }
            boolean before = args.has("insert_before_match");
            if (before || args.has("insert_after_match")) {
                Regex match = Regex.of(args.text(before ? "insert_before_match" : "insert_after_match"));
                for (int i = 0; i < lines.size(); i++) {
                    if (match.found(lines.get(i))) {
                        out.addAll(before ? i : i + 1, block);
                        return out;
                    }
                }
            }
            throw new FunctionError("Cannot edit marked block. Markers were not found in file.");
        }

        private void body(List<String> out, String endLine) {
            String last = endLine.replaceFirst("[\r\n]+$", "") + separator;
            for (int i = 0; i < content.size(); i++) {
                if (i < content.size() - 1 || newline) {
                    out.add(content.get(i) + separator);
                } else {
                    last = content.get(i) + last;
                }
            }
            out.add(last);
        }
    }
}
