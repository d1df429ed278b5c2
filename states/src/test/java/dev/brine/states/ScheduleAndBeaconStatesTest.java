package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The minion's schedule and beacons as states have them; comments are those of Salt 3006. */
class ScheduleAndBeaconStatesTest {
    @TempDir
    Path directory;

    private TestStatesMinion minion;

    @BeforeEach
    void start() throws IOException {
        minion = new TestStatesMinion(directory.toRealPath());
    }

    @AfterEach
    void stop() {
        minion.close();
    }

    private Map<String, Object> one(String state, Map<String, Object> kwargs) throws IOException {
        return minion.apply("a:\n" + state.indent(2), kwargs).get("a");
    }

    private Map<String, Object> one(String state) throws IOException {
        return one(state, Map.of());
    }

    private static final String JOB = """
            schedule.present:
              - name: job1
              - function: test.ping
              - seconds: 3600
            """;

    private String schedule() {
        return minion.call("schedule.list", List.of(), Map.of()).value().toString();
    }

    @Test
    void jobIsAddedChangedSwitchedAndRemoved() throws IOException {
        assertThat(one(JOB))
                .containsEntry("result", true)
                .containsEntry("comment", "Adding new job job1 to schedule")
                .containsEntry("changes", Map.of("job1", "added"));
        assertThat(schedule()).contains("job1:").contains("seconds: 3600");
        assertThat(one(JOB))
                .containsEntry("comment", "Job job1 in correct state")
                .containsEntry("changes", Map.of());
        assertThat(one(JOB.replace("3600", "60"))).containsEntry("comment", "Modifying job job1 in schedule");
        assertThat(schedule()).contains("seconds: 60");
        assertThat(one("schedule.disabled:\n  - name: job1\n"))
                .containsEntry("result", true)
                .containsEntry("comment", "Disabled job job1 from schedule");
        assertThat(schedule()).contains("enabled: false");
        assertThat(one("schedule.enabled:\n  - name: job1\n"))
                .containsEntry("comment", "Enabled job job1 from schedule");
        assertThat(one("schedule.absent:\n  - name: job1\n"))
                .containsEntry("comment", "Removed job job1 from schedule")
                .containsEntry("changes", Map.of("job1", "removed"));
        assertThat(one("schedule.absent:\n  - name: job1\n"))
                .containsEntry("comment", "Job job1 not present in schedule")
                .containsEntry("changes", Map.of());
    }

    @Test
    void testRunLeavesTheScheduleAsItIs() throws IOException {
        assertThat(one(JOB, Map.of("test", true)))
                .containsEntry("comment", "Job: job1 would be added to schedule.")
                .containsEntry("changes", Map.of());
        assertThat(schedule()).doesNotContain("job1");
    }

    @Test
    void jobThatCannotBeIsAFailure() throws IOException {
        assertThat(
                        one(
                                "schedule.present:\n  - name: job1\n  - function: test.ping\n  - seconds: 1\n  - cron: '* * * * *'\n"))
                .containsEntry("result", false);
    }

    private static final String BEACON = """
            beacon.present:
              - name: memusage
              - percent: 90%
              - interval: 60
            """;

    private String beacons() {
        return minion.call("beacons.list", List.of(), Map.of()).value().toString();
    }

    @Test
    void beaconIsAddedChangedSwitchedAndRemoved() throws IOException {
        assertThat(one(BEACON)).containsEntry("result", true).containsEntry("comment", "Adding memusage to beacons");
        assertThat(beacons()).contains("memusage:").contains("percent: 90%");
        assertThat(one(BEACON)).containsEntry("comment", "Job memusage in correct state");
        assertThat(one(BEACON.replace("90", "80"))).containsEntry("comment", "Modifying memusage in beacons");
        assertThat(beacons()).contains("percent: 80%");
        assertThat(one("beacon.disabled:\n  - name: memusage\n")).containsEntry("comment", "Disabled beacon memusage.");
        assertThat(one("beacon.enabled:\n  - name: memusage\n"))
                .containsEntry("comment", "Enabled memusage from beacons");
        assertThat(one("beacon.absent:\n  - name: memusage\n"))
                .containsEntry("comment", "Removed memusage from beacons");
        assertThat(one("beacon.absent:\n  - name: memusage\n"))
                .containsEntry("comment", "memusage not configured in beacons");
    }

    @Test
    void beaconOfABadConfigurationIsAFailure() throws IOException {
        assertThat(one("beacon.present:\n  - name: load\n  - interval: 60\n"))
                .containsEntry("result", false)
                .containsEntry(
                        "comment",
                        "Beacon load configuration invalid, not adding.\nAverages configuration is required for load"
                                + " beacon.");
    }
}
