package dev.brine.states.orchestrate;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.client.MasterCalls;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what a state of the module {@code salt} returns. */
final class SaltResult {
    private SaltResult() {}

    static Map<String, Object> of(String name, @Nullable Boolean result, String comment) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("name", name);
        made.put("changes", new LinkedHashMap<>());
        made.put("comment", comment);
        made.put("result", result);
        return made;
    }

    /** The result, with the id of the job that it is of; a batch has none. */
    static Map<String, Object> ofJob(Map<String, Object> result, String jid) {
        if (!jid.isEmpty()) {
            result.put("__jid__", jid);
        }
        return result;
    }

    /** Waits for a runner or wheel function and makes a result of what it gives. */
    static Map<String, Object> called(String family, String name, MasterCalls.Started over) {
        Outcome outcome = over.outcome().toCompletableFuture().join();
        Object value = outcome.value();
        boolean success = outcome.success() && !(value instanceof Map<?, ?> map && map.containsKey("Error"));
        Map<String, Object> result =
                of(name, success, family + " function '" + name + "' " + (success ? "executed." : "failed."));
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("return", value);
        result.put("changes", changes);
        return ofJob(result, over.jid());
    }
}
