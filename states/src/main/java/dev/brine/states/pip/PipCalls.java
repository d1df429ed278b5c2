package dev.brine.states.pip;

import dev.brine.engine.data.TextKeys;
import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of execution functions whose answers are maps, and the arguments that go along to pip. */
final class PipCalls {
    private PipCalls() {}

    static Map<String, Object> map(
            StateContext context, String function, List<Object> args, Map<String, ? extends @Nullable Object> options) {
        return TextKeys.copy(context.call(function, args, new LinkedHashMap<>(options)));
    }

    /** Those of the arguments that are given. */
    static Map<String, Object> chosen(Args args, String... keys) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (String key : keys) {
            if (args.has(key)) {
                chosen.put(key, args.value(key));
            }
        }
        return chosen;
    }

    static boolean good(Map<String, Object> run) {
        return Long.valueOf(0).equals(run.get("retcode"));
    }

    static String text(Map<String, Object> run, String key) {
        return run.get(key) == null ? "" : Args.python(run.get(key));
    }
}
