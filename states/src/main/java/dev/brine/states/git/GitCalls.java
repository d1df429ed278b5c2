package dev.brine.states.git;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.TextKeys;
import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions of the execution module {@code git}, called with the account and the identity of a state. */
final class GitCalls {
    private static final List<String> SHARED =
            List.of("user", "password", "identity", "https_user", "https_pass", "output_encoding");

    private final StateContext context;
    private final Map<String, Object> shared = new LinkedHashMap<>();

    GitCalls(StateContext context, Args args) {
        this.context = context;
        for (String key : SHARED) {
            if (args.has(key)) {
                shared.put(key, args.value(key));
            }
        }
    }

    @Nullable
    Object call(String function, Map<String, ? extends @Nullable Object> options, Object... arguments) {
        Map<String, Object> all = new LinkedHashMap<>(shared);
        all.putAll(options);
        return context.call("git." + function, Arrays.asList(arguments), all);
    }

    String text(String function, Map<String, ? extends @Nullable Object> options, Object... arguments) {
        return Args.python(call(function, options, arguments));
    }

    List<String> list(String function, Object... arguments) {
        return Args.list(call(function, Map.of(), arguments)).stream()
                .map(Args::python)
                .toList();
    }

    Map<String, Object> map(String function, Map<String, ? extends @Nullable Object> options, Object... arguments) {
        return TextKeys.copy(call(function, options, arguments));
    }

    /** What a function answers, or null when git refuses. */
    @Nullable
    String quiet(String function, Object... arguments) {
        try {
            return text(function, Map.of("ignore_retcode", true), arguments);
        } catch (FunctionError e) {
            return null;
        }
    }

    /** The commit that a name stands for; null when there is none. */
    @Nullable
    String commit(String target, String name) {
        return quiet("rev_parse", target, name + "^{commit}");
    }

    /** The branch that a branch follows, as {@code origin/main}; null when it follows none. */
    @Nullable
    String upstream(String target, String branch) {
        try {
            return text(
                    "rev_parse",
                    Map.of("ignore_retcode", true, "opts", List.of("--abbrev-ref")),
                    target,
                    branch + "@{upstream}");
        } catch (FunctionError e) {
            return null;
        }
    }

    boolean isClone(String target) {
        return Files.isDirectory(Path.of(target, ".git")) || Args.truth(call("is_worktree", Map.of(), target));
    }

    /** Removes a file, or a directory with all below it. */
    void remove(String path) {
        context.call("file.remove", List.of(path), Map.of());
    }

    boolean test() {
        return context.test();
    }

    /** Without the command that failed. */
    static String reason(Exception e) {
        return String.valueOf(e.getMessage()).replaceFirst("^Command ['\"].+['\"] failed: ", "");
    }

    static String redacted(@Nullable Object address) {
        return Objects.toString(address, "None").replaceAll("(https?://)[^/@\\s]+@", "$1<redacted>@");
    }

    /** Sentences that follow one another. */
    static String joined(List<String> comments) {
        return String.join(". ", comments) + (comments.size() > 1 ? "." : "");
    }
}
