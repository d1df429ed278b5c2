package dev.brine.engine.beacons;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which beacons are configured: in the options and in the pillar; where both name one, the option counts. The lock of {@link
 * Beacons} guards them.
 */
final class BeaconEntries {
    /** The one key that is no beacon. */
    static final String ENABLED = "enabled";

    private final Supplier<Map<String, Object>> pillar;
    private final Map<String, Object> options = new LinkedHashMap<>();

    BeaconEntries(Map<String, Object> configured, Supplier<Map<String, Object>> pillar) {
        this.options.putAll(configured);
        this.pillar = pillar;
    }

    Map<String, Object> all() {
        Map<String, Object> all = ofPillar();
        all.putAll(options);
        return all;
    }

    Map<String, Object> ofPillar() {
        return TextKeys.copy(pillar.get().get("beacons"));
    }

    Map<String, Object> ofOptions() {
        return new LinkedHashMap<>(options);
    }

    boolean isInPillar(String name) {
        return ofPillar().containsKey(name);
    }

    boolean isOption(String name) {
        return options.containsKey(name);
    }

    void put(String name, @Nullable Object config) {
        options.put(name, config == null ? new ArrayList<>() : config);
    }

    /** Takes an option out; false when there was none. */
    boolean remove(String name) {
        return options.remove(name) != null;
    }

    void clear() {
        options.clear();
    }

    /** Whether beacons look at all. */
    boolean enabled() {
        Map<String, Object> all = all();
        return !all.containsKey(ENABLED) || Truth.of(all.get(ENABLED));
    }

    void enable(boolean enabled) {
        options.put(ENABLED, enabled);
    }

    /** Switches one beacon; one of the pillar becomes an option by that. */
    void enable(String name, boolean enabled) {
        Object config = options.get(name) == null ? ofPillar().get(name) : options.get(name);
        if (config == null) {
            return;
        }
        List<Object> changed = new ArrayList<>();
        boolean there = false;
        for (Object item : items(config)) {
            if (item instanceof Map<?, ?> map && map.containsKey(ENABLED)) {
                Map<Object, Object> copy = new LinkedHashMap<>(map);
                copy.put(ENABLED, enabled);
                changed.add(copy);
                there = true;
            } else {
                changed.add(item);
            }
        }
        if (!there) {
            changed.add(new LinkedHashMap<>(Map.of(ENABLED, enabled)));
        }
        options.put(name, changed);
    }

    /** A beacon's configuration in its list form. */
    static List<Object> items(Object config) {
        return config instanceof List<?> list ? new ArrayList<>(list) : List.of(config);
    }
}
