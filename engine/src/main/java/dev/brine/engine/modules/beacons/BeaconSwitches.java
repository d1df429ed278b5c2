package dev.brine.engine.modules.beacons;

import dev.brine.engine.beacons.BeaconSettings;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.host.Truth;
import java.util.List;
import java.util.Map;

/** {@code beacons}: enabling and disabling, one beacon or all of them. */
@Module("beacons")
public final class BeaconSwitches {
    private final MinionBeacons beacons;

    BeaconSwitches(MinionBeacons beacons) {
        this.beacons = beacons;
    }

    @Fn(doc = "Enable the beacons.")
    public Map<String, Object> enable(@Arg(rest = true) Map<String, Object> kwargs) {
        return switchAll(kwargs, true);
    }

    @Fn(doc = "Disable the beacons.")
    public Map<String, Object> disable(@Arg(rest = true) Map<String, Object> kwargs) {
        return switchAll(kwargs, false);
    }

    private Map<String, Object> switchAll(Map<String, Object> kwargs, boolean on) {
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Beacons would be " + (on ? "enabled." : "disabled."), true);
        }
        Map<String, Object> answer = beacons.ask(MinionBeacons.command(on ? "enable" : "disable"));
        if (answer.isEmpty()) {
            return MinionBeacons.unavailable("Beacons " + (on ? "enable" : "disable") + " job failed.");
        }
        return Truth.of(TextKeys.copy(answer.get("beacons")).get("enabled")) == on
                ? Answer.of((on ? "Enabled" : "Disabled") + " beacons on minion.", true)
                : Answer.of("Failed to " + (on ? "enable" : "disable") + " beacons on minion.", false);
    }

    @Fn(doc = """
            Enable one beacon.

            name: its name
            """)
    public Map<String, Object> enableBeacon(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return switchOne(name, kwargs, true);
    }

    @Fn(doc = """
            Disable one beacon.

            name: its name
            """)
    public Map<String, Object> disableBeacon(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return switchOne(name, kwargs, false);
    }

    private Map<String, Object> switchOne(String name, Map<String, Object> kwargs, boolean on) {
        if (name.isEmpty()) {
            return Answer.of("Beacon name is required.", false);
        }
        if (Truth.of(kwargs.get("test"))) {
            // Salt 3006 says "Beacons" where one is disabled
            return Answer.of(on ? "Beacon " + name + " would be enabled." : "Beacons would be disabled.", true);
        }
        if (!beacons.listed().containsKey(name)) {
            return Answer.of("Beacon " + name + " is not currently configured.", false);
        }
        Map<String, Object> answer = beacons.ask(MinionBeacons.command(on ? "enable_beacon" : "disable_beacon", name));
        if (!Truth.of(answer.get("complete"))) {
            return Answer.of(answer.get("comment"), false);
        }
        Object config = TextKeys.copy(answer.get("beacons")).get(name);
        boolean enabled = Truth.of(BeaconSettings.of(config == null ? List.of() : MinionBeacons.items(config))
                .value("enabled"));
        if (enabled == on) {
            return Answer.of((on ? "Enabled" : "Disabled") + " beacon " + name + " on minion.", true);
        }
        return Answer.of(
                on ? "Failed to enable beacon " + name + " on minion." : "Failed to disable beacon on minion.", false);
    }
}
