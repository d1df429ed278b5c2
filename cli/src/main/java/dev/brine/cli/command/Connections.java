package dev.brine.cli.command;

import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.RunnerCall;
import dev.brine.engine.client.JobCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out which silent minions are not even connected, by asking the master.
 *
 * <p>Salt 3006: a minion is called not connected when the master knows its data, sees connections, and none of them is the
 * minion's; in doubt it is one that did not respond.
 */
final class Connections {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MasterDoor door;
    private final JobCollector.Source events;

    Connections(MasterDoor door, JobCollector.Source events) {
        this.door = door;
        this.events = events;
    }

    Set<String> disconnected(Collection<String> silent) throws InterruptedException {
        RunnerCall present = RunnerCall.start(door, "manage.present", List.of(), Map.of());
        if (!(present.await(events, PATIENCE).orElse(Map.of()).get("return") instanceof List<?> connected)
                || connected.isEmpty()) {
            return Set.of();
        }
        Set<String> absent = new TreeSet<>(silent);
        connected.forEach(absent::remove);
        if (absent.isEmpty()) {
            return absent;
        }
        RunnerCall cached = RunnerCall.start(
                door, "cache.grains", List.of(), Map.of("tgt", new ArrayList<>(absent), "tgt_type", "list"));
        Object known = cached.await(events, PATIENCE).orElse(Map.of()).get("return");
        absent.removeIf(id ->
                !(known instanceof Map<?, ?> map && map.get(id) instanceof Map<?, ?> grains && !grains.isEmpty()));
        return absent;
    }
}
