package dev.brine.engine.modules.command;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Command;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the {@code cmd} functions run a command.
 *
 * <p>A command line goes through the shell when the function is the job itself, as Salt documents it; inside of templates and
 * other functions it is taken apart into words unless {@code python_shell} or {@code shell} is given. The option {@code cmd_safe}
 * decides for both: True never takes the shell by itself, False always does.
 */
final class Execution {
    private static final Logger log = LoggerFactory.getLogger(Execution.class);
    static final String OPTIONS = """

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
    private final Host host;

    Execution(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    /** Runs a command as the arguments of a function say; its return code becomes the call's. */
    CommandRunner.Result run(Object cmd, @Nullable String cwd, Map<String, Object> options, boolean merged, Call call)
            throws InterruptedException {
        Object rendered = options.get("template") == null ? cmd : template(cmd, options, call);
        allowed(rendered, call);
        Command command = Command.of(rendered, cwd, via(options, call), merged, options);
        if (!"quiet".equals(options.get("output_loglevel"))) {
            log.info(
                    "Executing command '{}'{}",
                    rendered instanceof List<?> words && !words.isEmpty()
                            ? words.get(0)
                            : String.valueOf(rendered).strip().split("\\s", 2)[0],
                    command.runas() == null ? "" : " as user '" + command.runas() + "'");
        }
        CommandRunner.Result result = judged(host.run(command), options);
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

    static Map<String, Object> all(CommandRunner.Result result, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("pid", result.pid());
        all.put("retcode", (long) result.retcode());
        all.put("stdout", hidden(options) ? "" : result.stdout());
        all.put("stderr", hidden(options) ? "" : result.stderr());
        return all;
    }

    static boolean hidden(Map<String, Object> options) {
        return Truth.of(options.get("hide_output"));
    }

    static @Nullable String text(Map<String, Object> options, String name) {
        Object value = options.get(name);
        return value == null ? null : PythonText.str(value);
    }
}
