package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.value.TextLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code slsutil}: what there is in the state tree, and banners for managed files. */
@Module("slsutil")
public final class SlsPaths {

    @Fn(doc = """
            Return whether a file is in the state tree.

            path: its path below the file roots
            saltenv: the environment
            """)
    public boolean fileExists(String path, @Arg(dflt = "'base'") String saltenv, Call call) {
        return listed("cp.list_master", saltenv, call).contains(path);
    }

    @Fn(doc = """
            Return whether a directory is in the state tree.

            path: its path below the file roots
            saltenv: the environment
            """)
    public boolean dirExists(String path, @Arg(dflt = "'base'") String saltenv, Call call) {
        return listed("cp.list_master_dirs", saltenv, call).contains(path);
    }

    @Fn(doc = """
            Return whether a file or directory is in the state tree.

            path: its path below the file roots
            saltenv: the environment
            """)
    public boolean pathExists(String path, @Arg(dflt = "'base'") String saltenv, Call call) {
        return fileExists(path, saltenv, call) || dirExists(path, saltenv, call);
    }

    private static List<?> listed(String function, String saltenv, Call call) {
        Object list = call.functions().value(List.of(saltenv), Map.of(), call.nested(function));
        return list instanceof List<?> paths ? paths : List.of();
    }

    @Fn(doc = """
            Return the first of some files that is in a directory of the state tree or in one above it.

            startpath: where to begin; an empty text for the root
            filenames: a name or a list of them
            saltenv: the environment
            """)
    public String findup(String startpath, Object filenames, @Arg(dflt = "'base'") String saltenv, Call call) {
        String start = startpath.isEmpty() ? "" : Path.of(startpath).normalize().toString();
        if (!start.isEmpty() && !pathExists(start, saltenv, call)) {
            throw new InvocationError("Starting path not found in the state tree: " + start);
        }
        List<?> names =
                filenames instanceof String name ? List.of(name) : filenames instanceof List<?> list ? list : List.of();
        if (names.isEmpty()) {
            throw new InvocationError("Filenames argument must be a string or list of strings");
        }
        for (String directory = start; ; directory = parent(directory)) {
            for (Object name : names) {
                String full = Path.of(directory).resolve(String.valueOf(name)).toString();
                if (pathExists(full, saltenv, call)) {
                    return full;
                }
            }
            if (directory.isEmpty()) {
                throw new FunctionError("File pattern(s) not found in path ancestry");
            }
        }
    }

    private static String parent(String directory) {
        return directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    }

    @Fn(doc = """
            Return a comment block that says that a file is managed.

            width: columns
            commentchar: begins and ends each line
            borderchar: fills the first and last line
            blockstart, blockend: lines around the block
            title, text: in place of the usual ones
            newline: end with a line end
            """)
    public String banner(
            @Arg(dflt = "72") long width,
            @Arg(dflt = "'#'") String commentchar,
            @Arg(dflt = "'#'") String borderchar,
            @Arg(dflt = "None") @Nullable String blockstart,
            @Arg(dflt = "None") @Nullable String blockend,
            @Arg(dflt = "None") @Nullable String title,
            @Arg(dflt = "None") @Nullable String text,
            @Arg(dflt = "False") boolean newline) {
        String left = commentchar.stripTrailing();
        String right = commentchar.strip();
        int room = (int) width - left.length() - right.length() - 2;
        if (room <= 0) {
            throw new InvocationError("Width is too small to render banner");
        }
        String border = commentchar
                + borderchar
                        .substring(0, Math.min(1, borderchar.length()))
                        .repeat((int) width - left.length() - right.length())
                + right;
        String empty = commentchar + " ".repeat((int) width - commentchar.length() * 2) + commentchar;
        List<String> lines = new ArrayList<>();
        if (blockstart != null) {
            lines.add(blockstart);
        }
        lines.add(border);
        lines.add(empty);
        String head = title == null ? "THIS FILE IS MANAGED BY SALT - DO NOT EDIT" : title;
        TextLines.wrapped(head, room)
                .forEach(line -> lines.add(left + " " + TextLines.centred(line, room) + " " + right));
        lines.add(empty);
        String body = text == null
                ? "The contents of this file are managed by Salt. Any changes to this file may be overwritten"
                        + " automatically and without warning."
                : text;
        TextLines.wrapped(body, room)
                .forEach(line -> lines.add(left + " " + line + " ".repeat(room - line.length()) + " " + right));
        lines.add(border);
        if (blockend != null) {
            lines.add(blockend);
        }
        return String.join("\n", lines) + (newline ? "\n" : "");
    }
}
