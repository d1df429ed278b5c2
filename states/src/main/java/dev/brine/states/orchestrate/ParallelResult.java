package dev.brine.states.orchestrate;

import dev.brine.engine.call.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state's result out of what several runners returned.
 *
 * <p>Salt 3006: states/saltmod.py {@code parallel_runners}. When all of them returned state results, these are merged for the
 * outputter; otherwise the values are shown as they are. Stricter than Salt: a runner that is not
 * there, raised an error, or is an orchestration that failed makes the state fail.
 */
final class ParallelResult {
    private ParallelResult() {}

    static Map<String, Object> of(String name, Map<String, Outcome> outcomes) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outcomes.forEach((id, outcome) -> outputs.put(id, outcome.value()));
        boolean states = outputs.values().stream()
                .allMatch(out -> out instanceof Map<?, ?> map
                        && "highstate".equals(map.get("outputter"))
                        && map.containsKey("data"));
        List<String> failed = new ArrayList<>();
        Map<String, Object> changes = new LinkedHashMap<>();
        outputs.forEach((id, out) -> {
            Outcome outcome = outcomes.get(id);
            boolean ended = outcome != null && outcome.success();
            if (!ended || (out instanceof Map<?, ?> map && failed(map))) {
                failed.add(id);
            }
            if (states && out instanceof Map<?, ?> map && changes(map.get("data")) instanceof Map<?, ?> found) {
                if (!found.isEmpty()) {
                    changes.put(id, found);
                }
            }
        });
        if (!states) {
            changes.put("ret", outputs);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("result", failed.isEmpty());
        result.put("changes", changes);
        result.put("comment", comment(failed));
        return result;
    }

    private static String comment(List<String> failed) {
        if (failed.isEmpty()) {
            return "All runner functions executed successfully.";
        }
        return failed.size() == 1
                ? "Runner " + failed.get(0) + " failed."
                : "Runners " + String.join(", ", failed) + " failed.";
    }

    private static boolean failed(Map<?, ?> out) {
        return bad(out.get("exit_code")) || bad(out.get("retcode"));
    }

    private static boolean bad(@Nullable Object code) {
        return code instanceof Number number && number.longValue() != 0;
    }

    /** The changes somewhere below, by the keys that lead there; of states on minions what the minions returned. */
    private static Object changes(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        if (map.containsKey("changes")) {
            Object own = map.get("changes");
            boolean remote =
                    own instanceof Map<?, ?> told && "highstate".equals(told.get("out")) && told.containsKey("ret");
            Object shown = remote && own instanceof Map<?, ?> told ? told.get("ret") : own;
            return shown == null ? Map.of() : shown;
        }
        Map<Object, Object> found = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            Object change = changes(each);
            if (!(change instanceof Map<?, ?> inner && inner.isEmpty())) {
                found.put(key, change);
            }
        });
        return found;
    }
}
