package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code cmd}: run commands and scripts. */
@Module("cmd")
public final class CommandStates {
    private static final Set<String> OWN =
            Set.of("name", "stateful", "ignore_timeout", "timeout", "source", "sfun", "__reqs__");

    private final StateContext context;

    CommandStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Run a command.

            name: the command, through the shell
            cwd, root, runas, shell, env, prepend_path: how it is run
            stateful: take changes and comment from the last line it prints (name=value pairs, or all of it as JSON)
            timeout, ignore_timeout: seconds after which it is ended, and whether that is a success
            success_retcodes, success_stdout, success_stderr: what else counts as success
            """)
    public Map<String, Object> run(
            String name, @Arg(dflt = "None") @Nullable String runas, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        if (runas != null) {
            options.put("runas", runas);
        }
        return command(name, new Args(options));
    }

    @Fn(doc = "Run a command when what it watches has changed, and only then.")
    public Map<String, Object> wait(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return Result.same(name, "");
    }

    @Fn(doc = "Run a script when what it watches has changed, and only then.")
    public Map<String, Object> waitScript(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return Result.same(name, "");
    }

    @Fn(doc = """
            Fetch a script and run it.

            name: the script with its arguments, also its source if there is none
            source: where it comes from (salt://...)
            template, defaults, context: render it first
            cwd, runas, shell, env, args, timeout, stateful: as for cmd.run
            """)
    public Map<String, Object> script(
            String name, @Arg(dflt = "None") @Nullable String runas, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        if (runas != null) {
            options.put("runas", runas);
        }
        return scripted(name, new Args(options));
    }

    @Fn(doc = "Run the command or script when what the state watches has changed.")
    public Map<String, Object> modWatch(
            String name,
            String sfun,
            @Arg(dflt = "None") @Nullable String runas,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        if (runas != null) {
            options.put("runas", runas);
        }
        switch (sfun) {
            case "wait", "run", "watch":
                return command(name, new Args(options));
            case "wait_script", "script":
                return scripted(name, new Args(options));
            default:
                return Result.failed(
                        name,
                        "cmd." + sfun
                                + " does not work with the watch requisite, please use cmd.wait or cmd.wait_script");
        }
    }

    private Map<String, Object> command(String given, Args args) {
        Stateful stateful = Stateful.of(args.value("stateful"));
        String name = context.test() && stateful.testName() != null ? stateful.testName() : given;
        if (args.has("env") && !(args.value("env") instanceof List) && !(args.value("env") instanceof Map)) {
            return Result.failed(given, "Invalidly-formatted 'env' parameter. See documentation.");
        }
        if (context.test() && stateful.testName() == null) {
            Map<String, Object> result =
                    Result.would(given, Map.of("cmd", name), "Command \"" + name + "\" would have been executed");
            return stateful.on() ? stateful.read(result) : result;
        }
        String absent = absentDirectory(args);
        if (absent != null) {
            return Result.failed(given, absent);
        }
        Map<String, Object> options = options(args);
        options.put("timeout", args.value("timeout"));
        options.put("python_shell", true);
        Map<String, Object> ran;
        try {
            ran = answer(context.call(args.has("root") ? "cmd.run_chroot" : "cmd.run_all", List.of(name), options));
        } catch (FunctionError e) {
            return Result.failed(given, String.valueOf(e.getMessage()));
        }
        boolean good = zero(ran);
        if (args.flag("ignore_timeout", false)
                && Long.valueOf(1).equals(ran.get("retcode"))
                && String.valueOf(ran.get("stdout")).contains("Timed out after")) {
            ran.put("retcode", 0L);
            good = true;
        }
        return finished(Result.of(given, good, ran, "Command \"" + name + "\" run"), stateful, zero(ran));
    }

    private Map<String, Object> scripted(String given, Args args) {
        Stateful stateful = Stateful.of(args.value("stateful"));
        String name = context.test() && stateful.testName() != null ? stateful.testName() : given;
        for (String key : List.of("env", "context", "defaults")) {
            boolean right = args.value(key) instanceof Map || (key.equals("env") && args.value(key) instanceof List);
            if (Args.truth(args.value(key)) && !right) {
                return Result.failed(
                        name,
                        "Invalidly-formatted '" + key + "' parameter. "
                                + (key.equals("env") ? "See documentation." : "Must be formed as a dict."));
            }
        }
        if (context.test() && stateful.testName() == null) {
            Map<String, Object> result =
                    Result.would(name, Map.of(), "Command '" + name + "' would have been executed");
            return stateful.on() ? stateful.read(result) : result;
        }
        String absent = absentDirectory(args);
        if (absent != null) {
            return Result.failed(name, absent);
        }
        Map<String, Object> options = options(args);
        Map<String, Object> variables = args.map("defaults");
        variables.putAll(args.map("context"));
        options.remove("defaults");
        options.put("context", variables);
        options.put("timeout", args.value("timeout"));
        options.put("saltenv", context.saltenv());
        int blank = name.indexOf(' ');
        if (!args.has("args") && name.strip().split("\\s+").length > 1) {
            options.put("args", name.substring(blank + 1));
        }
        String source = args.has("source") ? args.text("source") : name;
        options.put("python_shell", true);
        Map<String, Object> ran;
        try {
            ran = answer(context.call("cmd.script", List.of(source), options));
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        String comment = Args.truth(ran.get("cache_error"))
                ? "Unable to cache script " + source + " from saltenv '" + context.saltenv() + "'"
                : "Command '" + name + "' run";
        return finished(Result.of(name, zero(ran), ran, comment), stateful, zero(ran));
    }

    private Map<String, Object> finished(Map<String, Object> result, Stateful stateful, boolean good) {
        Map<String, Object> made = stateful.on() ? stateful.read(result) : result;
        if (context.test() && good && made.get("changes") instanceof Map<?, ?> changes && !changes.isEmpty()) {
            made.put("result", null);
        }
        return made;
    }

    private Map<String, Object> options(Args args) {
        Map<String, Object> options = new LinkedHashMap<>();
        args.all().forEach((key, value) -> {
            if (!OWN.contains(key) && value != null) {
                options.put(key, value);
            }
        });
        if (!args.has("shell") && context.grains().get("shell") != null) {
            options.put("shell", context.grains().get("shell"));
        }
        return options;
    }

    private static @Nullable String absentDirectory(Args args) {
        return args.has("cwd") && !Files.isDirectory(Path.of(args.text("cwd")))
                ? "Desired working directory \"" + args.text("cwd") + "\" is not available"
                : null;
    }

    private static boolean zero(Map<String, Object> ran) {
        return ran.get("retcode") instanceof Number code && code.longValue() == 0;
    }

    private static Map<String, Object> answer(@Nullable Object ran) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (ran instanceof Map<?, ?> map) {
            map.forEach((key, value) -> answer.put(String.valueOf(key), value));
        } else {
            throw new FunctionError("the command gave no answer: " + new ArrayList<>(Args.list(ran)));
        }
        return answer;
    }
}
