package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.policy.LateEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often rules answer, by a clock that is moved, over restarts of the reactor. */
class ThrottleTest {
    @TempDir
    Path directory;

    private final List<Object> marks = new CopyOnWriteArrayList<>();
    private final HandClock clock = new HandClock();
    private String sls = "";

    @BeforeEach
    void files() throws IOException {
        sls = Files.writeString(directory.resolve("mark.sls"), """
                mark:
                  runner.mark.it:
                    - value: "{{ data['n'] }}{% if throttle is defined %} of {{ throttle.count }}{% endif %}"
                """).toString();
    }

    private Bench bench(Map<String, Object> throttle) {
        return bench(Map.of("match", "a", "name", "p", "throttle", throttle), List.of(Map.of("a", sls)));
    }

    private Bench bench(Map<String, Object> policy, List<Object> rules) {
        return new Bench(directory, rules, Map.of("reactor_policy", List.of(policy)), marks::add, clock, new Fleet());
    }

    private static void fire(Bench bench, String id, long n) {
        bench.bus.publish(Event.of("a", Map.of("id", id, "n", n), Origin.minion(id)));
    }

    @Test
    void onceWithinIsRememberedOverARestart() throws Exception {
        Map<String, Object> throttle = Map.of("once_within", "10m", "by", "id");
        try (Bench bench = bench(throttle)) {
            fire(bench, "web1", 1);
            fire(bench, "web2", 2);
            fire(bench, "web1", 3);
            bench.awaitIdle();
        }
        clock.move(Duration.ofMinutes(9));
        try (Bench bench = bench(throttle)) {
            fire(bench, "web1", 4);
            bench.awaitIdle();
            clock.move(Duration.ofMinutes(1));
            fire(bench, "web1", 5);
            bench.awaitIdle();
            assertThat(marks).containsExactlyInAnyOrder("1", "2", "5");
            assertThat(bench.reactor.counters().held()).singleElement().satisfies(held -> {
                assertThat(held.policy()).isEqualTo("p");
                assertThat(held.gate()).isEqualTo("throttle");
                assertThat(held.reason()).contains("answered within 10m already, at 2026-01-01T00:00:00Z");
            });
            Bench.until(
                    "both are counted",
                    () -> bench.records.read().held().stream().anyMatch(held -> held.count() == 2));
        }
    }

    @Test
    void rulesOfOneEventShareOneAnswerOfThePolicy() throws Exception {
        Map<String, Object> policy = Map.of("match", "a", "throttle", Map.of("once_within", "10m"));
        try (Bench bench = bench(policy, List.of(Map.of("a", sls), Map.of("a*", write("other.sls"))))) {
            fire(bench, "web1", 1);
            fire(bench, "web1", 2);
            bench.awaitIdle();
            assertThat(marks).containsExactlyInAnyOrder("1", "other");
        }
    }

    private String write(String name) throws IOException {
        return Files.writeString(directory.resolve(name), "other:\n  runner.mark.it:\n    - value: other\n")
                .toString();
    }

    @Test
    void onceAfterAnswersTheLastEventWhenTheTimeIsOver() throws Exception {
        try (Bench bench = bench(Map.of("once_after", "5m"))) {
            fire(bench, "web1", 1);
            clock.move(Duration.ofMinutes(4));
            fire(bench, "web1", 2);
            bench.awaitIdle();
            assertThat(marks).isEmpty();
            try (var late = bench.bus.subscribe(LateEvent.TAG, 10)) {
                clock.move(Duration.ofMinutes(1));
                assertThat(late.next(Bench.PATIENCE)).isPresent();
            }
            bench.awaitIdle();
            assertThat(marks).containsExactly("2 of 2");
            fire(bench, "web1", 3);
            bench.awaitIdle();
            assertThat(marks).as("a new window has begun").hasSize(1);
        }
    }

    @Test
    void whatIsCollectedIsAnsweredAfterARestart() throws Exception {
        Map<String, Object> throttle = Map.of("once_after", "5m", "by", "id");
        try (Bench bench = bench(throttle)) {
            fire(bench, "web1", 1);
            fire(bench, "web1", 2);
            fire(bench, "web2", 3);
            bench.awaitIdle();
        }
        clock.move(Duration.ofHours(1));
        try (Bench bench = bench(throttle)) {
            Bench.until("both windows end", () -> marks.size() == 2);
            bench.awaitIdle();
        }
        try (Bench bench = bench(throttle)) {
            bench.awaitIdle();
            assertThat(marks).as("and only once").containsExactlyInAnyOrder("2 of 2", "3 of 1");
        }
    }

    @Test
    void thresholdIsReachedByEventsBeforeAndAfterARestart() throws Exception {
        Map<String, Object> throttle = Map.of("accumulate_within", "1m", "threshold", 3L);
        try (Bench bench = bench(throttle)) {
            fire(bench, "web1", 1);
            clock.move(Duration.ofSeconds(50));
            fire(bench, "web1", 2);
            bench.awaitIdle();
        }
        clock.move(Duration.ofSeconds(20));
        try (Bench bench = bench(throttle)) {
            fire(bench, "web1", 3);
            bench.awaitIdle();
            assertThat(marks).as("the first is too old to count").isEmpty();
            fire(bench, "web1", 4);
            fire(bench, "web1", 5);
            bench.awaitIdle();
            assertThat(marks).as("counting has begun again").containsExactly("4 of 3");
        }
    }

    @Test
    void eventOutsideTheTimesOfARuleIsOnRecordAndNotAnswered() throws Exception {
        Map<String, Object> policy =
                Map.of("match", "a", "name", "office", "active", Map.of("times", "Mon-Fri 08-18", "tz", "UTC"));
        try (Bench bench = bench(policy, List.of(Map.of("a", sls)))) {
            fire(bench, "web1", 1);
            bench.awaitIdle();
            clock.move(Duration.ofHours(8));
            fire(bench, "web1", 2);
            bench.awaitIdle();
            assertThat(marks).containsExactly("2");
            assertThat(bench.records.read().firings("ORDER BY event").get(0).note())
                    .isEqualTo(
                            "policy 'office': active: outside its window: it is Thu 00:00 (UTC), active Mon-Fri 08-18");
        }
    }

    @Test
    void policyOfAFileLeavesTheRulesOtherFilesAlone() throws Exception {
        Map<String, Object> policy = Map.of("sls", "mark.sls", "throttle", Map.of("once_within", "1h"));
        try (Bench bench = bench(policy, List.of(Map.of("a", List.of(sls, write("other.sls")))))) {
            fire(bench, "web1", 1);
            fire(bench, "web1", 2);
            bench.awaitIdle();
            assertThat(marks).containsExactlyInAnyOrder("1", "other", "other");
        }
    }
}
