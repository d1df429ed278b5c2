package dev.brine.engine.beacons;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code manage_beacons} commands. The lock of {@link Beacons} guards them. */
final class BeaconCommands {
    private static final Logger log = LoggerFactory.getLogger(BeaconCommands.class);

    private final BeaconEntries entries;
    private final BeaconModules modules;

    BeaconCommands(BeaconEntries entries, BeaconModules modules) {
        this.entries = entries;
        this.modules = modules;
    }

    /** What a command answers: a part of the event's tag, and its data. */
    record Reply(String what, Map<String, Object> data) {}

    /** Does what a command asks for; empty when there is no such command. */
    Optional<Reply> obey(Map<String, Object> command) {
        String name = String.valueOf(command.get("name"));
        Object data = command.get("beacon_data");
        return switch (String.valueOf(command.get("func"))) {
            case "add" -> Optional.of(add(name, data));
            case "modify" -> Optional.of(modify(name, data));
            case "delete" -> Optional.of(delete(name));
            case "enable" -> Optional.of(enableAll("beacons_enabled", true));
            case "disable" -> Optional.of(enableAll("beacons_disabled", false));
            case "enable_beacon" -> Optional.of(enable(name));
            case "disable_beacon" -> Optional.of(disable(name));
            case "list" -> Optional.of(list(command));
            case "list_available" ->
                Optional.of(new Reply("beacons_list_available", answer("", new ArrayList<>(modules.available()))));
            case "validate_beacon" -> Optional.of(validated(name, data));
            case "reset" -> Optional.of(reset());
            default -> {
                log.error("beacons: there is no function {}", command.get("func"));
                yield Optional.empty();
            }
        };
    }

    private static Map<String, Object> answer(String comment, Object beacons) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("complete", true);
        if (!comment.isEmpty()) {
            data.put("comment", comment);
        }
        data.put("beacons", beacons);
        return data;
    }

    private Reply done(String what, String comment) {
        return new Reply(what, answer(comment, entries.ofOptions()));
    }

    private Reply refused(String what, String verb, String name, String because) {
        Map<String, Object> data = answer("Cannot " + verb + " beacon item " + name + because, entries.ofOptions());
        data.put("complete", false);
        return new Reply(what, data);
    }

    private Reply add(String name, @Nullable Object data) {
        if (entries.isInPillar(name)) {
            return refused("beacon_add", "update", name, ", because it is configured in pillar.");
        }
        boolean known = entries.isOption(name);
        entries.put(name, data);
        return done("beacon_add", (known ? "Updating settings for beacon item: " : "Added new beacon item: ") + name);
    }

    private Reply modify(String name, @Nullable Object data) {
        if (entries.isInPillar(name)) {
            return refused("beacon_modify", "modify", name, ", it is configured in pillar.");
        }
        entries.put(name, data);
        return done("beacon_modify", "Updating settings for beacon item: " + name);
    }

    private Reply delete(String name) {
        if (entries.isInPillar(name)) {
            return refused("beacon_delete", "delete", name, ", it is configured in pillar.");
        }
        boolean known = entries.remove(name);
        return done("beacon_delete", known ? "Deleting beacon item: " + name : "Beacon item " + name + " not found.");
    }

    private Reply enableAll(String what, boolean enabled) {
        entries.enable(enabled);
        return done(what, "");
    }

    private Reply enable(String name) {
        if (entries.isInPillar(name)) {
            return refused("beacon_enabled", "enable", name, ", it is configured in pillar.");
        }
        entries.enable(name, true);
        return done("beacon_enabled", "Enabling beacon item " + name);
    }

    private Reply disable(String name) {
        if (entries.isInPillar(name)) {
            return refused("beacon_disabled", "disable", name, ", it is configured in pillar.");
        }
        entries.enable(name, false);
        return done("beacon_disabled", "Disabling beacon item " + name);
    }

    private Reply list(Map<String, Object> command) {
        Map<String, Object> beacons = new LinkedHashMap<>();
        if (!Boolean.FALSE.equals(command.get("include_pillar"))) {
            beacons.putAll(entries.ofPillar());
        }
        if (!Boolean.FALSE.equals(command.get("include_opts"))) {
            beacons.putAll(entries.ofOptions());
        }
        return new Reply("beacons_list", answer("", beacons));
    }

    private Reply reset() {
        entries.clear();
        return done("beacon_reset", "Beacons have been reset");
    }

    private Reply validated(String name, @Nullable Object data) {
        Beacon.Validity validity = data instanceof List<?> list
                ? validity(name, new ArrayList<>(list))
                : Beacon.Validity.bad("Configuration for " + name + " beacon must be a list.");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("complete", true);
        answer.put("vcomment", validity.message());
        answer.put("valid", validity.valid());
        return new Reply("beacon_validation", answer);
    }

    private Beacon.Validity validity(String name, List<Object> config) {
        String module = BeaconSettings.of(config).text("beacon_module", name);
        Optional<Beacon> beacon = modules.create(module);
        Beacon.Validity validity = beacon.map(b -> b.validate(config))
                .orElse(new Beacon.Validity(
                        true, "Beacon " + module + " does not have a validate function, skipping validation."));
        beacon.ifPresent(Beacon::close);
        return validity;
    }
}
