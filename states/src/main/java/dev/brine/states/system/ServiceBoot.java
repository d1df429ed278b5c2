package dev.brine.states.system;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service starts at boot, and making it so.
 *
 * <p>What comes of it goes into the result of the state that asks. {@code runs} says what is known of the service itself, which
 * comments tell as well: true, false, or null for "as it is to be".
 */
final class ServiceBoot {
    private final StateContext context;

    ServiceBoot(StateContext context) {
        this.context = context;
    }

    boolean available(String name) {
        if (context.has("service.available")) {
            return Args.truth(context.call("service.available", List.of(name), Map.of()));
        }
        return Args.list(context.call("service.get_all", List.of(), Map.of())).contains(name);
    }

    String missing(String name) {
        return "The named service " + name + " is not available";
    }

    /** True where the host's services know nothing of a boot. */
    boolean enabled(String name) {
        return !context.has("service.enabled") || Args.truth(context.call("service.enabled", List.of(name), Map.of()));
    }

    /** For a service that already runs, or does not, as wished. */
    void follow(
            String name,
            @Nullable Boolean wish,
            boolean enabled,
            Map<String, Object> kwargs,
            Map<String, Object> result) {
        if (wish != null && wish != enabled) {
            set(name, wish, null, true, kwargs, result);
        }
    }

    /** As wished, whatever it was; nothing without a wish. */
    void set(
            String name,
            @Nullable Boolean wish,
            @Nullable Boolean runs,
            boolean good,
            Map<String, Object> kwargs,
            Map<String, Object> result) {
        if (Boolean.TRUE.equals(wish)) {
            enable(name, runs, good, kwargs, result);
        } else if (Boolean.FALSE.equals(wish)) {
            disable(name, runs, good, kwargs, result);
        }
    }

    void enable(
            String name, @Nullable Boolean runs, boolean good, Map<String, Object> kwargs, Map<String, Object> result) {
        if (unavailable(name, false, result)) {
            return;
        }
        result.put("result", good);
        if (!context.has("service.enable") || !context.has("service.enabled")) {
            result.put("comment", "Enable is not available on this minion, service " + name + plain(runs));
            return;
        }
        if (Args.truth(context.call("service.enabled", List.of(name), kwargs))) {
            already(name, "enabled", runs, result);
            return;
        }
        if (context.test()) {
            result.put("result", null);
            result.put("comment", "Service " + name + " set to be enabled");
            return;
        }
        String error = "";
        try {
            if (Args.truth(context.call("service.enable", List.of(name), kwargs))) {
                done(name, "enabled", runs, Args.truth(context.call("service.enabled", List.of(name), kwargs)), result);
                return;
            }
        } catch (FunctionError e) {
            error = ". Additional information follows:\n\n" + e.getMessage();
        }
        result.put("result", false);
        String how = runs == null
                ? " to start at boot, but the service was already running"
                : runs ? " to start at boot, but the service is running" : " to start at boot, and the service is dead";
        result.put("comment", "Failed when setting service " + name + how + error);
    }

    void disable(
            String name, @Nullable Boolean runs, boolean good, Map<String, Object> kwargs, Map<String, Object> result) {
        if (unavailable(name, true, result)) {
            return;
        }
        result.put("result", good);
        if (!context.has("service.disable") || !context.has("service.disabled")) {
            result.put("comment", "Disable is not available on this minion, service " + name + plain(runs));
            return;
        }
        if (Args.truth(context.call("service.disabled", List.of(name), Map.of()))) {
            already(name, "disabled", runs, result);
            return;
        }
        if (context.test()) {
            result.put("result", null);
            result.put("comment", "Service " + name + " set to be disabled");
            return;
        }
        if (Args.truth(context.call("service.disable", List.of(name), kwargs))) {
            boolean after = Args.truth(context.call("service.disabled", List.of(name), Map.of()));
            done(name, "disabled", runs, after, result);
            return;
        }
        result.put("result", false);
        String how = runs == null
                ? " to not start at boot, but the service was already running"
                : runs ? " to not start at boot, and is running" : " to not start at boot, and the service is dead";
        result.put("comment", "Failed when setting service " + name + how);
    }

    private boolean unavailable(String name, boolean good, Map<String, Object> result) {
        try {
            if (available(name)) {
                return false;
            }
            result.put("result", good);
            result.put("comment", missing(name));
        } catch (FunctionError e) {
            result.put("result", false);
            result.put("comment", e.getMessage());
        }
        return true;
    }

    private static String plain(@Nullable Boolean runs) {
        return runs == null ? " is in the desired state" : runs ? " started" : " is dead";
    }

    private static String and(@Nullable Boolean runs) {
        return runs == null ? ", and is in the desired state" : runs ? ", and is running" : ", and is dead";
    }

    private static void already(String name, String what, @Nullable Boolean runs, Map<String, Object> result) {
        if (runs == null) {
            result.put("changes", new LinkedHashMap<>());
        }
        result.put("comment", "Service " + name + " is already " + what + and(runs));
    }

    private static void done(
            String name, String what, @Nullable Boolean runs, boolean after, Map<String, Object> result) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (after) {
            changes.put(name, true);
        }
        result.put("changes", changes);
        result.put("comment", "Service " + name + " has been " + what + and(runs));
    }
}
