package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code beacon}: what the minion watches. Words of Salt 3006. */
@Module("beacon")
public final class BeaconStates {
    private final StateContext context;

    public BeaconStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that the minion has a beacon, set up with the other arguments.

            name: the beacon
            save: whether to keep it in beacons.conf, for the next start
            """)
    public Map<String, Object> present(
            String name, @Arg(dflt = "False") boolean save, @Arg(rest = true) Map<String, Object> kwargs) {
        ManagedEntry entry = new ManagedEntry(context, name, kwargs);
        List<Object> data = new ArrayList<>();
        entry.kwargs().forEach((key, value) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(key, value);
            data.add(one);
        });
        Map<?, ?> current = beacons(entry);
        @Nullable Map<String, Object> failure = null;
        if (!current.containsKey(name)) {
            failure = entry.act("beacons.add", List.of(name, data), "Adding " + name + " to beacons");
        } else if (data.equals(current.get(name))) {
            entry.say("Job " + name + " in correct state");
        } else {
            failure = entry.act("beacons.modify", List.of(name, data), "Modifying " + name + " in beacons");
        }
        return failure == null ? saved(entry, name, save) : failure;
    }

    @Fn(doc = """
            Make sure that the minion does not have a beacon.

            name: the beacon
            save: whether to take it out of beacons.conf, too
            """)
    public Map<String, Object> absent(
            String name, @Arg(dflt = "False") boolean save, @Arg(rest = true) Map<String, Object> kwargs) {
        ManagedEntry entry = new ManagedEntry(context, name, kwargs);
        @Nullable Map<String, Object> failure = null;
        if (beacons(entry).containsKey(name)) {
            failure = entry.act("beacons.delete", List.of(name), "Removed " + name + " from beacons");
        } else {
            entry.say(name + " not configured in beacons");
        }
        return failure == null ? saved(entry, name, save) : failure;
    }

    @Fn(doc = """
            Make sure that a beacon looks.

            name: the beacon
            """)
    public Map<String, Object> enabled(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return switched(
                name,
                kwargs,
                "beacons.enable_beacon",
                "Enabled " + name + " from beacons",
                name + " not a configured beacon");
    }

    @Fn(doc = """
            Make sure that a beacon rests.

            name: the beacon
            """)
    public Map<String, Object> disabled(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return switched(
                name,
                kwargs,
                "beacons.disable_beacon",
                "Disabled beacon " + name + ".",
                "Job " + name + " is not configured.");
    }

    private Map<String, Object> switched(
            String name, Map<String, Object> kwargs, String function, String done, String unknown) {
        ManagedEntry entry = new ManagedEntry(context, name, kwargs);
        if (!beacons(entry).containsKey(name)) {
            entry.say(unknown);
            return entry.result();
        }
        Map<String, Object> failure = entry.act(function, List.of(name), done);
        return failure == null ? entry.result() : failure;
    }

    private static Map<?, ?> beacons(ManagedEntry entry) {
        return entry.listed("beacons.list", Map.of());
    }

    private Map<String, Object> saved(ManagedEntry entry, String name, boolean save) {
        if (save && context.test()) {
            entry.say("Beacon " + name + " would be saved");
        } else if (save) {
            context.call("beacons.save", List.of(), Map.of());
            entry.say("Beacon " + name + " saved");
        }
        return entry.result();
    }
}
