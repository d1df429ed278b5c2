package dev.brine.states.module;

import java.util.List;
import java.util.Map;

/**
 * Whether a whole run counts as a success.
 *
 * <p>Salt 3006: a failed state is forgiven when a state that has it as {@code onfail}, and says {@code onfail_stop: False}, ran
 * well.
 */
final class Verdict {
    private Verdict() {}

    static boolean good(Map<?, ?> results, Map<?, ?> high) {
        if (results.isEmpty()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : results.entrySet()) {
            boolean failed =
                    !(entry.getValue() instanceof Map<?, ?> result) || Boolean.FALSE.equals(result.get("result"));
            if (failed && !forgiven(String.valueOf(entry.getKey()), results, high)) {
                return false;
            }
        }
        return true;
    }

    private static boolean forgiven(String tag, Map<?, ?> results, Map<?, ?> high) {
        String[] parts = tag.split("_\\|-", -1);
        if (parts.length != 4) {
            return false;
        }
        boolean forgiven = false;
        for (Map.Entry<?, ?> entry : high.entrySet()) {
            if (!(entry.getValue() instanceof Map<?, ?> body) || parts[1].equals(entry.getKey())) {
                continue;
            }
            for (Map.Entry<?, ?> state : body.entrySet()) {
                if (state.getValue() instanceof List<?> run && handles(run, parts[0], parts[1])) {
                    forgiven = ran(state.getKey() + "_|-" + entry.getKey() + "_|-", results);
                }
            }
        }
        return forgiven;
    }

    private static boolean handles(List<?> run, String module, String id) {
        boolean goesOn = run.stream()
                .anyMatch(
                        argument -> argument instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("onfail_stop")));
        return goesOn
                && run.stream()
                        .anyMatch(argument -> argument instanceof Map<?, ?> map
                                && map.get("onfail") instanceof List<?> requisites
                                && requisites.stream()
                                        .anyMatch(r -> r instanceof Map<?, ?> one && id.equals(one.get(module))));
    }

    private static boolean ran(String prefix, Map<?, ?> results) {
        boolean good = false;
        for (Map.Entry<?, ?> entry : results.entrySet()) {
            if (String.valueOf(entry.getKey()).startsWith(prefix) && entry.getValue() instanceof Map<?, ?> result) {
                if (Boolean.FALSE.equals(result.get("result"))) {
                    return false;
                }
                good = good || Boolean.TRUE.equals(result.get("result"));
            }
        }
        return good;
    }
}
