package dev.brine.engine.master;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events that tell of each failed state in a return.
 *
 * <p>Salt 3006: utils/event.py {@code fire_ret_load}; for {@code state.sls} and {@code state.highstate} with a non-zero retcode: one
 * tagged with the state's function ({@code pkg.installed}), and one below the job's own tags.
 */
final class FailedStates {
    private static final Set<String> FUNCTIONS = Set.of("state.highstate", "state.sls");

    private FailedStates() {}

    /** An event to fire. */
    record Told(String tag, Map<String, Object> data) {}

    static List<Told> of(String jid, String id, Map<String, Object> load) {
        if (!(load.get("retcode") instanceof Long retcode)
                || retcode == 0
                || !(load.get("fun") instanceof String fun)
                || !FUNCTIONS.contains(fun)
                || !(load.get("return") instanceof Map<?, ?> states)) {
            return List.of();
        }
        List<Told> told = new ArrayList<>();
        states.forEach((key, state) -> {
            if (key instanceof String parts
                    && state instanceof Map<?, ?> result
                    && Boolean.FALSE.equals(result.get("result"))) {
                String function = function(parts);
                Map<String, Object> data = new LinkedHashMap<>();
                result.forEach((name, value) -> data.put(String.valueOf(name), value));
                data.put("retcode", retcode);
                told.add(new Told(function, data));
                Map<String, Object> more = new LinkedHashMap<>(data);
                more.put("jid", jid);
                more.put("id", id);
                more.put("success", false);
                more.put("return", "Error: " + function);
                more.put("fun", fun);
                if (load.get("user") != null) {
                    more.put("user", load.get("user"));
                }
                told.add(new Told("salt/job/" + jid + "/sub/" + id + "/error/" + fun, more));
            }
        });
        return told;
    }

    /** {@code pkg.installed} of {@code pkg_|-nginx_|-nginx_|-installed}. */
    private static String function(String key) {
        String[] parts = key.split("_\\|-", -1);
        return parts[0] + "." + parts[parts.length - 1];
    }
}
