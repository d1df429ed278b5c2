package dev.brine.states.orchestrate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether what states returned, at any depth, counts as a success.
 *
 * <p>Salt 3006: utils/state.py {@code check_result}. Forgiveness by {@code onfail} was already dealt with where the states ran.
 */
final class CheckResult {
    private CheckResult() {}

    /** Results of one run, or runs by minion. */
    static boolean good(@Nullable Object running) {
        return running instanceof Map<?, ?> map && good(map, false);
    }

    /** What one minion returned: nothing at all is no success. */
    static boolean ofMinion(@Nullable Object returned) {
        return returned instanceof Map<?, ?> map && good(map, true);
    }

    private static boolean good(Map<?, ?> running, boolean inside) {
        if (inside && running.isEmpty()) {
            return false;
        }
        for (Map.Entry<?, ?> each : running.entrySet()) {
            if (each.getValue() instanceof Map<?, ?> result) {
                boolean told = result.containsKey("result");
                if (told ? Boolean.FALSE.equals(result.get("result")) : !good(result, true)) {
                    return false;
                }
            } else if (!inside && !"__extend__".equals(each.getKey())) {
                return false;
            }
        }
        return true;
    }
}
