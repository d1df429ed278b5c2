package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateRunTest {
    @TempDir
    Path directory;

    @Test
    void longChainOfRequisitesRunsInItsOrder() throws Exception {
        StringBuilder sls = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            sls.append("s").append(i).append(":\n  test.nop:\n    - order: 1\n");
            if (i < 499) {
                sls.append("    - require:\n      - test: s").append(i + 1).append('\n');
            }
        }
        try (TestStatesMinion minion = minion(Map.of())) {
            Map<String, Map<String, Object>> results = minion.apply(sls.toString());
            assertThat(results.get("s499").get("__run_num__")).isEqualTo(0L);
            assertThat(results.get("s0").get("__run_num__")).isEqualTo(499L);
        }
    }

    @Test
    void retriesUntilTheResultIsRight() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            Map<String, Object> result = minion.apply("""
                    twice:
                      cmd.run:
                        - name: test -e @WORK@/mark || { touch @WORK@/mark; exit 1; }
                        - retry:
                            attempts: 3
                            interval: 0
                    """).get("twice");
            assertThat(result.get("result")).isEqualTo(true);
            assertThat(String.valueOf(result.get("comment"))).startsWith("Attempt 1: Returned a result of \"False\"");
        }
    }

    @Test
    void parallelStatesRunInTheirTurn() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            Map<String, Map<String, Object>> results =
                    minion.apply("a:\n  test.nop:\n    - parallel: True\nb:\n  test.nop:\n    - parallel: True\n");
            assertThat(results.get("b").get("__run_num__")).isEqualTo(1L);
        }
    }

    @Test
    void stateEventsTellOfEachState() throws Exception {
        try (TestStatesMinion minion = minion(Map.of("state_events", true));
                Subscription events = minion.bus().subscribe("salt/job/", 10)) {
            minion.apply("a:\n  test.nop: []\nb:\n  test.nop:\n    - require:\n      - test: a\n");
            List<String> tags = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Event event = events.next(Duration.ofSeconds(5)).orElseThrow();
                tags.add(event.tag());
                assertThat(event.data()).containsEntry("len", 2L).containsKey("ret");
            }
            assertThat(tags).containsExactly("salt/job//prog/web1/0", "salt/job//prog/web1/1");
        }
    }

    @Test
    void namedEventIsFiredForTheStateThatAsks() throws Exception {
        try (TestStatesMinion minion = minion(Map.of());
                Subscription events = minion.bus().subscribe("salt/state_result/", 10)) {
            minion.apply("a:\n  test.nop:\n    - fire_event: my/tag\nb:\n  test.nop: []\n");
            assertThat(events.next(Duration.ofSeconds(5)).orElseThrow().tag()).endsWith("/web1/my/tag");
            assertThat(events.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void secondRunIsRefusedWhileOneGoesOn() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            minion.file("case.sls", "a:\n  test.nop: []\n");
            Map<String, Object> publication = new LinkedHashMap<>();
            publication.put("fun", "state.highstate");
            publication.put("jid", "20260101120000000001");
            var job = minion.jobs().begin("20260101120000000001", publication);
            try {
                Outcome refused = minion.call("state.sls", List.of("case"), Map.of());
                assertThat(refused.retcode()).isEqualTo(1);
                assertThat(String.valueOf(refused.value()))
                        .contains("The function \"state.highstate\" is running as PID")
                        .contains("with jid 20260101120000000001");
                Outcome beside = minion.call("state.sls", List.of("case"), Map.of("concurrent", true));
                assertThat(beside.retcode()).isZero();
            } finally {
                minion.jobs().end(job);
            }
        }
    }

    @Test
    void pillarThatDidNotRenderStopsTheRun() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            minion.pillar().put("_errors", List.of("Rendering SLS 'x' failed"));
            minion.file("case.sls", "a:\n  test.nop: []\n");
            Outcome outcome = minion.call("state.sls", List.of("case"), Map.of());
            assertThat(outcome.retcode()).isEqualTo(5);
            assertThat(outcome.value())
                    .isEqualTo(List.of(
                            "Pillar failed to render with the following messages:", "Rendering SLS 'x' failed"));
        }
    }

    @Test
    void resultsAskForTheHighstateOutputter() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            minion.file("case.sls", "a:\n  test.fail_without_changes: []\n");
            Outcome outcome = minion.call("state.apply", List.of("case"), Map.of());
            assertThat(outcome.out()).isEqualTo("highstate");
            assertThat(outcome.retcode()).isEqualTo(2);
        }
    }

    @Test
    void failhardOptionOfTheMinionEndsTheRun() throws Exception {
        try (TestStatesMinion minion = minion(Map.of("failhard", true))) {
            assertThat(minion.apply("a:\n  test.fail_without_changes: []\nb:\n  test.nop: []\n"))
                    .containsOnlyKeys("a");
        }
    }

    @Test
    void anchorsShareNothingBetweenStates() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            Map<String, Map<String, Object>> results = minion.apply("""
                    a:
                      test.succeed_without_changes: &same
                        - comment: shared
                    b:
                      test.succeed_without_changes: *same
                    """);
            assertThat(results.get("b").get("comment")).isEqualTo("shared");
        }
    }

    @Test
    void eventIsSentToTheMaster() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            Map<String, Object> result = minion.apply("my/tag:\n  event.send:\n    - data:\n        k: v\n")
                    .get("my/tag");
            assertThat(result.get("result")).isEqualTo(true);
            assertThat(minion.fired()).hasSize(1);
            assertThat(minion.fired().get(0)).containsEntry("tag", "my/tag");
        }
    }

    @Test
    void faultOfAFunctionIsTheComment() throws Exception {
        try (TestStatesMinion minion = minion(Map.of())) {
            Map<String, Object> result =
                    minion.apply("a:\n  test.show_notification: []\n").get("a");
            assertThat(result.get("comment"))
                    .isEqualTo("An exception occurred in this state: Missing required argument text.");
        }
    }

    @Test
    void highstateReadsWhatTheTopFileMatchesByNodegroup() throws Exception {
        try (TestStatesMinion minion = minion(Map.of("nodegroups", Map.of("webs", "web*")))) {
            minion.file("top.sls", "base:\n  webs:\n    - match: nodegroup\n    - one\n")
                    .file("one.sls", "a: test.nop\n");
            Object value = minion.call("state.show_top", List.of(), Map.of()).value();
            assertThat(value).isEqualTo(Map.of("base", List.of("one")));
        }
    }

    private TestStatesMinion minion(Map<String, Object> options) throws IOException {
        Files.createDirectories(directory);
        return new TestStatesMinion(directory.toRealPath(), options);
    }
}
