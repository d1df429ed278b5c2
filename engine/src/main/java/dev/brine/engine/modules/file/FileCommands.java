package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Shell;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code file}: what the programs sed, grep, patch, lsattr and chattr do. */
@Module("file")
public final class FileCommands {
    private static final String SPECIAL = "^.[$()|*+?{";
    private final Host host;

    FileCommands(Host host) {
        this.host = host;
    }

    private static Object run(List<String> words, Call call) {
        Call nested = call.nested("cmd.run_all");
        Object result =
                call.functions().value(List.of(new ArrayList<Object>(words)), Map.of("python_shell", false), nested);
        call.retcode(nested.retcode());
        return result == null ? Map.of() : result;
    }

    private static String output(List<String> words, Call call) {
        return run(words, call) instanceof Map<?, ?> map ? PythonText.str(map.get("stdout")) : "";
    }

    /** A text between slashes of a sed command; {@code all} makes its special characters ordinary ones. */
    private static String escaped(Object text, boolean all) {
        String escaped = PythonText.str(text).replace("'", "'\"'\"'").replace("/", "\\/");
        if (!all) {
            return escaped;
        }
        return escaped.chars()
                .mapToObj(c -> (SPECIAL.indexOf(c) < 0 ? "" : "\\") + (char) c)
                .collect(Collectors.joining());
    }

    @Fn(doc = """
            Replace by the program sed. Returns what cmd.run_all returns, False when there is no file.

            path: the file
            before, after: what to replace, and by what
            limit: expression for the lines to do it in
            backup: extension of a copy of the old file; empty for none
            options: options of sed
            flags: flags of its command
            escape_all: take the texts as they are, not as expressions
            negate_match: do it in the lines that limit does not match
            """)
    public Object sed(
            String path,
            Object before,
            Object after,
            @Arg(dflt = "''") Object limit,
            @Arg(dflt = "'.bak'") @Nullable Object backup,
            @Arg(dflt = "'-r -e'") String options,
            @Arg(dflt = "'g'") String flags,
            @Arg(dflt = "False") boolean escapeAll,
            @Arg(dflt = "False") boolean negateMatch,
            Call call) {
        Path file = Paths.of(path);
        if (!Files.exists(file)) {
            return false;
        }
        String where = escaped(limit, escapeAll);
        List<String> words = new ArrayList<>(List.of("sed"));
        words.add("-i" + (Truth.of(backup) ? PythonText.str(backup) : ""));
        words.addAll(Shell.words(options));
        words.add((where.isEmpty() ? "" : "/" + where + "/ ") + (negateMatch ? "!" : "") + "s/"
                + escaped(before, escapeAll) + "/" + escaped(after, escapeAll) + "/" + flags);
        words.add(file.toString());
        return run(words, call);
    }

    @Fn(doc = """
            Return whether an expression of sed matches in a file.

            path: the file
            text: the expression
            limit: expression for the lines to look at
            flags: flags of sed's command
            """)
    public boolean sedContains(
            String path, Object text, @Arg(dflt = "''") Object limit, @Arg(dflt = "'g'") String flags, Call call) {
        Path file = Paths.of(path);
        if (!Files.exists(file)) {
            return false;
        }
        String where = escaped(limit, false);
        String command = (where.isEmpty() ? "" : "/" + where + "/ ") + "s/" + escaped(text, false) + "/$/p" + flags;
        return !output(List.of("sed", "-n", "-r", "-e", command, file.toString()), call)
                .isEmpty();
    }

    @Fn(doc = """
            Search files by the program grep. Returns what cmd.run_all returns.

            path: the file; may have globs
            pattern: the expression
            opts: options of grep, each an argument
            """)
    public Object grep(String path, String pattern, @Arg(rest = true) List<Object> opts, Call call) {
        List<String> words = new ArrayList<>(List.of("grep"));
        for (Object each : opts) {
            List<String> parts = Shell.words(PythonText.str(each));
            if (parts.size() > 1) {
                throw new InvocationError(
                        "Passing multiple command line arguments in a single string is not supported, please pass the "
                                + "following arguments separately: " + PythonText.str(each));
            }
            words.addAll(parts);
        }
        words.add(pattern);
        List<Path> files = PathGlob.matching(Paths.of(path).toString());
        if (files.isEmpty()) {
            words.add(Paths.of(path).toString());
        }
        files.forEach(file -> words.add(file.toString()));
        return run(words, call);
    }

