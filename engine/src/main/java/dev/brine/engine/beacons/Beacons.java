package dev.brine.engine.beacons;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beacons of a minion: which are configured, which are due, and what they tell.
 *
 * <p>Salt 3006: beacons/__init__.py. Beacons come from the options and from the pillar; where both name one, the option counts.
 * {@link #tick} is called every second by the minion's beacon thread, {@link #manage} by whoever wants to look at or change
 * beacons; one lock guards both. A beacon that fails is logged once until it works again, and stays.
 */
public final class Beacons implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Beacons.class);

    /** How often {@link #tick} is called. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Options that are the loop's and not the beacon's. */
    private static final Set<String> OF_LOOP = Set.of("enabled", "interval", "disable_during_state_run");

    private static final String ENABLED = "enabled";
    /** What one turn of one beacon may fire. */
    private static final int MOST_EVENTS = 1000;

    private final String id;
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final Supplier<Map<String, Object>> pillar;
    private final List<BeaconCatalog> catalogs;
    private final BooleanSupplier stateRuns;
    private final EventBus bus;
    private final Clock clock;
    private final Map<String, Running> running = new HashMap<>();

    /** A beacon at work. */
    private static final class Running {
        private final Object source;
        private final @Nullable Beacon beacon;
        private @Nullable Instant due;
        private boolean failing;

        Running(Object source, @Nullable Beacon beacon) {
            this.source = source;
            this.beacon = beacon;
        }
    }

    /**
     * Beacons that have not looked yet.
     *
     * @param configured {@code beacons:} of the configuration
     * @param stateRuns whether a state function runs now, for {@code disable_during_state_run}
     */
    public Beacons(
            String id,
            Map<String, Object> configured,
            Supplier<Map<String, Object>> pillar,
            List<BeaconCatalog> catalogs,
            BooleanSupplier stateRuns,
            EventBus bus,
            Clock clock) {
        this.id = id;
        this.options.putAll(configured);
        this.pillar = pillar;
        this.catalogs = List.copyOf(catalogs);
        this.stateRuns = stateRuns;
        this.bus = bus;
        this.clock = clock;
    }

    /** Has the beacons that are due look. Gives {@code {tag, data, beacon_name}} for each event to fire. */
    public synchronized List<Object> tick() {
        List<Object> events = new ArrayList<>();
        Map<String, Object> all = entries(true, true);
        running.entrySet().removeIf(entry -> {
            boolean gone = !entry.getValue().source.equals(all.get(entry.getKey()));
            if (gone) {
                close(entry.getKey(), entry.getValue());
            }
            return gone;
        });
        if (all.containsKey(ENABLED) && !Truth.of(all.get(ENABLED))) {
            return events;
        }
        all.forEach((name, config) -> {
            if (!name.equals(ENABLED)) {
                look(name, config, events);
            }
        });
        return events;
    }

    private void look(String name, @Nullable Object config, List<Object> events) {
        if (config == null) {
            return;
        }
        BeaconSettings settings = BeaconSettings.of(items(config));
        if (settings.has(ENABLED) && !Truth.of(settings.value(ENABLED))) {
            return;
        }
        Running at = running.computeIfAbsent(name, key -> made(key, settings, config));
        Beacon beacon = at.beacon;
        if (beacon == null || !isDue(at, settings)) {
            return;
        }
        if (Truth.of(settings.value("disable_during_state_run")) && stateRuns.getAsBoolean()) {
            log.debug("beacon {}: skipped, a state run is under way", name);
            // what happens meanwhile must not be told afterwards: the beacon forgets what it watched
            close(name, at);
            running.remove(name);
            return;
        }
        poll(name, settings, at, beacon, items(config), events);
        if (Truth.of(settings.value("run_once"))) {
            enableOne(name, false);
        }
    }

    /** Makes a beacon; one whose configuration is bad, or whose module is not here, is said once and rests. */
    private Running made(String name, BeaconSettings settings, Object config) {
        String module = settings.text("beacon_module", name);
        Beacon beacon = create(module).orElse(null);
        if (beacon == null) {
            log.warn("beacon {}: there is no module {}; there are {}", name, module, available());
            return new Running(config, null);
        }
        Beacon.Validity validity = config instanceof List
                ? beacon.validate(own(items(config), Set.of(ENABLED)))
                : Beacon.Validity.bad("Configuration for " + module + " beacon must be a list.");
        if (!validity.valid()) {
            log.error("beacon {}: its configuration is invalid, it does not run: {}", name, validity.message());
            beacon.close();
            return new Running(config, null);
        }
        return new Running(config, beacon);
    }

    private Optional<Beacon> create(String module) {
        try {
            return catalogs.stream()
                    .map(catalog -> catalog.create(module))
                    .filter(Objects::nonNull)
                    .findFirst();
        } catch (Catalog.Unavailable e) {
            log.error("beacon module {} cannot work here: {}", module, e.getMessage());
            return Optional.empty();
        }
    }

    /** Salt 3006: a beacon with an interval looks for the first time when that is over. */
    private boolean isDue(Running at, BeaconSettings settings) {
        Duration interval = interval(settings.value("interval"));
        if (interval.isZero()) {
            return true;
        }
        Instant now = clock.instant();
        Instant due = at.due;
        // after the clock was set back the beacon is due within its interval
        if (due == null || due.isAfter(now.plus(interval))) {
            at.due = now.plus(interval);
            return false;
        }
        if (now.isBefore(due)) {
            return false;
        }
        at.due = now.plus(interval);
        return true;
    }

    private static Duration interval(@Nullable Object value) {
        return value instanceof Number number && number.doubleValue() > 0
                ? Duration.ofMillis((long) (number.doubleValue() * 1000))
                : Duration.ZERO;
    }

    private void poll(
            String name, BeaconSettings settings, Running at, Beacon beacon, List<Object> config, List<Object> events) {
        String module = settings.text("beacon_module", name);
        List<Map<String, Object>> told;
        try {
            told = beacon.poll(forBeacon(name, config));
            at.failing = false;
        } catch (IOException | RuntimeException e) {
            if (!at.failing) {
                at.failing = true;
                log.error("beacon {}: it could not look, and tries again: {}", name, e.toString());
                events.add(event(name, module, "", Map.of()));
            }
            return;
        }
        if (told.size() > MOST_EVENTS) {
            log.warn("beacon {}: told {} events at once, only the first {} are fired", name, told.size(), MOST_EVENTS);
        }
        for (Map<String, Object> one : told.subList(0, Math.min(told.size(), MOST_EVENTS))) {
            Map<String, Object> data = new LinkedHashMap<>(one);
            Object tag = data.remove("tag");
            data.putIfAbsent("id", id);
            events.add(event(name, module, tag == null ? "" : tag.toString(), data));
        }
    }

    private Map<String, Object> event(String name, String module, String tag, Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("tag", "salt/beacon/" + id + "/" + name + "/" + tag);
        event.put("data", data);
        event.put("beacon_name", module);
        return event;
    }

    /** The list without the loop's own options, with the beacon's name. */
    private static List<Object> forBeacon(String name, List<Object> config) {
        List<Object> own = own(config, OF_LOOP);
        own.add(Map.of("_beacon_name", name));
        return own;
    }

    private static List<Object> own(List<Object> config, Set<String> without) {
        List<Object> own = new ArrayList<>();
        for (Object item : config) {
            if (item instanceof Map<?, ?> map && map.keySet().stream().anyMatch(without::contains)) {
                Map<Object, Object> rest = new LinkedHashMap<>(map);
                rest.keySet().removeAll(without);
                if (!rest.isEmpty()) {
                    own.add(rest);
                }
            } else {
                own.add(item);
            }
        }
        return own;
    }

    private static List<Object> items(Object config) {
        return config instanceof List<?> list ? new ArrayList<>(list) : List.of(config);
    }

    private Map<String, Object> entries(boolean ofPillar, boolean ofOptions) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (ofPillar && pillar.get().get("beacons") instanceof Map<?, ?> map) {
            map.forEach((name, config) -> all.put(String.valueOf(name), config));
        }
        if (ofOptions) {
            all.putAll(options);
        }
        return all;
    }

    /** The modules that can be used now. */
    public SortedSet<String> available() {
        SortedSet<String> names = new TreeSet<>();
        catalogs.forEach(catalog -> names.addAll(catalog.names()));
        return names;
    }

    /**
     * Does what a {@code manage_beacons} event asks for, and fires the event that says so.
     *
     * @param command {@code {func, [name], [beacon_data], [include_pillar], [include_opts]}} as Salt 3006 puts it on the bus
     * @return the data of the event that was fired; empty when none was
     */
    public synchronized Map<String, Object> manage(Map<String, Object> command) {
        String name = String.valueOf(command.get("name"));
        Object data = command.get("beacon_data");
        return switch (String.valueOf(command.get("func"))) {
            case "add" ->
                put(
                        name,
                        data,
                        options.containsKey(name)
                                ? "Updating settings for beacon item: " + name
                                : "Added new beacon item: " + name,
                        "update",
                        "add");
            case "modify" -> put(name, data, "Updating settings for beacon item: " + name, "modify", "modify");
            case "delete" -> delete(name);
            case "enable" -> enableAll(true);
            case "disable" -> enableAll(false);
            case "enable_beacon" -> enableBeacon(name, true);
            case "disable_beacon" -> enableBeacon(name, false);
            case "list" -> list(command);
            case "list_available" -> fire("beacons_list_available", answer(true, "", new ArrayList<>(available())));
            case "validate_beacon" -> validated(name, data);
            case "reset" -> {
                options.clear();
                yield fire("beacon_reset", answer(true, "Beacons have been reset", options));
            }
            default -> {
                log.error("beacons: there is no function {}", command.get("func"));
                yield Map.of();
            }
        };
    }

    private Map<String, Object> fire(String what, Map<String, Object> data) {
        bus.publish("/salt/minion/minion_" + what + "_complete", data);
        return data;
    }

    private static Map<String, Object> answer(boolean complete, String comment, Object beacons) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("complete", complete);
        if (!comment.isEmpty()) {
            data.put("comment", comment);
        }
        data.put("beacons", beacons instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : beacons);
        return data;
    }

    private boolean inPillar(String name) {
        return entries(true, false).containsKey(name);
    }

    private Map<String, Object> put(String name, @Nullable Object data, String comment, String verb, String what) {
        if (inPillar(name)) {
            String because =
                    verb.equals("update") ? ", because it is configured in pillar." : ", it is configured in pillar.";
            return fire("beacon_" + what, answer(false, "Cannot " + verb + " beacon item " + name + because, options));
        }
        options.put(name, data == null ? new ArrayList<>() : data);
        return fire("beacon_" + what, answer(true, comment, options));
    }

    private Map<String, Object> delete(String name) {
        if (inPillar(name)) {
            String comment = "Cannot delete beacon item " + name + ", it is configured in pillar.";
            return fire("beacon_delete", answer(false, comment, options));
        }
        boolean known = options.remove(name) != null;
        String comment = known ? "Deleting beacon item: " + name : "Beacon item " + name + " not found.";
        return fire("beacon_delete", answer(true, comment, options));
    }

    private Map<String, Object> enableAll(boolean enabled) {
        options.put(ENABLED, enabled);
        return fire(enabled ? "beacons_enabled" : "beacons_disabled", answer(true, "", options));
    }

    private Map<String, Object> enableBeacon(String name, boolean enabled) {
        String what = enabled ? "beacon_enabled" : "beacon_disabled";
        if (inPillar(name)) {
            String comment = "Cannot " + (enabled ? "enable" : "disable") + " beacon item " + name
                    + ", it is configured in pillar.";
            return fire(what, answer(false, comment, options));
        }
        enableOne(name, enabled);
        return fire(what, answer(true, (enabled ? "Enabling" : "Disabling") + " beacon item " + name, options));
    }

    private void enableOne(String name, boolean enabled) {
        Object config = options.get(name);
        if (config == null && inPillar(name)) {
            config = entries(true, false).get(name);
        }
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

    private Map<String, Object> list(Map<String, Object> command) {
        boolean ofPillar = !Boolean.FALSE.equals(command.get("include_pillar"));
        boolean ofOptions = !Boolean.FALSE.equals(command.get("include_opts"));
        return fire("beacons_list", answer(true, "", entries(ofPillar, ofOptions)));
    }

    private Map<String, Object> validated(String name, @Nullable Object data) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Beacon.Validity validity;
        if (!(data instanceof List<?> list)) {
            validity = Beacon.Validity.bad("Configuration for " + name + " beacon must be a list.");
        } else {
            List<Object> config = new ArrayList<>(list);
            String module = BeaconSettings.of(config).text("beacon_module", name);
            Optional<Beacon> beacon = create(module);
            validity = beacon.map(b -> b.validate(config))
                    .orElse(new Beacon.Validity(
                            true, "Beacon " + module + " does not have a validate function, skipping validation."));
            beacon.ifPresent(Beacon::close);
        }
        answer.put("complete", true);
        answer.put("vcomment", validity.message());
        answer.put("valid", validity.valid());
        bus.publish("/salt/minion/minion_beacon_validation_complete", answer);
        return answer;
    }

    /** Closes every beacon; they are made anew at the next turn. For {@code saltutil.refresh_beacons}. */
    public synchronized void refresh() {
        running.forEach(this::close);
        running.clear();
    }

    private void close(String name, Running at) {
        Beacon beacon = at.beacon;
        if (beacon != null) {
            log.debug("beacon {}: ends", name);
            beacon.close();
        }
    }

    @Override
    public void close() {
        refresh();
    }
}
