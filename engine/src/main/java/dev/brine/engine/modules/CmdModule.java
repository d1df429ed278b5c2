package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.Command;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Shell;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code cmd}: running commands on the host.
 *
 * <p>A command line goes through the shell when the function is the job itself, as Salt documents it; inside of templates and
 * other functions it is taken apart into words unless {@code python_shell} or {@code shell} is given. The option {@code cmd_safe}
 * decides for both: True never takes the shell by itself, False always does.
 */
@Module("cmd")
public final class CmdModule {
    private static final Logger log = LoggerFactory.getLogger(CmdModule.class);
    private static final String OPTIONS = """

            stdin: text for the command's input
            runas, group: account and group to run it as
            shell: the shell to use
            python_shell: whether to use a shell
            env: variables for its environment, a map or a list of maps
            clean_env: only these variables
            template: render the command first
            rstrip: take blanks off the end of the output
            umask: the mask for files it makes, in octal
            output_encoding: character set of the output
            output_loglevel: quiet keeps the command out of the log
            hide_output: do not return the output
            timeout: seconds after which it is ended
            reset_system_locale: run it in the locale C
            ignore_retcode: do not make a failed job of a failed command
            saltenv: environment of the file server
            bg: do not wait for it
            prepend_path: directories to put before PATH
            success_retcodes, success_stdout, success_stderr: what counts as success, too
            """;

    private final ModuleParts parts;

    CmdModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Run a command and return its output, errors among it.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + OPTIONS)
    public String run(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        boolean merged = !Boolean.FALSE.equals(kwargs.get("redirect_stderr"));
        CommandRunner.Result result = execute(cmd, cwd, kwargs, merged, call);
        if (result.retcode() != 0 && Truth.of(kwargs.get("raise_err"))) {
            throw new FunctionError(result.stdout());
        }
        return hidden(kwargs) ? "" : result.stdout();
    }

    @Fn(doc = """
            Run a command through the shell and return its output, errors among it.

            cmd: command line
            cwd: working directory, the account's home by default""" + OPTIONS)
    public String shell(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        kwargs.put("python_shell", true);
        return run(cmd, cwd, kwargs, call);
    }

    @Fn(doc = """
            Run a command and return its output without the errors.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + OPTIONS)
    public String runStdout(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        String stdout = execute(cmd, cwd, kwargs, false, call).stdout();
        return hidden(kwargs) ? "" : stdout;
    }

    @Fn(doc = """
            Run a command and return its errors.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + OPTIONS)
    public String runStderr(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        String stderr = execute(cmd, cwd, kwargs, false, call).stderr();
        return hidden(kwargs) ? "" : stderr;
    }

    @Fn(doc = """
            Run a command and return its process id, return code, output and errors.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + OPTIONS)
    public Map<String, Object> runAll(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        boolean merged = Truth.of(kwargs.get("redirect_stderr"));
        return all(execute(cmd, cwd, kwargs, merged, call), kwargs);
    }

    @Fn(doc = """
            Run a command and return its return code.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + OPTIONS)
    public long retcode(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        return execute(cmd, cwd, kwargs, true, call).retcode();
    }

    @Fn(doc = """
            Start a command, do not wait for it, and return its process id.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + OPTIONS)
    public Map<String, Object> runBg(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        kwargs.put("bg", true);
        Map<String, Object> started = new LinkedHashMap<>();
        started.put("pid", execute(cmd, cwd, kwargs, true, call).pid());
        return started;
    }

    @Fn(doc = """
            Fetch a script, run it, and return its process id, return code, output and errors.

            source: where it is: salt://, http(s)://, or a path
            args: its arguments
            cwd: working directory""" + OPTIONS)
    public Map<String, Object> script(
            String source,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        Object cached = kwargs.get("template") == null
                ? call.functions().value(listOf(source), saltenv(kwargs), call.nested("cp.cache_file"))
                : rendered(source, kwargs, call);
        if (!(cached instanceof String file) || file.isEmpty()) {
            call.retcode(1);
            Map<String, Object> failed = all(new CommandRunner.Result(0, 1, "", ""), kwargs);
            failed.put("cache_error", true);
            return failed;
        }
        Path copy = copy(file, source, text(kwargs, "runas"));
        try {
            kwargs.remove("template");
            List<Object> words = new ArrayList<>();
            words.add(copy.toString());
            if (args instanceof List<?> list) {
                words.addAll(list);
            } else if (args != null) {
                words.addAll(Shell.words(PythonText.str(args)));
            }
            return all(execute(words, cwd, kwargs, false, call), kwargs);
        } finally {
            remove(copy);
        }
    }

    private static Map<String, Object> saltenv(Map<String, Object> kwargs) {
        Map<String, Object> only = new LinkedHashMap<>();
        if (kwargs.get("saltenv") != null) {
            only.put("saltenv", kwargs.get("saltenv"));
        }
        return only;
    }

    private @Nullable Object rendered(String source, Map<String, Object> kwargs, Call call) {
        try {
            Path place = Files.createTempFile("__salt.tmp.", extension(source));
            Map<String, Object> options = saltenv(kwargs);
            options.put("template", kwargs.get("template"));
            options.put("context", kwargs.get("context"));
            return call.functions().value(listOf(source, place.toString()), options, call.nested("cp.get_template"));
        } catch (IOException e) {
            throw new FunctionError("cannot make a file for the script: " + e.getMessage(), e);
        }
    }

    private static List<Object> listOf(Object... items) {
        return new ArrayList<>(List.of(items));
    }

    @Fn(doc = """
            Fetch a script, run it, and return its return code.

            source: where it is: salt://, http(s)://, or a path
            args: its arguments
            cwd: working directory""" + OPTIONS)
    public Object scriptRetcode(
            String source,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        return script(source, args, cwd, kwargs, call).getOrDefault("retcode", 1L);
    }

    @Fn(doc = """
            Run some code by an interpreter and return its output.

            lang: the interpreter's program
            code: the code
            cwd: working directory
            args: arguments for the code""" + OPTIONS)
    public Object execCode(
            String lang,
            String code,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        return execCodeAll(lang, code, cwd, args, kwargs, call).getOrDefault("stdout", "");
    }

    @Fn(doc = """
            Run some code by an interpreter and return its process id, return code, output and errors.

            lang: the interpreter's program
            code: the code
            cwd: working directory
            args: arguments for the code""" + OPTIONS)
    public Map<String, Object> execCodeAll(
            String lang,
            String code,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        Path file;
        try {
            file = Files.createTempFile("__salt.tmp.", "");
            Files.writeString(file, code);
            own(file, text(kwargs, "runas"));
        } catch (IOException e) {
            throw new FunctionError("cannot make a file for the code: " + e.getMessage(), e);
        }
        try {
            List<Object> words = listOf(lang, file.toString());
            if (args instanceof List<?> list) {
                words.addAll(list);
            } else if (args != null) {
                words.add(args);
            }
            return all(execute(words, cwd, kwargs, false, call), kwargs);
        } finally {
            remove(file);
        }
    }

    @Fn(doc = """
            Return the path of a program; None when there is none of that name.

            cmd: its name
            """)
    public @Nullable String which(String cmd) {
        return Shell.which(cmd).orElse(null);
    }

    @Fn(doc = """
            Return the path of the first program that exists.

            cmds: names of programs
            """)
    public @Nullable String whichBin(List<Object> cmds) {
        return cmds.stream()
                .flatMap(cmd -> Shell.which(String.valueOf(cmd)).stream())
                .findFirst()
                .orElse(null);
    }

    @Fn(doc = """
            Return whether a program exists.

            cmd: its name
            """)
    public boolean hasExec(String cmd) {
        return Shell.which(cmd).isPresent();
    }

    @Fn(doc = "Return the shells that the host allows for log-ins.")
    public List<Object> shells() {
        try {
            return new ArrayList<>(Files.readAllLines(Path.of("/etc/shells")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("/"))
                    .toList());
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }

    private CommandRunner.Result execute(
            Object cmd, @Nullable String cwd, Map<String, Object> options, boolean merged, Call call)
            throws InterruptedException {
        Object rendered = options.get("template") == null ? cmd : template(cmd, options, call);
        allowed(rendered, call);
        Command command = Command.of(rendered, cwd, via(options, call), merged, options);
        if (!"quiet".equals(options.get("output_loglevel"))) {
            log.info("running '{}'{}", command.words().get(0), command.runas() == null ? "" : " as " + command.runas());
        }
        CommandRunner.Result result = judged(CommandRunner.run(command), options);
        if (!Truth.of(options.get("ignore_retcode"))) {
            call.retcode(result.retcode());
        }
        return result;
    }

    private Command.Via via(Map<String, Object> options, Call call) {
        Object wanted = options.get("python_shell");
        if (wanted != null) {
            return Truth.of(wanted) ? Command.Via.SHELL : Command.Via.WORDS;
        }
        if (Truth.of(options.get("shell"))) {
            return Command.Via.SHELL;
        }
        Object safe = parts.opts().get("cmd_safe");
        boolean direct = call.fun().equals(call.publication().get("fun"));
        boolean shell = safe == null ? direct : Boolean.FALSE.equals(safe);
        return shell ? Command.Via.SHELL : Command.Via.WORDS;
    }

    /** Salt 3006: {@code cmd_blacklist_glob} and {@code cmd_whitelist_glob} hold for jobs. */
    private void allowed(Object cmd, Call call) {
        if (call.jid().isEmpty()) {
            return;
        }
        String line = PythonText.str(cmd);
        boolean listed = matches("cmd_blacklist_glob", line)
                || (parts.opts().get("cmd_whitelist_glob") instanceof List<?> list
                        && !list.isEmpty()
                        && !matches("cmd_whitelist_glob", line));
        if (listed) {
            throw new FunctionError("The shell command \"" + line + "\" is not permitted");
        }
    }

    private boolean matches(String option, String line) {
        return parts.opts().get(option) instanceof List<?> globs
                && globs.stream().anyMatch(glob -> Glob.of(String.valueOf(glob)).test(line));
    }

    private static Object template(Object cmd, Map<String, Object> options, Call call) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("string", PythonText.str(cmd));
        kwargs.put("default_renderer", String.valueOf(options.get("template")));
        return Optional.ofNullable(call.functions().value(List.of(), kwargs, call.nested("slsutil.renderer")))
                .orElse("");
    }

    private static CommandRunner.Result judged(CommandRunner.Result result, Map<String, Object> options) {
        boolean success = result.retcode() == 0
                || numbers(options.get("success_retcodes")).contains((long) result.retcode())
                || contains(result.stdout(), options.get("success_stdout"))
                || contains(result.stderr(), options.get("success_stderr"));
        return new CommandRunner.Result(result.pid(), success ? 0 : result.retcode(), result.stdout(), result.stderr());
    }

    private static List<Long> numbers(@Nullable Object option) {
        try {
            return items(option).stream().map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new InvocationError("success_retcodes must be a list of integers");
        }
    }

    private static boolean contains(String output, @Nullable Object option) {
        return items(option).stream().anyMatch(output::contains);
    }

    private static List<String> items(@Nullable Object option) {
        if (option == null) {
            return List.of();
        }
        return option instanceof List<?> list
                ? list.stream().map(PythonText::str).toList()
                : List.of(PythonText.str(option).split("\\s*,\\s*"));
    }

    private static Map<String, Object> all(CommandRunner.Result result, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("pid", result.pid());
        all.put("retcode", (long) result.retcode());
        all.put("stdout", hidden(options) ? "" : result.stdout());
        all.put("stderr", hidden(options) ? "" : result.stderr());
        return all;
    }

    private static boolean hidden(Map<String, Object> options) {
        return Truth.of(options.get("hide_output"));
    }

    private static @Nullable String text(Map<String, Object> options, String name) {
        Object value = options.get(name);
        return value == null ? null : PythonText.str(value);
    }

    private static String extension(String source) {
        String path = source.replaceFirst("\\?.*", "");
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(dot) : "";
    }

    /** An own copy that may be executed and that nobody else can change. */
    private static Path copy(String file, String source, @Nullable String runas) {
        try {
            Path copy = Files.createTempFile("__salt.tmp.", extension(source));
            Files.copy(Path.of(file), copy, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-x------"));
            own(copy, runas);
            return copy;
        } catch (IOException e) {
            throw new FunctionError("cannot copy the script " + source + ": " + e.getMessage(), e);
        }
    }

    private static void own(Path file, @Nullable String runas) throws IOException {
        if (runas != null) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(runas));
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{}: cannot remove it: {}", file, e.toString());
        }
    }
}
