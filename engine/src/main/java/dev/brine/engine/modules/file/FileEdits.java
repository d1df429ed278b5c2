package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code file}: edits of lines, of marked blocks and of comments. */
@Module("file")
public final class FileEdits {
    @Fn(doc = """
            Insert, ensure, replace or delete a line. Returns the difference, or whether there is one.

            path: the file
            content: the line
            match: expression for the line to replace or delete
            mode: insert, ensure, replace or delete
            location: start or end, for insert
            before, after: expressions for the lines it goes between
            show_changes: return the difference
            backup: keep the old file, with the time in its name
            quiet: return False when there is no file
            indent: indent the line as its neighbour is
            """)
    public Object line(
            String path,
            @Arg(dflt = "None") @Nullable Object content,
            @Arg(dflt = "None") @Nullable Object match,
            @Arg(dflt = "None") @Nullable String mode,
            @Arg(dflt = "None") @Nullable String location,
            @Arg(dflt = "None") @Nullable Object before,
            @Arg(dflt = "None") @Nullable Object after,
            @Arg(dflt = "True") boolean showChanges,
            @Arg(dflt = "False") Object backup,
            @Arg(dflt = "False") boolean quiet,
            @Arg(dflt = "True") boolean indent) {
        Path file = Paths.real(path);
        if (!Files.isRegularFile(file)) {
            if (quiet) {
                return false;
            }
            throw new FunctionError("File \"" + file + "\" does not exists or is not a file.");
        }
        LineEdit edit = new LineEdit(mode, text(content), text(match), location, text(before), text(after), indent);
        try {
            TextFile old = TextFile.open(file);
            List<String> lines = edit.edited(old.bytes());
            String now = String.join("", lines);
            if (now.equals(old.bytes())) {
                return false;
            }
            old.write(now, Truth.of(backup) ? TextFile.stamp() : "");
            return showChanges ? UnifiedDiff.of(TextFile.lines(old.text()), texts(lines)) : (Object) true;
        } catch (IOException e) {
            throw Paths.failed("cannot edit " + path, e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : PythonText.str(value);
    }

    @Fn(doc = """
            Put lines between two markers. Returns the difference, or whether there is one.

            path: the file
            marker_start, marker_end: the markers
            content: the lines
            append_if_not_found, prepend_if_not_found: where to put markers that are not there
            backup: extension of a copy of the old file; False for none
            dry_run: change nothing
            show_changes: return the difference
            append_newline: end the line before the second marker; None for where the content does not
            insert_before_match, insert_after_match: expression for the line beside which missing markers go
            """)
    public Object blockreplace(
            String path,
            @Arg(dflt = "'#-- start managed zone --'") String markerStart,
            @Arg(dflt = "'#-- end managed zone --'") String markerEnd,
            @Arg(dflt = "''") Object content,
            @Arg(dflt = "False") boolean appendIfNotFound,
            @Arg(dflt = "False") boolean prependIfNotFound,
            @Arg(dflt = "'.bak'") @Nullable Object backup,
            @Arg(dflt = "False") boolean dryRun,
            @Arg(dflt = "True") boolean showChanges,
            @Arg(dflt = "False") @Nullable Object appendNewline,
            @Arg(dflt = "None") @Nullable Object insertBeforeMatch,
            @Arg(dflt = "None") @Nullable Object insertAfterMatch) {
        MarkedBlock.Place place = MarkedBlock.Place.of(
                appendIfNotFound,
                prependIfNotFound,
                expression("insert_before_match", insertBeforeMatch),
                expression("insert_after_match", insertAfterMatch));
        Path file = Paths.of(path);
        if (!Files.exists(file)) {
            throw new InvocationError("File not found: " + file);
        }
        String text = PythonText.str(content);
        boolean newline = appendNewline == null ? !text.endsWith("\n") : Truth.of(appendNewline);
        try {
            TextFile old = TextFile.open(file);
            MarkedBlock block = new MarkedBlock(markerStart, markerEnd, text, newline, place);
            String now = String.join("", block.edited(TextFile.lines(old.text())));
            String diff = UnifiedDiff.of(old.text(), now);
            if (!diff.isEmpty() && !dryRun) {
                old.write(PythonRegex.bytes(now), Truth.of(backup) ? PythonText.str(backup) : "");
            }
            return showChanges ? diff : (Object) !diff.isEmpty();
        } catch (IOException e) {
            throw Paths.failed("cannot edit " + path, e);
        }
    }

    private static String expression(String name, @Nullable Object value) {
        if (!Truth.of(value)) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw new FunctionError("RegEx expected in " + name + " parameter.");
    }

    @Fn(doc = """
            Make comments of the lines that an expression matches. Returns the difference, or False when there are none.

            path: the file
            regex: the expression
            char: the mark of a comment
            backup: extension of a copy of the old file; False for none
            """)
    public Object comment(
            String path,
            String regex,
            @Arg(dflt = "'#'", name = "char") String mark,
            @Arg(dflt = "'.bak'") @Nullable Object backup) {
        return commentLine(path, regex, mark, true, backup);
    }

    @Fn(doc = """
            Take the mark of comments off the lines that an expression matches. Returns the difference, or False when there are none.

            path: the file
            regex: the expression, without the mark
            char: the mark of a comment
            backup: extension of a copy of the old file; False for none
            """)
    public Object uncomment(
            String path,
            String regex,
            @Arg(dflt = "'#'", name = "char") String mark,
            @Arg(dflt = "'.bak'") @Nullable Object backup) {
        return commentLine(path, regex, mark, false, backup);
    }

    @Fn(doc = """
            Comment or uncomment the lines that an expression matches. Returns the difference, or False when there are none.

            path: the file
            regex: the expression, without the mark
            char: the mark of a comment
            cmnt: whether to comment or to uncomment
            backup: extension of a copy of the old file; False for none
            """)
    public Object commentLine(
            String path,
            String regex,
            @Arg(dflt = "'#'", name = "char") String mark,
            @Arg(dflt = "True") boolean cmnt,
            @Arg(dflt = "'.bak'") @Nullable Object backup) {
        Path file = Paths.real(path);
        if (!Files.isRegularFile(file)) {
            throw new InvocationError("File not found: " + file);
        }
        try {
            if (!UnifiedDiff.isText(Files.readAllBytes(file))) {
                throw new InvocationError(TextFile.BINARY + file);
            }
            CommentMark edit = new CommentMark(regex, mark, cmnt);
            TextFile old = TextFile.open(file);
            List<String> lines = TextFile.lines(old.bytes());
            List<String> found = lines.stream().filter(edit::matches).toList();
            if (found.isEmpty()) {
                return false;
            }
            List<String> now = lines.stream().map(edit::edited).toList();
            old.write(String.join("", now), Truth.of(backup) ? PythonText.str(backup) : "");
            // Salt 3006: the difference is that of the lines alone
            return UnifiedDiff.of(
                    texts(found), texts(found.stream().map(edit::edited).toList()));
        } catch (IllegalArgumentException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw Paths.failed("cannot edit " + path, e);
        }
    }

    private static List<String> texts(List<String> lines) {
        return new ArrayList<>(lines.stream().map(PythonRegex::text).toList());
    }
}
