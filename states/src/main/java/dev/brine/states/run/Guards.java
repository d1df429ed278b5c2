package dev.brine.states.run;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.host.Truth;
import dev.brine.states.graph.Chunk;
import dev.brine.states.state.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code onlyif}, {@code unless}, {@code creates} and {@code check_cmd}: commands and functions that decide beside a state. */
final class Guards {
    private static final Logger log = LoggerFactory.getLogger(Guards.class);
    private static final List<String> COMMAND_OPTIONS =
            List.of("cwd", "root", "runas", "env", "prepend_path", "umask", "timeout", "success_retcodes");

    private final RunContext context;

    Guards(RunContext context) {
        this.context = context;
    }

    static boolean any(Chunk chunk) {
        return chunk.has("onlyif") || chunk.has("unless") || chunk.has("creates");
    }

    /** The result instead of the state's own, with {@code result} true, when the state need not run; else {@code result} false. */
    Map<String, Object> check(Chunk chunk) {
        Map<String, Object> options = commandOptions(chunk);
        List<Verdict> verdicts = new ArrayList<>();
        if (chunk.has("onlyif")) {
            verdicts.add(onlyif(chunk, options));
        }
        if (chunk.has("unless")) {
            verdicts.add(unless(chunk, options));
        }
        if (chunk.has("creates")) {
            verdicts.add(creates(chunk.value("creates")));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("result", verdicts.stream().anyMatch(Verdict::skip));
        result.put(
                "comment",
                String.join("\n", verdicts.stream().map(Verdict::comment).toList()));
        result.put("__sls__", chunk.value("__sls__"));
        result.put("__id__", chunk.id());
        result.put("name", chunk.name());
        if (verdicts.stream().anyMatch(Verdict::skip)) {
            result.put("skip_watch", true);
        }
        return result;
    }

    /** {@code check_cmd}: what the commands say of the state's success. */
    Map<String, Object> checkCommands(Chunk chunk) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("result", false);
        Map<String, Object> options = new LinkedHashMap<>();
        shell(options);
        for (Object command : entries(chunk, "check_cmd")) {
            boolean good = retcode(command, options) == 0;
            result.put("result", good);
            result.put(
                    "comment",
                    good ? "check_cmd determined the state succeeded" : "check_cmd determined the state failed");
            if (!good) {
                break;
            }
        }
        return result;
    }

    private Verdict onlyif(Chunk chunk, Map<String, Object> options) {
        Verdict verdict = new Verdict(false, "");
        for (Object entry : entries(chunk, "onlyif")) {
            boolean good;
            if (entry instanceof Map<?, ?> function) {
                if (!function.containsKey("fun")) {
                    return new Verdict(false, missing("onlyif", function));
                }
                good = truth(function);
            } else if (entry instanceof String) {
                good = retcodeOr(entry, options, 100) == 0;
            } else {
                return new Verdict(false, "onlyif execution failed, bad type passed");
            }
            if (!good) {
                return new Verdict(true, "onlyif condition is false");
            }
            verdict = new Verdict(false, "onlyif condition is true");
        }
        return verdict;
    }

    /** Salt 3006: with several entries, one that is false lets the state run, as does the last one that is. */
    private Verdict unless(Chunk chunk, Map<String, Object> options) {
        Verdict verdict = new Verdict(false, "");
        for (Object entry : entries(chunk, "unless")) {
            boolean skip;
            if (entry instanceof Map<?, ?> function) {
                if (!function.containsKey("fun")) {
                    return new Verdict(verdict.skip(), missing("unless", function));
                }
                skip = truth(function);
            } else if (entry instanceof String) {
                skip = retcodeOr(entry, options, 0) == 0;
            } else {
                verdict = new Verdict(false, "unless condition is false, bad type passed");
                continue;
            }
            if (!skip) {
                return new Verdict(false, "unless condition is false");
            }
            verdict = new Verdict(true, "unless condition is true");
        }
        return verdict;
    }

    private static List<Object> entries(Chunk chunk, String keyword) {
        Object value = chunk.value(keyword);
        if (value instanceof List<?> items) {
            return new ArrayList<>(items);
        }
        return value == null ? List.of() : List.of(value);
    }

    private static Verdict creates(@Nullable Object value) {
        if (value instanceof String path && Files.exists(Path.of(path))) {
            return new Verdict(true, path + " exists");
        }
        if (value instanceof List<?> paths
                && paths.stream().allMatch(path -> Files.exists(Path.of(String.valueOf(path))))) {
            return new Verdict(true, "All files in creates exist");
        }
        return new Verdict(false, "Creates files not found");
    }

    private boolean truth(Map<?, ?> entry) {
        Map<String, Object> kwargs = TextKeys.copy(entry);
        String function = String.valueOf(kwargs.remove("fun"));
        Object path = kwargs.remove("get_return");
        Object given = kwargs.remove("args");
        List<Object> args = given instanceof List<?> items ? new ArrayList<>(items) : new ArrayList<>();
        Slots.fill(args, kwargs, context);
        RunContext.Called called = context.invoke(function, args, kwargs);
        if (called.retcode() != 0) {
            return false;
        }
        Object value = called.value();
        if (path != null) {
            value = Lookup.traverse(value, String.valueOf(path), ":");
        }
        return Truth.of(value);
    }

    private static String missing(String keyword, Map<?, ?> entry) {
        String comment = "no `fun` argument in " + keyword + ": " + entry;
        log.warn("{}", comment);
        return comment;
    }

    private Map<String, Object> commandOptions(Chunk chunk) {
        List<Object> excluded = entries(chunk, "cmd_opts_exclude");
        Map<String, Object> options = new LinkedHashMap<>();
        for (String option : COMMAND_OPTIONS) {
            if (!excluded.contains(option) && chunk.value(option) != null) {
                options.put(option, chunk.value(option));
            }
        }
        if (chunk.has("shell") && !excluded.contains("shell")) {
            options.put("shell", chunk.value("shell"));
        } else {
            shell(options);
        }
        return options;
    }

    private void shell(Map<String, Object> options) {
        Object shell = context.grains().get("shell");
        if (shell != null) {
            options.put("shell", shell);
        }
    }

    private long retcodeOr(Object command, Map<String, Object> options, long otherwise) {
        try {
            return retcode(command, options);
        } catch (FunctionError e) {
            log.debug("{}: taken as {}: {}", command, otherwise, e.getMessage());
            return otherwise;
        }
    }

    private long retcode(Object command, Map<String, Object> options) {
        Map<String, Object> kwargs = new LinkedHashMap<>(options);
        kwargs.put("ignore_retcode", true);
        kwargs.put("python_shell", true);
        Object code = context.call("cmd.retcode", List.of(command), kwargs);
        return code instanceof Number number ? number.longValue() : 1;
    }

    private record Verdict(boolean skip, String comment) {}
}
