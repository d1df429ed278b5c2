package dev.brine.engine.minion;

import dev.brine.engine.event.Event;
import dev.brine.engine.modules.MinionActions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on the minion's own bus that ask the minion for something (Salt 3006: {@code Minion.handle_event}).
 *
 * <pre>
 * fire_master        {data, tag, events, pretag}: an event for the master
 * pillar_refresh     compile the pillar anew
 * grains_refresh     gather the grains, then compile the pillar
 * manage_schedule    look at or change the schedule; answered by an event
 * manage_beacons     look at or change the beacons; answered by an event
 * beacons_refresh    make the beacons anew
 * module_refresh     make returners and beacons anew
 * </pre>
 *
 * A tap of the bus: it hands the work on and returns at once.
 */
final class BusCommands implements Consumer<Event> {
    private static final Logger log = LoggerFactory.getLogger(BusCommands.class);

    private final MinionActions actions;
    private final Executor work;

    BusCommands(MinionActions actions, Executor work) {
        this.actions = actions;
        this.work = work;
    }

    @Override
    public void accept(Event event) {
        String tag = event.tag();
        if (tag.startsWith("fire_master")) {
            work.execute(() -> forward(event.data()));
        } else if (tag.startsWith("pillar_refresh")) {
            work.execute(
                    () -> actions.refreshPillar(Boolean.TRUE.equals(event.data().get("clean_cache"))));
        } else if (tag.startsWith("grains_refresh")) {
            work.execute(() -> {
                actions.refreshGrains();
                actions.refreshPillar(false);
            });
        } else if (tag.startsWith("manage_schedule")) {
            work.execute(() -> actions.schedule(event.data()));
        } else if (tag.startsWith("manage_beacons")) {
            work.execute(() -> actions.beacons(event.data()));
        } else if (tag.startsWith("beacons_refresh")) {
            work.execute(actions::refreshBeacons);
        } else if (tag.startsWith("module_refresh")) {
            work.execute(actions::refreshModules);
        }
    }

    private void forward(Map<String, Object> asked) {
        if (asked.get("events") instanceof List<?> events && !events.isEmpty()) {
            Object pretag = asked.get("pretag");
            actions.fireMaster(new ArrayList<>(events), pretag == null ? "" : pretag.toString());
        } else if (asked.get("tag") instanceof String tag && !tag.isEmpty()) {
            Map<String, Object> data = new LinkedHashMap<>();
            if (asked.get("data") instanceof Map<?, ?> map) {
                map.forEach((key, value) -> data.put(String.valueOf(key), value));
            }
            actions.fireMaster(data, tag);
        } else {
            log.warn(
                    "fire_master on the minion's bus names neither tag nor events, so nothing is fired: {}",
                    asked.keySet());
        }
    }
}
