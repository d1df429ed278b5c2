package dev.brine.engine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.event.Tags;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code salt-call} does about the schedule and the beacons of a minion daemon that runs on the same host. */
@Timeout(180)
class CallerAndDaemonTest {
    @TempDir
    static Path temp;

    private static TestMaster master;
    private static TestMinion minion;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        master = TestMaster.in(temp.resolve("m")).option("auto_accept", true).start();
        TestMinion.Builder builder = TestMinion.of(master, temp.resolve("n"), "web1");
        minion = builder.start();
        master.await(Tags.minionStart("web1"));
        caller = Caller.open(builder.config(), List.of());
    }

    @AfterAll
    static void stop() {
        caller.close();
        minion.close();
        master.close();
    }

    private static Object call(String fun, Map<String, Object> kwargs, Object... args) {
        return caller.functions().value(List.of(args), kwargs, Call.local(fun, caller.functions()));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static Map<?, ?> schedule() {
        return map(call("schedule.list", Map.of("return_yaml", false)));
    }

    @Test
    void scheduleOfTheDaemonIsChangedAndKept() throws Exception {
        assertThat(map(call("schedule.add", Map.of("function", "test.ping", "seconds", 3600L), "hourly")))
                .isEqualTo(Map.of(
                        "comment",
                        "Added job: hourly to schedule.",
                        "result",
                        true,
                        "changes",
                        Map.of("hourly", "added")));
        assertThat(map(schedule().get("hourly")).get("seconds")).isEqualTo(3600L);
        assertThat(call("schedule.is_enabled", Map.of(), "hourly").toString()).contains("enabled=true");
        assertThat(map(call("schedule.disable_job", Map.of(), "hourly")).get("comment"))
                .isEqualTo("Disabled Job hourly in schedule.");
        assertThat(map(schedule().get("hourly")).get("enabled")).isEqualTo(false);
        assertThat(map(call("schedule.enable_job", Map.of(), "hourly")).get("result"))
                .isEqualTo(true);
        assertThat(map(call("schedule.modify", Map.of("function", "test.ping", "seconds", 60L), "hourly"))
                        .get("comment"))
                .isEqualTo("Modified job: hourly in schedule.");
        assertThat(map(schedule().get("hourly")).get("seconds")).isEqualTo(60L);
        // known once the schedule has looked at the clock
        assertThat(map(call("schedule.show_next_fire_time", Map.of(), "hourly")).get("result"))
                .isEqualTo(true);
        assertThat(map(call("schedule.postpone_job", Map.of(), "hourly", "2036-11-21T10:00:00", "2036-11-21T11:00:00"))
                        .get("result"))
                .isEqualTo(true);
        assertThat(map(call("schedule.job_status", Map.of(), "hourly")).get("function"))
                .isEqualTo("test.ping");
        assertThat(map(call("schedule.save", Map.of())).get("comment"))
                .asString()
                .startsWith("Schedule (non-pillar items) saved.");
        Path kept;
        try (Stream<Path> files = Files.walk(temp)) {
            kept = files.filter(file -> file.endsWith("_schedule.conf"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(kept).content().contains("hourly:").contains("function: test.ping");
        assertThat(map(call("schedule.disable", Map.of())).get("comment")).isEqualTo("Disabled schedule on minion.");
        assertThat(map(call("schedule.enable", Map.of())).get("comment")).isEqualTo("Enabled schedule on minion.");
        assertThat(map(call("schedule.delete", Map.of(), "hourly")).get("comment"))
                .isEqualTo("Deleted Job hourly from schedule.");
        assertThat(schedule().containsKey("hourly")).isFalse();
        assertThat(call("schedule.list", Map.of("show_all", true)).toString()).contains("__mine_interval");
    }

    @Test
    void beaconsOfTheDaemonAreChanged() {
        List<Object> data = List.of(Map.of("percent", "100%"), Map.of("interval", 3600L));
        assertThat(map(call("beacons.add", Map.of(), "memusage", data)).get("comment"))
                .isEqualTo("Added beacon: memusage.");
        assertThat(call("beacons.list", Map.of("return_yaml", false))).isEqualTo(Map.of("memusage", data));
        assertThat(map(call("beacons.add", Map.of(), "load", List.of(Map.of("interval", 1L)))))
                .isEqualTo(Map.of(
                        "comment",
                        "Beacon load configuration invalid, not adding.\nAverages configuration is required for load"
                                + " beacon.",
                        "result",
                        false));
        assertThat(map(call("beacons.disable_beacon", Map.of(), "memusage")).get("comment"))
                .isEqualTo("Disabled beacon memusage on minion.");
        assertThat(map(call("beacons.enable_beacon", Map.of(), "memusage")).get("comment"))
                .isEqualTo("Enabled beacon memusage on minion.");
        assertThat(map(call("beacons.modify", Map.of(), "memusage", List.of(Map.of("percent", "99%"))))
                        .get("comment"))
                .isEqualTo("Modified beacon: memusage.");
        assertThat(map(call("beacons.disable", Map.of())).get("comment")).isEqualTo("Disabled beacons on minion.");
        assertThat(map(call("beacons.enable", Map.of())).get("comment")).isEqualTo("Enabled beacons on minion.");
        assertThat(call("beacons.list_available", Map.of()).toString()).contains("- inotify\n");
        assertThat(map(call("beacons.delete", Map.of(), "memusage")).get("comment"))
                .isEqualTo("Deleted beacon: memusage.");
        assertThat(map(call("beacons.reset", Map.of())).get("comment")).isEqualTo("Beacon configuration reset.");
    }

    @Test
    void withoutADaemonItIsSaid() throws Exception {
        TestMinion.Builder other = TestMinion.of(master, temp.resolve("o"), "web9");
        try (Caller alone = Caller.open(other.config(), List.of())) {
            Object answer = alone.functions().value(List.of(), Map.of(), Call.local("beacons.list", alone.functions()));
            assertThat(map(answer).get("comment")).isEqualTo("Event module not available. Beacon list failed.");
        }
    }
}
