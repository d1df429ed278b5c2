package dev.brine.states.module;

import dev.brine.engine.call.Call;
import dev.brine.engine.plugin.MinionParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * State runs that are switched off.
 *
 * <p>Salt 3006: the grain {@code state_runs_disabled}, a list of SLS names, {@code name.*} and {@code highstate}. It is kept as
 * other grains that people set are, so it outlives the minion.
 */
final class Disabled {
    static final String GRAIN = "state_runs_disabled";

    private final MinionParts minion;

    Disabled(MinionParts minion) {
        this.minion = minion;
    }

    List<Object> names() {
        return minion.grains().get().get(GRAIN) instanceof List<?> names ? new ArrayList<>(names) : new ArrayList<>();
    }

    boolean highstate() {
        return names().contains("highstate");
    }

    /** Why SLS files are not to be run, one text each; empty when they all may. */
    List<Object> reasons(List<String> slss) {
        List<Object> reasons = new ArrayList<>();
        for (String sls : slss) {
            for (Object each : names()) {
                String name = String.valueOf(each);
                if (name.contains(".*")) {
                    if (sls.startsWith(name.substring(0, name.indexOf('.') + 1))) {
                        reasons.add("The state file \"" + sls + "\" is currently disabled by \"" + name
                                + "\", to re-enable, run state.enable " + name + ".");
                    }
                } else if (name.equals(sls)) {
                    reasons.add("The state file \"" + name + "\" is currently disabled, to re-enable, run state.enable "
                            + name + ".");
                }
            }
        }
        return reasons;
    }

    Map<String, Object> disable(List<Object> wanted, Call call) {
        List<Object> names = names();
        return changed(wanted, names, call, name -> {
            if (names.contains(name)) {
                return "already disabled";
            }
            names.add(name);
            return "disabled";
        });
    }

    Map<String, Object> enable(List<Object> wanted, Call call) {
        List<Object> names = names();
        return changed(wanted, names, call, name -> names.remove(name) ? "enabled" : "already enabled");
    }

    /** Switches one name and says what became of it. */
    private interface Switch {
        String of(Object name);
    }

    private Map<String, Object> changed(List<Object> wanted, List<Object> names, Call call, Switch each) {
        List<Object> before = new ArrayList<>(names);
        List<String> lines = new ArrayList<>();
        wanted.forEach(name -> lines.add("Info: " + name + " state " + each.of(name) + "."));
        if (!before.equals(names)) {
            minion.functions().get().value(List.of(GRAIN, names), Map.of(), call.nested("grains.setval"));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("res", true);
        answer.put("msg", String.join("\n", lines));
        return answer;
    }
}
