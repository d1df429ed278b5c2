package dev.brine.engine.modules.beacons;

import dev.brine.engine.beacons.BeaconSettings;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code beacons}: what this minion watches. Comments and shapes are Salt 3006's; each function asks the minion's beacons. */
@Module("beacons")
public final class BeaconsModule {
    private final ModuleParts parts;

    public BeaconsModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(name = "list", doc = """
            Return the beacons.

            return_yaml: as text
            include_pillar: those of the pillar
            include_opts: those of the configuration and those added since
            """)
    public @Nullable Object list(
            @Arg(dflt = "True") boolean returnYaml,
            @Arg(dflt = "True") boolean includePillar,
            @Arg(dflt = "True") boolean includeOpts,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> command = command("list", null);
        command.put("include_pillar", includePillar);
        command.put("include_opts", includeOpts);
        Map<String, Object> answer = parts.actions().beacons(command);
        if (answer.isEmpty()) {
            return unavailable("Beacon list failed.");
        }
        return returnYaml ? yaml(answer.get("beacons")) : answer.get("beacons");
    }

    private Map<String, Object> listed() {
        return map(parts.actions().beacons(command("list", null)).get("beacons"));
    }

    private static String yaml(@Nullable Object beacons) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("beacons", beacons);
        return YamlDumper.dump(document, YamlStyle.BLOCK);
    }

    @Fn(doc = """
            Return the beacon modules that can be used.

            return_yaml: as text
            """)
    public Object listAvailable(@Arg(dflt = "True") boolean returnYaml, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> answer = parts.actions().beacons(command("list_available", null));
        if (answer.isEmpty()) {
            return unavailable("Beacon list_available failed.");
        }
        Object beacons = answer.get("beacons");
        return returnYaml || beacons == null ? yaml(beacons) : beacons;
    }

    @Fn(doc = """
            Add a beacon.

            name: its name
            beacon_data: its configuration, a list of maps
            """)
    public Map<String, Object> add(String name, Object beaconData, @Arg(rest = true) Map<String, Object> kwargs) {
        if (listed().containsKey(name)) {
            return ret("Beacon " + name + " is already configured.", true);
        }
        String module = BeaconSettings.of(items(beaconData)).text("beacon_module", name);
        Map<String, Object> available = parts.actions().beacons(command("list_available", null));
        if (available.isEmpty()) {
            return unavailable("Beacon add failed.");
        }
        if (!(available.get("beacons") instanceof List<?> names) || !names.contains(module)) {
            return ret("Beacon \"" + module + "\" is not available.", false);
        }
        if (Truth.of(kwargs.get("test"))) {
            return ret("Beacon: " + name + " would be added.", true);
        }
        Optional<String> invalid = invalid(name, beaconData);
        if (invalid.isPresent()) {
            return ret("Beacon " + name + " configuration invalid, not adding.\n" + invalid.get(), false);
        }
        Map<String, Object> answer = parts.actions().beacons(command("add", name, beaconData));
        if (!Truth.of(answer.get("complete"))) {
            return ret(answer.get("comment"), false);
        }
        return map(answer.get("beacons")).containsKey(name)
                ? ret("Added beacon: " + name + ".", true)
                : ret("Failed to add beacon " + name + ".", false);
    }

    /** Why the configuration is bad; empty when it is good. */
    private Optional<String> invalid(String name, Object data) {
        Map<String, Object> answer = parts.actions().beacons(command("validate_beacon", name, data));
        return Truth.of(answer.get("valid")) ? Optional.empty() : Optional.of(String.valueOf(answer.get("vcomment")));
    }

    @Fn(doc = """
            Change a beacon.

            name: its name
            beacon_data: its whole new configuration, a list of maps
            """)
    public Map<String, Object> modify(String name, Object beaconData, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> current = listed();
        if (!current.containsKey(name)) {
            return ret("Beacon " + name + " is not configured.", true);
        }
        if (Truth.of(kwargs.get("test"))) {
            return ret("Beacon: " + name + " would be modified.", true);
        }
        Optional<String> invalid = invalid(name, beaconData);
        if (invalid.isPresent()) {
            return ret("Beacon " + name + " configuration invalid, not modifying.\n" + invalid.get(), false);
        }
        Object old = current.get(name);
        if (beaconData.equals(old)) {
            return ret("Job " + name + " in correct state", true);
        }
        Map<String, Object> ret = ret("", true);
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("diff", BeaconDiff.of(old == null ? List.of() : items(old), items(beaconData)));
        Map<String, Object> answer = parts.actions().beacons(command("modify", name, beaconData));
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
            return ret("Beacon: " + name + " would be deleted.", true);
        }
        Map<String, Object> answer = parts.actions().beacons(command("delete", name));
        if (answer.isEmpty()) {
            return unavailable("Beacon delete failed.");
        }
        return Truth.of(answer.get("complete"))
                ? ret("Deleted beacon: " + name + ".", true)
                : ret(answer.get("comment"), false);
    }

    @Fn(doc = "Keep the beacons, except those of the pillar, for the next start: in beacons.conf.")
    public Map<String, Object> save(@Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> command = command("list", null);
        command.put("include_pillar", false);
        Map<String, Object> answer = parts.actions().beacons(command);
        if (answer.isEmpty()) {
            return unavailable("Beacon list failed.");
        }
        String include = parts.minion()
                .config()
                .raw()
                .value("default_include")
                .map(String::valueOf)
                .orElse("minion.d/*.conf");
        Path pattern = parts.minion().config().paths().config().resolve(include);
        Path file = pattern.resolveSibling("beacons.conf");
        Map<String, Object> beacons = map(answer.get("beacons"));
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, beacons.isEmpty() ? "" : yaml(beacons));
            return ret("Beacons saved to " + file + ".", true);
        } catch (IOException e) {
            return ret("Unable to write to beacons file at " + file + ". Check permissions.", false);
        }
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
            return ret("Beacons would be " + (on ? "enabled." : "disabled."), true);
        }
        Map<String, Object> answer = parts.actions().beacons(command(on ? "enable" : "disable", null));
        if (answer.isEmpty()) {
            return unavailable("Beacons " + (on ? "enable" : "disable") + " job failed.");
        }
        return Truth.of(map(answer.get("beacons")).get("enabled")) == on
                ? ret((on ? "Enabled" : "Disabled") + " beacons on minion.", true)
                : ret("Failed to " + (on ? "enable" : "disable") + " beacons on minion.", false);
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
            return ret("Beacon name is required.", false);
        }
        if (Truth.of(kwargs.get("test"))) {
            // Salt 3006 says "Beacons" where one is disabled
            return ret(on ? "Beacon " + name + " would be enabled." : "Beacons would be disabled.", true);
        }
        if (!listed().containsKey(name)) {
            return ret("Beacon " + name + " is not currently configured.", false);
        }
        Map<String, Object> answer = parts.actions().beacons(command(on ? "enable_beacon" : "disable_beacon", name));
        if (!Truth.of(answer.get("complete"))) {
            return ret(answer.get("comment"), false);
        }
        Object config = map(answer.get("beacons")).get(name);
        boolean enabled = Truth.of(
                BeaconSettings.of(config == null ? List.of() : items(config)).value("enabled"));
        if (enabled == on) {
            return ret((on ? "Enabled" : "Disabled") + " beacon " + name + " on minion.", true);
        }
        return ret(
                on ? "Failed to enable beacon " + name + " on minion." : "Failed to disable beacon on minion.", false);
    }

    @Fn(doc = "Remove all beacons, except those of the pillar.")
    public Map<String, Object> reset(@Arg(rest = true) Map<String, Object> kwargs) {
        if (Truth.of(kwargs.get("test"))) {
            return ret("Beacons would be reset.", true);
        }
        return parts.actions().beacons(command("reset", null)).isEmpty()
                ? unavailable("Beacon reset job failed.")
                : ret("Beacon configuration reset.", true);
    }

    private static Map<String, Object> command(String func, @Nullable String name) {
        Map<String, Object> command = new LinkedHashMap<>();
        if (name != null) {
            command.put("name", name);
        }
        command.put("func", func);
        return command;
    }

    private static Map<String, Object> command(String func, String name, Object data) {
        Map<String, Object> command = command(func, name);
        command.put("beacon_data", data);
        return command;
    }

    private static Map<String, Object> ret(@Nullable Object comment, boolean result) {
        Map<String, Object> ret = new LinkedHashMap<>();
        ret.put("comment", comment);
        ret.put("result", result);
        return ret;
    }

    private static Map<String, Object> unavailable(String what) {
        return ret("Event module not available. " + what, false);
    }

    private static List<Object> items(Object config) {
        return config instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>(List.of(config));
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> copy.put(String.valueOf(key), item));
        }
        return copy;
    }
}
