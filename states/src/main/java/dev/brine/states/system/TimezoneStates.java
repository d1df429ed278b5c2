package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code timezone}: the time zone of the host as it is to be. */
@Module("timezone")
public final class TimezoneStates {
    private final StateContext context;

    public TimezoneStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that the host is in a time zone.

            name: the time zone
            utc: whether its clock is to run in UTC
            """)
    public Map<String, Object> system(
            String name, @Arg(dflt = "True") boolean utc, @Arg(rest = true) Map<String, Object> kwargs) {
        boolean sameZone;
        try {
            sameZone = Args.truth(context.call("timezone.zone_compare", List.of(name), Map.of()));
        } catch (FunctionError e) {
            return Result.failed(
                    name, "Unable to compare desired timezone '" + name + "' to system timezone: " + e.getMessage());
        }
        boolean clock = utc && "localtime".equals(context.call("timezone.get_hwclock", List.of(), Map.of()));
        List<String> words = new ArrayList<>();
        if (sameZone && !clock) {
            words.add("Timezone " + name + " already set");
            if (utc) {
                words.add("UTC already set to " + name);
            }
            return Result.same(name, String.join(", ", words));
        }
        if (context.test()) {
            if (!sameZone) {
                words.add("Timezone " + name + " needs to be set");
            }
            if (clock) {
                words.add("UTC needs to be set to True");
            }
            return Result.would(name, Map.of(), String.join(", ", words));
        }
        return set(name, !sameZone, clock, words);
    }

    private Map<String, Object> set(String name, boolean zone, boolean clock, List<String> words) {
        Map<String, Object> changes = new LinkedHashMap<>();
        boolean good = true;
        if (zone) {
            good = Args.truth(context.call("timezone.set_zone", List.of(name), Map.of()));
            words.add(good ? "Set timezone " + name : "Failed to set timezone");
            if (good) {
                changes.put("timezone", name);
            }
        }
        if (clock) {
            good = Args.truth(context.call("timezone.set_hwclock", List.of("UTC"), Map.of()));
            words.add(good ? "Set UTC to True" : "Failed to set UTC to True");
            if (good) {
                changes.put("utc", true);
            }
        }
        return Result.of(name, good, changes, String.join(", ", words));
    }
}
