package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.file.MarkedBlock;
import dev.brine.engine.modules.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
            String after = String.join("", block(args, content.toString()).edited(TextFile.lines(file.text())));
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

    private static MarkedBlock block(Args args, String text) {
        boolean newline = args.has("append_newline") ? args.flag("append_newline", false) : !text.endsWith("\n");
        MarkedBlock.Place place = MarkedBlock.Place.of(
                args.flag("append_if_not_found", false),
                args.flag("prepend_if_not_found", false),
                args.text("insert_before_match"),
                args.text("insert_after_match"));
        String start = args.text("marker_start", "#-- start managed zone --");
        return new MarkedBlock(start, args.text("marker_end", "#-- end managed zone --"), text, newline, place);
    }
}
