package dev.brine.engine.beacons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loop: what is due, what is told, what changes. */
class BeaconsTest {
    private final Moved clock = new Moved();
    private final EventBus bus = new EventBus(clock, EventJournal.none());
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Object> pillar = new LinkedHashMap<>();
    private final Counter counter = new Counter();
    private boolean stateRuns;

    @Test
    void beaconWithoutIntervalLooksEachSecondAndItsDataIsNotWrapped() {
        Beacons beacons = beacons(Map.of("b", List.of(Map.of("beacon_module", "count"))));
        assertThat(beacons.tick())
                .isEqualTo(List.of(Map.of(
                        "tag",
                        "salt/beacon/web1/b/n",
                        "data",
                        Map.of("count", 1L, "id", "web1"),
                        "beacon_name",
                        "count")));
        assertThat(beacons.tick()).hasSize(1);
        assertThat(counter.configs.get(0)).contains(Map.of("_beacon_name", "b"));
    }

    @Test
    void intervalIsWaitedForAndMadeUpForOnceAfterASleep() {
        Beacons beacons = beacons(Map.of("count", List.of(Map.of("interval", 5L))));
        assertThat(ticks(beacons, 12)).isEqualTo(2);
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThat(ticks(beacons, 3)).isEqualTo(1);
        assertThat(counter.configs.get(0)).isEqualTo(List.of(Map.of("_beacon_name", "count")));
    }

    @Test
    void beaconRestsDuringAStateRun() {
        Beacons beacons = beacons(Map.of("count", List.of(Map.of("disable_during_state_run", true))));
        stateRuns = true;
        assertThat(ticks(beacons, 3)).isZero();
        stateRuns = false;
        assertThat(ticks(beacons, 3)).isEqualTo(3);
    }

    @Test
    void failingBeaconTellsOnceAndOthersGoOn() {
        counter.fails = true;
        Beacons beacons = beacons(Map.of("count", List.of(Map.of("a", 1L))));
        assertThat(beacons.tick()).hasSize(1);
        assertThat(beacons.tick()).isEmpty();
        counter.fails = false;
        assertThat(beacons.tick()).hasSize(1);
    }

    @Test
    void disabledBeaconsAndBadOnesDoNotLook() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("off", List.of(Map.of("beacon_module", "count"), Map.of("enabled", false)));
        config.put("map", Map.of("beacon_module", "count"));
        config.put("bad", List.of(Map.of("beacon_module", "count"), Map.of("bad", true)));
        config.put("unknown", List.of(Map.of("a", 1L)));
        assertThat(ticks(beacons(config), 3)).isZero();
    }

    @Test
    void pillarBeaconsRunAndAreNotChangedFromOutside() {
        pillar.put("beacons", Map.of("count", List.of(Map.of("a", 1L))));
        Beacons beacons = beacons(Map.of());
        assertThat(ticks(beacons, 1)).isEqualTo(1);
        assertThat(beacons.manage(Map.of("func", "delete", "name", "count")))
                .containsEntry("complete", false)
                .containsEntry("comment", "Cannot delete beacon item count, it is configured in pillar.");
        pillar.remove("beacons");
        assertThat(ticks(beacons, 1)).isZero();
        assertThat(counter.closed).isEqualTo(1);
    }

    @Test
    void changesTakeEffectAndAreTold() {
        Beacons beacons = beacons(Map.of());
        beacons.manage(Map.of("func", "add", "name", "count", "beacon_data", List.of(Map.of("a", 1L))));
        assertThat(ticks(beacons, 1)).isEqualTo(1);
        beacons.manage(Map.of("func", "disable_beacon", "name", "count"));
        assertThat(ticks(beacons, 1)).isZero();
        beacons.manage(Map.of("func", "enable_beacon", "name", "count"));
        assertThat(ticks(beacons, 1)).isEqualTo(1);
        beacons.manage(Map.of("func", "disable"));
        assertThat(ticks(beacons, 1)).isZero();
        beacons.manage(Map.of("func", "reset"));
        assertThat(events)
                .extracting(Event::tag)
                .containsExactly(
                        "/salt/minion/minion_beacon_add_complete",
                        "/salt/minion/minion_beacon_disabled_complete",
                        "/salt/minion/minion_beacon_enabled_complete",
                        "/salt/minion/minion_beacons_disabled_complete",
                        "/salt/minion/minion_beacon_reset_complete");
        assertThat(events.get(0).data()).containsEntry("comment", "Added new beacon item: count");
    }

    @Test
    void beaconThatRunsOnceIsDisabledAfterwards() {
        Beacons beacons = beacons(Map.of("count", List.of(Map.of("run_once", true))));
        assertThat(ticks(beacons, 4)).isEqualTo(1);
    }

    private int ticks(Beacons beacons, int times) {
        int told = 0;
        for (int i = 0; i < times; i++) {
            told += beacons.tick().size();
            clock.now = clock.now.plusSeconds(1);
        }
        return told;
    }

    private Beacons beacons(Map<String, Object> config) {
        bus.tap(event -> events.add(event));
        BeaconCatalog catalog = new BeaconCatalog() {
            @Override
            public Set<String> names() {
                return Set.of("count");
            }

            @Override
            public Beacon create(String module) {
                return module.equals("count") ? counter : null;
            }
        };
        return new Beacons("web1", config, () -> pillar, List.of(catalog), () -> stateRuns, bus, clock);
    }

    /** Tells how often it has looked. */
    private static final class Counter implements Beacon {
        private final List<List<Object>> configs = new ArrayList<>();
        private boolean fails;
        private int closed;

        @Override
        public Validity validate(List<Object> config) {
            return BeaconSettings.of(config).flag("bad", false) ? Validity.bad("it is bad") : Validity.OK;
        }

        @Override
        public List<Map<String, Object>> poll(List<Object> config) throws IOException {
            if (fails) {
                throw new IOException("broken");
            }
            configs.add(config);
            return List.of(Map.of("tag", "n", "count", (long) configs.size()));
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static final class Moved extends Clock {
        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
