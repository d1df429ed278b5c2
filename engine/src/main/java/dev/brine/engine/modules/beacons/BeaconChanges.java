package dev.brine.engine.modules.beacons;

import dev.brine.engine.beacons.BeaconSettings;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code beacons}: adding, changing and removing beacons. */
@Module("beacons")
public final class BeaconChanges {
    private final MinionBeacons beacons;

    BeaconChanges(MinionBeacons beacons) {
        this.beacons = beacons;
    }

    @Fn(doc = """
            Add a beacon.

            name: its name
            beacon_data: its configuration, a list of maps
            """)
    public Map<String, Object> add(String name, Object beaconData, @Arg(rest = true) Map<String, Object> kwargs) {
        if (beacons.listed().containsKey(name)) {
            return Answer.of("Beacon " + name + " is already configured.", true);
        }
        String module = BeaconSettings.of(MinionBeacons.items(beaconData)).text("beacon_module", name);
        Map<String, Object> available = beacons.ask(MinionBeacons.command("list_available"));
        if (available.isEmpty()) {
            return MinionBeacons.unavailable("Beacon add failed.");
        }
        if (!(available.get("beacons") instanceof List<?> names) || !names.contains(module)) {
            return Answer.of("Beacon \"" + module + "\" is not available.", false);
        }
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Beacon: " + name + " would be added.", true);
        }
        Optional<String> invalid = invalid(name, beaconData);
        if (invalid.isPresent()) {
            return Answer.of("Beacon " + name + " configuration invalid, not adding.\n" + invalid.get(), false);
        }
        Map<String, Object> answer = beacons.ask(MinionBeacons.command("add", name, beaconData));
        if (!Truth.of(answer.get("complete"))) {
            return Answer.of(answer.get("comment"), false);
        }
        return TextKeys.copy(answer.get("beacons")).containsKey(name)
                ? Answer.of("Added beacon: " + name + ".", true)
                : Answer.of("Failed to add beacon " + name + ".", false);
    }

    /** Why the configuration is bad; empty when it is good. */
    private Optional<String> invalid(String name, Object data) {
        Map<String, Object> answer = beacons.ask(MinionBeacons.command("validate_beacon", name, data));
        return Truth.of(answer.get("valid")) ? Optional.empty() : Optional.of(String.valueOf(answer.get("vcomment")));
    }

    @Fn(doc = """
            Change a beacon.

            name: its name
            beacon_data: its whole new configuration, a list of maps
            """)
    public Map<String, Object> modify(String name, Object beaconData, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> current = beacons.listed();
        if (!current.containsKey(name)) {
            return Answer.of("Beacon " + name + " is not configured.", true);
        }
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Beacon: " + name + " would be modified.", true);
        }
        Optional<String> invalid = invalid(name, beaconData);
        if (invalid.isPresent()) {
            return Answer.of("Beacon " + name + " configuration invalid, not modifying.\n" + invalid.get(), false);
        }
        Object old = current.get(name);
        if (beaconData.equals(old)) {
            return Answer.of("Job " + name + " in correct state", true);
        }
        Map<String, Object> ret = Answer.of("", true);
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put(
                "diff",
                BeaconDiff.of(old == null ? List.of() : MinionBeacons.items(old), MinionBeacons.items(beaconData)));
        Map<String, Object> answer = beacons.ask(MinionBeacons.command("modify", name, beaconData));
        boolean done = Truth.of(answer.get("complete"));
        ret.put("result", done);
        ret.put("comment", done ? "Modified beacon: " + name + "." : answer.get("comment"));
        ret.put("changes", changes);
        return ret;
    }

    @Fn(doc = """
            Remove a beacon.

            name: its name
            """)
    public Map<String, Object> delete(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Beacon: " + name + " would be deleted.", true);
        }
        Map<String, Object> answer = beacons.ask(MinionBeacons.command("delete", name));
        if (answer.isEmpty()) {
            return MinionBeacons.unavailable("Beacon delete failed.");
        }
        return Truth.of(answer.get("complete"))
                ? Answer.of("Deleted beacon: " + name + ".", true)
                : Answer.of(answer.get("comment"), false);
    }

    @Fn(doc = "Remove all beacons, except those of the pillar.")
    public Map<String, Object> reset(@Arg(rest = true) Map<String, Object> kwargs) {
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Beacons would be reset.", true);
        }
        return beacons.ask(MinionBeacons.command("reset")).isEmpty()
                ? MinionBeacons.unavailable("Beacon reset job failed.")
                : Answer.of("Beacon configuration reset.", true);
    }
}
