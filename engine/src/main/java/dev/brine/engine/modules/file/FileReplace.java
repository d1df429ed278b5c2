package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code file}: searching and replacing by regular expression. */
@Module("file")
public final class FileReplace {

    @Fn(doc = """
            Return whether an expression matches in a file.

            path: the file
            pattern: the expression
            flags: Python's flags, a number or names
            bufsize, multiline: accepted as Salt accepts them
            ignore_if_missing: return False when there is no file
            """)
    public boolean search(
            String path,
            String pattern,
            @Arg(dflt = "8") @Nullable Object flags,
            @Arg(dflt = "1") Object bufsize,
            @Arg(dflt = "False") boolean ignoreIfMissing,
            @Arg(dflt = "False") boolean multiline) {
        if (!Files.exists(Paths.of(path))) {
            if (ignoreIfMissing) {
                return false;
            }
            throw new InvocationError("File not found: " + path);
        }
        int bits = EditFlags.bits(flags) | (multiline ? EditFlags.MULTILINE : 0);
        return EditFlags.expression(pattern, bits).found(Paths.bytes(path));
    }

    @Fn(doc = """
            Replace what an expression matches in a file. Returns the difference, or whether there is one.

            path: the file
            pattern: the expression
            repl: what to put there; backslash and number stand for groups
            count: how many times at most, 0 for all
            flags: Python's flags, a number or names
            append_if_not_found, prepend_if_not_found: add the replacement when nothing matched
            not_found_content: what to add then instead
            backup: extension of a copy of the old file; False for none
            dry_run: change nothing
            search_only: only say whether it matches
            show_changes: return the difference
            ignore_if_missing: do nothing when there is no file
            bufsize, preserve_inode: accepted as Salt accepts them
            backslash_literal: backslashes in the replacement stand for themselves
            """)
    public Object replace(
            String path,
            String pattern,
            Object repl,
            @Arg(dflt = "0") long count,
            @Arg(dflt = "8") @Nullable Object flags,
            @Arg(dflt = "1") Object bufsize,
            @Arg(dflt = "False") boolean appendIfNotFound,
            @Arg(dflt = "False") boolean prependIfNotFound,
            @Arg(dflt = "None") @Nullable Object notFoundContent,
            @Arg(dflt = "'.bak'") @Nullable Object backup,
            @Arg(dflt = "False") boolean dryRun,
            @Arg(dflt = "False") boolean searchOnly,
            @Arg(dflt = "True") boolean showChanges,
            @Arg(dflt = "False") boolean ignoreIfMissing,
            @Arg(dflt = "True") boolean preserveInode,
            @Arg(dflt = "False") boolean backslashLiteral) {
        if (!Files.exists(Paths.of(path))) {
            if (ignoreIfMissing) {
                return false;
            }
            throw new InvocationError("File not found: " + path);
        }
        if (searchOnly && (appendIfNotFound || prependIfNotFound)) {
            throw new InvocationError("search_only cannot be used with append/prepend_if_not_found");
        }
        if (appendIfNotFound && prependIfNotFound) {
            throw new InvocationError("Only one of append and prepend_if_not_found is permitted");
        }
        int bits = EditFlags.bits(flags);
        PythonRegex expression = EditFlags.expression(pattern, bits);
        try {
            TextFile file = TextFile.open(Paths.of(path));
            if (searchOnly) {
                return expression.found(file.bytes());
            }
            String text = PythonText.str(repl);
            PythonRegex.Replaced done =
                    expression.replace(file.bytes(), PythonRegex.bytes(text), count, backslashLiteral);
            String content = Truth.of(notFoundContent) ? PythonText.str(notFoundContent) : text;
            String after = done.text();
            if ((appendIfNotFound || prependIfNotFound) && done.times() == 0 && !has(file, content, bits)) {
                after = with(after, PythonRegex.bytes(content) + "\n", appendIfNotFound);
            }
            if (!after.equals(file.bytes()) && !dryRun) {
                file.write(after, suffix(backup));
            }
            String diff = UnifiedDiff.of(file.text(), PythonRegex.text(after));
            return showChanges ? diff : (Object) !diff.isEmpty();
        } catch (IOException e) {
            throw Paths.failed("Unable to open file '" + path + "'. Exception", e);
        }
    }

    /** Salt 3006: content that an earlier run added is not added again. */
    private static boolean has(TextFile file, String content, int flags) {
        return PythonRegex.of("^" + Pattern.quote(content) + "($|(?=\r\n))", flags)
                .found(file.bytes());
    }

    private static String with(String text, String line, boolean atEnd) {
        if (!atEnd) {
            return line + text;
        }
        boolean open = !text.isEmpty() && !text.endsWith("\n");
        return text + (open ? "\n" : "") + line;
    }

    /** The suffix of a backup; none for False and empty. */
    static String suffix(@Nullable Object backup) {
        return Truth.of(backup) ? PythonText.str(backup) : "";
    }
}
