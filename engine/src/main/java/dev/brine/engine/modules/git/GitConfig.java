package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git}: configuration, of a clone or of an account. */
@Module("git")
public final class GitConfig {
    private final Git git;

    GitConfig(Git git) {
        this.git = git;
    }

    private @Nullable String directory(@Nullable String cwd, Map<String, Object> options) {
        if (cwd == null && !Truth.of(options.get("global"))) {
            throw new InvocationError("'cwd' argument required unless global=True");
        }
        return cwd == null ? null : git.path(cwd, options);
    }

    private static List<String> command(Map<String, Object> options, String... words) {
        List<String> command = new ArrayList<>(List.of("git", "config"));
        command.add(Truth.of(options.get("global")) ? "--global" : "--local");
        command.addAll(List.of(words));
        return command;
    }

    @Fn(doc = """
            Return a value; nothing when there is none.

            key: its name
            cwd: directory of the clone
            global: that of the account
            all: all of several values""" + Git.OPTIONS)
    public @Nullable Object configGet(
            String key,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        CommandRunner.Result result =
                git.result(command(options, "--get-all", key), directory(cwd, options), options, false, call);
        if (result.retcode() == 1) {
            return null;
        }
        List<Object> values = new ArrayList<>(result.stdout().lines().toList());
        if (Truth.of(options.get("all"))) {
            return values;
        }
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    @Fn(name = "config_get_regex", doc = "Another name of git.config_get_regexp.")
    @Fn(doc = """
            Return the values of all names that an expression matches.

            key: the expression
            value_regex: only values that this matches
            cwd: directory of the clone
            global: those of the account""" + Git.OPTIONS)
    public Map<String, Object> configGetRegexp(
            String key,
            @Arg(dflt = "None") @Nullable String valueRegex,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        List<String> words = command(options, "--get-regexp", key);
        if (valueRegex != null) {
            words.add(valueRegex);
        }
        Map<String, Object> found = new LinkedHashMap<>();
        git.result(words, directory(cwd, options), options, false, call)
                .stdout()
                .lines()
                .map(line -> line.split("\\s+", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> GitRepositories.add(found, pair[0], pair[1]));
        return found;
    }

    @Fn(doc = """
            Set a value. Returns all values of that name.

            key: its name
            value: the value
            multivar: several values, a list or a text with commas
            cwd: directory of the clone
            global: for the account
            add: keep the values there are""" + Git.OPTIONS)
    public @Nullable Object configSet(
            String key,
            @Arg(dflt = "None") @Nullable String value,
            @Arg(dflt = "None") @Nullable Object multivar,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String directory = directory(cwd, options);
        if (value != null && multivar != null) {
            throw new InvocationError("Only one of 'value' and 'multivar' is permitted");
        }
        boolean add = value != null && Truth.of(options.get("add"));
        for (String each : value == null ? Git.items(multivar) : List.of(value)) {
            git.run(command(options, add ? "--add" : "--replace-all", key, each), directory, options, call);
            add = true;
        }
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("all", true);
        return configGet(key, cwd, all, call);
    }

    @Fn(doc = """
            Remove a value.

            key: its name
            value_regex: only values that this matches
            cwd: directory of the clone
            global: of the account
            all: all of several values""" + Git.OPTIONS)
    public boolean configUnset(
            String key,
            @Arg(dflt = "None") @Nullable String valueRegex,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String how = Truth.of(options.get("all")) ? "--unset-all" : "--unset";
        List<String> words = command(options, how, key);
        if (valueRegex != null) {
            words.add(valueRegex);
        }
        CommandRunner.Result result = git.result(words, directory(cwd, options), options, false, call);
        switch (result.retcode()) {
            case 0:
                return true;
            case 1:
                throw new FunctionError("Section or key is invalid");
            case 5:
                throw new FunctionError(
                        configGet(key, cwd, options, call) == null
                                ? "Key '" + key + "' does not exist"
                                : "Multiple values exist for key '" + key + "'"
                                        + (valueRegex == null ? "" : " and value_regex matches multiple values"));
            case 6:
                throw new FunctionError("The value_regex is invalid");
            default:
                throw new FunctionError("Failed to unset key '" + key + "', git config returned exit code "
                        + result.retcode() + (result.stderr().isEmpty() ? "" : "; " + result.stderr()));
        }
    }
}
