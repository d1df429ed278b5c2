package dev.brine.engine.modules.host;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to run, its options read from the keyword arguments of the {@code cmd} functions.
 *
 * @param words the program and its arguments
 * @param shown how it appears in messages
 * @param cwd working directory; null for the account's home
 * @param environment on top of the minion's own, or instead of it
 */
public record Command(
        List<String> words,
        String shown,
        @Nullable String cwd,
        @Nullable String stdin,
        @Nullable String runas,
        @Nullable String group,
        @Nullable String umask,
        Map<String, String> environment,
        boolean cleanEnvironment,
        @Nullable String prependPath,
        @Nullable Duration timeout,
        boolean mergeErrors,
        boolean background,
        boolean strip,
        @Nullable String encoding) {

    /** Whether a command line goes to a shell or is taken apart here. */
    public enum Via {
        SHELL,
        WORDS
    }

    public static Command of(
            Object cmd, @Nullable String cwd, Via via, boolean mergeErrors, Map<String, Object> options) {
        String shell = text(options, "shell");
        List<String> words = new ArrayList<>();
        if (cmd instanceof List<?> list) {
            list.forEach(word -> words.add(PythonText.str(word)));
        } else if (via == Via.SHELL) {
            words.addAll(List.of(shell == null ? Shell.standard() : shell, "-c", PythonText.str(cmd)));
        } else {
            words.addAll(Shell.words(PythonText.str(cmd)));
        }
        if (words.isEmpty()) {
            throw new InvocationError("the command is empty");
        }
        return new Command(
                words,
                PythonText.str(cmd),
                cwd,
                stdin(options),
                text(options, "runas"),
                text(options, "group"),
                umask(options),
                environment(options),
                Truth.of(options.get("clean_env")),
                text(options, "prepend_path"),
                timeout(options),
                mergeErrors,
                Truth.of(options.get("bg")),
                !Boolean.FALSE.equals(options.get("rstrip")),
                text(options, "output_encoding"));
    }

    /** The same with other words and another environment. */
    Command with(List<String> otherWords, Map<String, String> otherEnvironment) {
        return new Command(
                otherWords,
                shown,
                cwd,
                stdin,
                runas,
                group,
                umask,
                otherEnvironment,
                cleanEnvironment,
                prependPath,
                timeout,
                mergeErrors,
                background,
                strip,
                encoding);
    }

    private static @Nullable String text(Map<String, Object> options, String name) {
        Object value = options.get(name);
        return value == null ? null : PythonText.str(value);
    }

    /** Salt 3006: the two characters backslash and n are a line end, unless {@code stdin_raw_newlines} is set. */
    private static @Nullable String stdin(Map<String, Object> options) {
        String stdin = text(options, "stdin");
        return stdin == null || Truth.of(options.get("stdin_raw_newlines")) ? stdin : stdin.replace("\\n", "\n");
    }

    private static @Nullable String umask(Map<String, Object> options) {
        String umask = text(options, "umask");
        if (umask == null) {
            return null;
        }
        if (!umask.matches("[0-7]{1,4}")) {
            throw new FunctionError("Invalid umask: '" + umask + "'");
        }
        if (umask.matches("0+")) {
            throw new FunctionError("Zero umask is not allowed.");
        }
        return umask;
    }

    private static @Nullable Duration timeout(Map<String, Object> options) {
        Object value = options.get("timeout");
        if (value == null) {
            return null;
        }
        try {
            return Duration.ofMillis((long) (Double.parseDouble(value.toString()) * 1000));
        } catch (NumberFormatException e) {
            throw new InvocationError("timeout must be a number of seconds, not " + PythonText.str(value));
        }
    }

    /** A map, or a list of maps; values become texts, those without a value become empty ones. */
    private static Map<String, String> environment(Map<String, Object> options) {
        Map<String, String> environment = new LinkedHashMap<>();
        Object env = options.get("env");
        for (Object part : env instanceof List<?> list ? list : env == null ? List.of() : List.of(env)) {
            if (!(part instanceof Map<?, ?> map)) {
                throw new InvocationError("Invalid input for the 'env' parameter: " + PythonText.str(part));
            }
            map.forEach(
                    (name, value) -> environment.put(PythonText.str(name), value == null ? "" : PythonText.str(value)));
        }
        if (!Boolean.FALSE.equals(options.get("reset_system_locale"))) {
            for (String category : List.of(
                    "CTYPE",
                    "NUMERIC",
                    "TIME",
                    "COLLATE",
                    "MONETARY",
                    "MESSAGES",
                    "PAPER",
                    "NAME",
                    "ADDRESS",
                    "TELEPHONE",
                    "MEASUREMENT",
                    "IDENTIFICATION")) {
                environment.putIfAbsent("LC_" + category, "C");
            }
            environment.putIfAbsent("LANGUAGE", "C");
        }
        return environment;
    }
}
