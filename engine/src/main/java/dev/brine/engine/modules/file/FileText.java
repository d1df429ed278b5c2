package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** {@code file}: looking for texts, replacing them, and parts of files by place. */
@Module("file")
public final class FileText {
    @Fn(doc = """
            Return whether a file holds a text.

            path: the file
            text: the text
            """)
    public boolean contains(String path, Object text) {
        return Files.isRegularFile(Paths.of(path))
                && Paths.bytes(path)
                        .contains(PythonRegex.bytes(PythonText.str(text).strip()));
    }

    @Fn(doc = """
            Return whether an expression matches in a line of a file.

            path: the file
            regex: the expression
            lchar: characters to take off the start of lines first
            """)
    public boolean containsRegex(String path, String regex, @Arg(dflt = "''") String lchar) {
        if (!Files.isRegularFile(Paths.of(path))) {
            return false;
        }
        PythonRegex expression = EditFlags.expression(regex, 0);
        return TextFile.lines(Paths.bytes(path)).stream()
                .map(line -> stripped(line, lchar))
                .anyMatch(expression::found);
    }

    private static String stripped(String line, String characters) {
        int start = 0;
        while (start < line.length() && characters.indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return line.substring(start);
    }

    @Fn(doc = """
            Return whether a glob fits a whole file.

            path: the file
            glob_expr: the glob
            """)
    public boolean containsGlob(String path, String globExpr) {
        return Files.isRegularFile(Paths.of(path)) && Glob.of(globExpr).test(PythonRegex.text(Paths.bytes(path)));
    }

    @Fn(doc = """
            Replace what an expression matches in a file.

            path: the file
            before, after: the expression, and what to put there; backslash and number stand for groups
            limit: accepted as Salt accepts it
            backup: extension of a copy of the old file
            flags: letters: g for all matches, I, M, S, U, X for Python's flags
            escape_all: take the expression as it is
            multi: accepted as Salt accepts it
            """)
    public @Nullable Object psed(
            String path,
            Object before,
            Object after,
            @Arg(dflt = "''") Object limit,
            @Arg(dflt = "'.bak'") String backup,
            @Arg(dflt = "'gMS'") String flags,
            @Arg(dflt = "False") boolean escapeAll,
            @Arg(dflt = "False") boolean multi) {
        int bits = 0;
        for (char flag : flags.replace("g", "").toCharArray()) {
            bits |= PythonRegex.flag(String.valueOf(flag));
        }
        String expression = PythonText.str(before).replace("/", "\\/");
        if (escapeAll) {
            expression = expression.replaceAll("[\\^.\\[$()|*+?{]", "\\\\$0");
        }
        try {
            TextFile file = TextFile.open(Paths.of(path));
            PythonRegex.Replaced done = EditFlags.expression(expression, bits)
                    .replace(
                            file.bytes(), PythonRegex.bytes(PythonText.str(after)), flags.contains("g") ? 0 : 1, false);
            file.write(done.text(), backup);
        } catch (IOException e) {
            throw Paths.failed("cannot edit " + path, e);
        }
        return null;
    }

    @Fn(doc = """
            Return a part of a file.

            path: the file
            size: how many bytes
            offset: where it begins
            """)
    public byte[] seekRead(String path, long size, long offset) {
        try (FileChannel channel = FileChannel.open(Paths.of(path), StandardOpenOption.READ)) {
            long most = Math.max(0, Math.min(size, channel.size() - offset));
            ByteBuffer part = ByteBuffer.allocate(Math.toIntExact(most));
            while (part.hasRemaining() && channel.read(part, offset + part.position()) >= 0) {
                continue;
            }
            return Arrays.copyOf(part.array(), part.position());
        } catch (IOException e) {
            throw Paths.failed("cannot read " + path, e);
        }
    }

    @Fn(doc = """
            Write over a part of a file. Returns how many bytes were written.

            path: the file
            data: what to write, bytes or a text
            offset: where it begins
            """)
    public long seekWrite(String path, Object data, long offset) {
        byte[] bytes =
                data instanceof byte[] given ? given : PythonText.str(data).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(Paths.of(path), StandardOpenOption.WRITE)) {
            ByteBuffer part = ByteBuffer.wrap(bytes);
            while (part.hasRemaining()) {
                channel.write(part, offset + part.position());
            }
            channel.force(true);
            return bytes.length;
        } catch (IOException e) {
            throw Paths.failed("cannot write " + path, e);
        }
    }

    @Fn(doc = """
            Return the difference of two files; empty when they are equal.

            file1, file2: paths, salt:// or http(s)://
            saltenv: environment of the file server
            show_filenames: name the files in it
            show_changes: return it, and not a remark
            template: hide it where the option obfuscate_templates is set
            source_hash_file1, source_hash_file2: accepted as Salt accepts them
            """)
    public String getDiff(
            String file1,
            String file2,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "True") boolean showFilenames,
            @Arg(dflt = "True") boolean showChanges,
            @Arg(dflt = "False") boolean template,
            @Arg(dflt = "None") @Nullable Object sourceHashFile1,
            @Arg(dflt = "None") @Nullable Object sourceHashFile2,
            Call call) {
        List<Path> files = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String each : List.of(file1, file2)) {
            Object cached = each.startsWith("/")
                    ? each
                    : call.functions().value(List.of(each, saltenv), Map.of(), call.nested("cp.cache_file"));
            if (cached instanceof String path && !path.isEmpty()) {
                files.add(Path.of(path));
            } else {
                missing.add("- File " + each + " not found");
            }
        }
        if (!missing.isEmpty()) {
            throw new FunctionError(
                    "Failed to cache one or more files. Additional info follows:\n\n" + String.join("\n", missing));
        }
        byte[] before = Paths.content(files.get(0));
        byte[] after = Paths.content(files.get(1));
        if (Arrays.equals(before, after)) {
            return "";
        }
        if (template && Truth.of(obfuscate(call))) {
            return "<Obfuscated Template>";
        }
        if (!showChanges) {
            return "<show_changes=False>";
        }
        String diff = UnifiedDiff.of(before, after);
        return showFilenames
                ? diff.replaceFirst(
                        "\\A--- \n\\+\\+\\+ \n",
                        Matcher.quoteReplacement("--- " + files.get(0) + "\n+++ " + files.get(1) + "\n"))
                : diff;
    }

    private static @Nullable Object obfuscate(Call call) {
        return call.functions().value(List.of("obfuscate_templates"), Map.of(), call.nested("config.option"));
    }
}
