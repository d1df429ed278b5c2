package dev.brine.engine.beacons;

import dev.brine.engine.event.EventBus;
import dev.brine.engine.modules.host.Truth;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beacons of a minion: which are configured, which are due, and what they tell.
 *
 * <p>Salt 3006: beacons/__init__.py. {@link #tick} is called every second by the minion's beacon thread, {@link #manage} by
 * whoever wants to look at or change beacons; one lock guards both.
 */
public final class Beacons implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Beacons.class);

    /** How often {@link #tick} is called. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String id;
    private final BeaconEntries entries;
    private final BeaconModules modules;
    private final BeaconCommands commands;
    private final BooleanSupplier stateRuns;
    private final EventBus bus;
    private final Clock clock;
    private final Map<String, Watch> watches = new HashMap<>();

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
        this.entries = new BeaconEntries(configured, pillar);
        this.modules = new BeaconModules(catalogs);
        this.commands = new BeaconCommands(entries, modules);
        this.stateRuns = stateRuns;
        this.bus = bus;
        this.clock = clock;
    }

    /** Has the beacons that are due look. Gives {@code {tag, data, beacon_name}} for each event to fire. */
    public synchronized List<Object> tick() {
        List<Object> events = new ArrayList<>();
        Map<String, Object> all = entries.all();
        watches.entrySet().removeIf(entry -> {
            boolean gone = !entry.getValue().isOf(all.get(entry.getKey()));
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        if (entries.enabled()) {
            all.forEach((name, config) -> {
                if (!name.equals(BeaconEntries.ENABLED)) {
                    events.addAll(look(name, config));
                }
            });
        }
        return events;
    }

    private List<Object> look(String name, @Nullable Object config) {
        if (config == null) {
            return List.of();
        }
        BeaconSettings settings = BeaconSettings.of(BeaconEntries.items(config));
        if (settings.has(BeaconEntries.ENABLED) && !Truth.of(settings.value(BeaconEntries.ENABLED))) {
            return List.of();
        }
        Watch watch = watches.computeIfAbsent(name, key -> Watch.of(key, config, modules));
        if (!watch.isDue(clock.instant())) {
            return List.of();
        }
        if (Truth.of(settings.value("disable_during_state_run")) && stateRuns.getAsBoolean()) {
            log.debug("beacon {}: skipped, a state run is under way", name);
            // what happens meanwhile must not be told afterwards: the beacon forgets what it watched
            watch.close();
            watches.remove(name);
            return List.of();
        }
        List<Object> events = watch.look(id);
        if (Truth.of(settings.value("run_once"))) {
            entries.enable(name, false);
        }
        return events;
    }

    /**
     * Does what a {@code manage_beacons} event asks for, and fires the event that says so.
     *
     * @param command {@code {func, [name], [beacon_data], [include_pillar], [include_opts]}} as Salt 3006 puts it on the bus
     * @return the data of the event that was fired; empty when none was
     */
    public synchronized Map<String, Object> manage(Map<String, Object> command) {
        return commands.obey(command)
                .map(reply -> {
                    bus.publish("/salt/minion/minion_" + reply.what() + "_complete", reply.data());
                    return reply.data();
                })
                .orElse(Map.of());
    }

    /** Closes every beacon; they are made anew at the next turn. For {@code saltutil.refresh_beacons}. */
    public synchronized void refresh() {
        watches.values().forEach(Watch::close);
        watches.clear();
    }

    @Override
    public void close() {
        refresh();
    }
}
