package dev.brine.engine.beacons;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured beacon at work: when it is due, and what it tells. One whose configuration is bad rests.
 *
 * <p>A beacon that fails is logged once until it works again, and stays.
 */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** Options that are the loop's and not the beacon's. */
    private static final Set<String> OF_LOOP = Set.of(BeaconEntries.ENABLED, "interval", "disable_during_state_run");
    /** What one turn of one beacon may fire. */
    private static final int MOST_EVENTS = 1000;

    private final String name;
    private final Object config;
    private final BeaconSettings settings;
    private final @Nullable Beacon beacon;
    private @Nullable Instant due;
    private boolean failing;

    private Watch(String name, Object config, BeaconSettings settings, @Nullable Beacon beacon) {
        this.name = name;
        this.config = config;
        this.settings = settings;
        this.beacon = beacon;
    }

    /** Makes the beacon; one whose configuration is bad, or whose module is not here, is said once and rests. */
    static Watch of(String name, Object config, BeaconModules modules) {
        BeaconSettings settings = BeaconSettings.of(BeaconEntries.items(config));
        String module = settings.text("beacon_module", name);
        Beacon beacon = modules.create(module).orElse(null);
        if (beacon == null) {
            log.warn("beacon {}: there is no module {}; there are {}", name, module, modules.available());
            return new Watch(name, config, settings, null);
        }
        Beacon.Validity validity = config instanceof List
                ? beacon.validate(without(Set.of(BeaconEntries.ENABLED), config))
                : Beacon.Validity.bad("Configuration for " + module + " beacon must be a list.");
        if (!validity.valid()) {
            log.error("beacon {}: its configuration is invalid, it does not run: {}", name, validity.message());
            beacon.close();
            return new Watch(name, config, settings, null);
        }
        return new Watch(name, config, settings, beacon);
    }

    boolean isOf(@Nullable Object other) {
        return config.equals(other);
    }

    /** Salt 3006: a beacon with an interval looks for the first time when that is over. */
    boolean isDue(Instant now) {
        if (beacon == null) {
            return false;
        }
        Duration interval = interval(settings.value("interval"));
        if (interval.isZero()) {
            return true;
        }
        // after the clock was set back the beacon is due within its interval
        boolean fresh = due == null || due.isAfter(now.plus(interval));
        if (!fresh && due != null && now.isBefore(due)) {
            return false;
        }
        due = now.plus(interval);
        return !fresh;
    }

    private static Duration interval(@Nullable Object value) {
        return value instanceof Number number && number.doubleValue() > 0
                ? Duration.ofMillis((long) (number.doubleValue() * 1000))
                : Duration.ZERO;
    }

    /** Looks. Gives {@code {tag, data, beacon_name}} for each event to fire by the minion of that id. */
    List<Object> look(String id) {
        if (beacon == null) {
            return List.of();
        }
        List<Map<String, Object>> told;
        try {
            told = beacon.poll(forBeacon());
        } catch (IOException | RuntimeException e) {
            boolean said = failing;
            failing = true;
            if (said) {
                return List.of();
            }
            log.error("beacon {}: it could not look, and tries again: {}", name, e.toString());
            return List.of(event(id, "", Map.of()));
        }
        failing = false;
        if (told.size() > MOST_EVENTS) {
            log.warn("beacon {}: told {} events at once, only the first {} are fired", name, told.size(), MOST_EVENTS);
        }
        List<Object> events = new ArrayList<>();
        for (Map<String, Object> one : told.subList(0, Math.min(told.size(), MOST_EVENTS))) {
            Map<String, Object> data = new LinkedHashMap<>(one);
            Object tag = data.remove("tag");
            data.putIfAbsent("id", id);
            events.add(event(id, tag == null ? "" : tag.toString(), data));
        }
        return events;
    }

    private Map<String, Object> event(String id, String tag, Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("tag", "salt/beacon/" + id + "/" + name + "/" + tag);
        event.put("data", data);
        event.put("beacon_name", settings.text("beacon_module", name));
        return event;
    }

    /** The list without the loop's own options, with the beacon's name. */
    private List<Object> forBeacon() {
        List<Object> own = without(OF_LOOP, config);
        own.add(Map.of("_beacon_name", name));
        return own;
    }

    private static List<Object> without(Set<String> keys, Object config) {
        List<Object> own = new ArrayList<>();
        for (Object item : BeaconEntries.items(config)) {
            if (item instanceof Map<?, ?> map && map.keySet().stream().anyMatch(keys::contains)) {
                Map<Object, Object> rest = new LinkedHashMap<>(map);
                rest.keySet().removeAll(keys);
                if (!rest.isEmpty()) {
                    own.add(rest);
                }
            } else {
                own.add(item);
            }
        }
        return own;
    }

    void close() {
        if (beacon != null) {
            log.debug("beacon {}: ends", name);
            beacon.close();
        }
    }
}