    @Fn(doc = """
            Apply a patch by the program patch. Returns what cmd.run_all returns.

            originalfile: the file, or the directory with the files
            patchfile: the patch
            options: options of patch, a text or a list
            dry_run: change nothing
            """)
    public Object patch(
            String originalfile,
            String patchfile,
            @Arg(dflt = "''") Object options,
            @Arg(dflt = "False") boolean dryRun,
            Call call) {
        String program = host.which("patch")
                .orElseThrow(() -> new FunctionError(
                        "patch executable not found. Is the distribution's patch package installed?"));
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(
                options instanceof List<?> list
                        ? list.stream().map(PythonText::str).toList()
                        : Shell.words(PythonText.str(options)));
        if (dryRun) {
            words.add("--dry-run");
        }
        if (!words.contains("-N") && !words.contains("--forward")) {
            words.add("--forward");
        }
        if (words.stream().noneMatch(each -> each.equals("-r") || each.matches("(?s)-r .*|--reject-file.*"))) {
            words.add("--reject-file=-");
        }
        words.addAll(List.of("-i", patchfile));
        if (!Files.isDirectory(Path.of(originalfile))) {
            words.add(originalfile);
            return run(words, call);
        }
        words.addAll(List.of("-d", originalfile));
        if (words.stream().noneMatch(each -> each.startsWith("-p") || each.startsWith("--strip="))) {
            words.add("--strip=0");
        }
        return run(words, call);
    }

    @Fn(doc = """
            Return the attributes that the file system keeps for a path, by path; None when lsattr is missing.

            path: the path
            """)
    public @Nullable Map<String, Object> lsattr(String path, Call call) {
        if (host.which("lsattr").isEmpty()) {
            return null;
        }
        if (!Files.exists(Path.of(path))) {
            throw new InvocationError("File or directory does not exist: " + path);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : host.run(List.of("lsattr", path)).stdout().lines().toList()) {
            String[] parts = line.split("\\s+", 2);
            if (parts.length == 2 && !line.startsWith("lsattr: ")) {
                List<Object> letters = new ArrayList<>();
                parts[0].chars()
                        .filter(c -> "aAcCdDeijPsStTu".indexOf(c) >= 0)
                        .forEach(c -> letters.add(String.valueOf((char) c)));
                all.put(parts[1], letters);
            }
        }
        return all;
    }

    @Fn(doc = """
            Change the attributes that the file system keeps for files.

            files: the paths
            operator: add or remove
            attributes: their letters
            flags: flags of chattr
            version: a version number for the files
            """)
    public boolean chattr(
            @Arg(rest = true) List<Object> files, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        String operator = String.valueOf(kwargs.get("operator"));
        if (!operator.equals("add") && !operator.equals("remove")) {
            throw new InvocationError("Need an operator: 'add' or 'remove' to modify attributes.");
        }
        if (kwargs.get("attributes") == null) {
            throw new InvocationError("Need attributes: [aAcCdDeijPsStTu]");
        }
        List<String> words = new ArrayList<>(List.of("chattr"));
        words.add((operator.equals("add") ? "+" : "-") + PythonText.str(kwargs.get("attributes")));
        if (kwargs.get("flags") != null) {
            words.add("-" + PythonText.str(kwargs.get("flags")));
        }
        if (kwargs.get("version") != null) {
            words.addAll(List.of("-v", PythonText.str(kwargs.get("version"))));
        }
        files.forEach(file -> words.add(PythonText.str(file)));
        CommandRunner.Result result = host.run(words, Map.of("redirect_stderr", true));
        call.retcode(result.retcode());
        return result.stdout().isEmpty();
    }
}
