package dev.brine.engine.modules.pip;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.host.Failure;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs the program pip: of the host's Python, or of {@code bin_env}, which is an environment's directory, a Python or a pip. */
final class Pip {
    static final String OPTIONS = """

            bin_env: directory of an environment, or path of its pip or python; that of the host when it is not given
            user: account to run it as
            cwd: working directory
            """;

    private final Host host;

    Pip(Host host) {
        this.host = host;
    }

    /** What all functions are told of where and as whom. */
    record Where(
            @Nullable String binEnv,
            @Nullable String user,
            @Nullable String cwd) {
        static Where of(Map<String, Object> options) {
            return new Where(text(options, "bin_env"), text(options, "user"), text(options, "cwd"));
        }

        private static @Nullable String text(Map<String, Object> options, String key) {
            return Truth.of(options.get(key)) ? PythonText.str(options.get(key)) : null;
        }
    }

    /**
     * The beginning of a command.
     *
     * @throws FunctionError when there is no pip
     */
    List<String> command(Where where, String... more) {
        List<String> words = new ArrayList<>(program(where.binEnv()));
        words.addAll(Arrays.asList(more));
        return words;
    }

    private List<String> program(@Nullable String binEnv) {
        if (binEnv == null) {
            String python = host.which("python3")
                    .or(() -> host.which("python"))
                    .orElseThrow(
                            () -> new FunctionError("Could not find a `pip` binary: there is no python3 on this host"));
            return List.of(python, "-m", "pip");
        }
        Path given = Path.of(binEnv);
        if (Files.isDirectory(given)) {
            for (String place : List.of("python", "bin/python", "Scripts/python")) {
                Path python = given.resolve(place);
                if (Files.isRegularFile(python) && Files.isExecutable(python)) {
                    return List.of(python.normalize().toString(), "-m", "pip");
                }
            }
            throw new FunctionError("Could not find a pip binary in virtualenv " + binEnv);
        }
        if (!Files.isExecutable(given)) {
            throw new FunctionError("Access denied to " + binEnv + ", could not find a pip binary");
        }
        String program = given.normalize().toString();
        return String.valueOf(given.getFileName()).contains("python")
                ? List.of(program, "-m", "pip")
                : List.of(program);
    }

    /** Runs a command as {@code cmd.run_all} does. */
    Map<String, Object> run(List<String> words, Where where, Map<String, Object> more, Call call) {
        Map<String, Object> environment = new LinkedHashMap<>();
        if (more.get("env_vars") instanceof Map<?, ?> variables) {
            variables.forEach((key, value) -> environment.put(PythonText.str(key), PythonText.str(value)));
        }
        if (where.binEnv() != null && Files.isDirectory(Path.of(where.binEnv()))) {
            environment.put("VIRTUAL_ENV", where.binEnv());
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("python_shell", false);
        options.put("runas", where.user());
        options.put("cwd", where.cwd());
        options.put("redirect_stderr", more.getOrDefault("redirect_stderr", false));
        if (!environment.isEmpty()) {
            options.put("env", environment);
        }
        Call nested = call.nested("cmd.run_all");
        Map<String, Object> all =
                TextKeys.copy(call.functions().value(List.of(new ArrayList<Object>(words)), options, nested));
        call.retcode(nested.retcode());
        return all;
    }

    /** The output; fails with the errors when pip fails. */
    String output(List<String> words, Where where, Map<String, Object> more, Call call) {
        Map<String, Object> result = run(words, where, more, call);
        if (!Long.valueOf(0).equals(result.get("retcode"))) {
            throw Failure.with(PythonText.str(result.get("stderr")), result);
        }
        return PythonText.str(result.get("stdout"));
    }

    /** The version of pip; null when it does not tell. */
    @Nullable
    String version(Where where, Call call) {
        Map<String, Object> result = run(command(where, "--version"), where, Map.of(), call);
        if (!Long.valueOf(0).equals(result.get("retcode"))) {
            throw new FunctionError("Could not find a `pip` binary");
        }
        Matcher matcher = Pattern.compile("^pip (\\S+)").matcher(PythonText.str(result.get("stdout")));
        return matcher.find() ? matcher.group(1) : null;
    }

    /** A list, or a text with commas. */
    static List<String> items(@Nullable Object value) {
        if (!Truth.of(value)) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(PythonText::str).toList()
                : Arrays.stream(PythonText.str(value).split(","))
                        .map(String::strip)
                        .toList();
    }
}
