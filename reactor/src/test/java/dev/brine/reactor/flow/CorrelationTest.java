package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Subscription;
import dev.brine.reactor.window.WindowEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that answer several events, or one that did not come. */
class CorrelationTest {
    private static final List<Object> JOIN = List.of(Map.of(
            "match", "ready", "join", Map.of("all", List.of("a/*", "b/*"), "by", List.of("id"), "within", "5m")));
    private static final List<Object> HEARTBEAT = List.of(Map.of(
            "match",
            "silent",
            "absent",
            Map.of("after", "beat/*", "expect", "beat/*", "by", List.of("id"), "within", "1m")));

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(directory.resolve("both.sls"), """
                both:
                  local.test.echo:
                    - tgt: {{ data['id'] }}
                    - arg: [{{ joined['a/*']['n'] }}, {{ joined['b/*']['n'] }}, {{ tag }}]
                """);
        Files.writeString(directory.resolve("silent.sls"), """
                silent:
                  local.test.echo:
                    - tgt: {{ data['id'] }}
                    - arg: [{{ data['n'] }}, {{ absent['expect'] }}, {{ absent['within'] }}]
                """);
    }

    private Bench bench(Object policy) {
        return new Bench(
                directory,
                List.of(Map.of("ready", directory + "/both.sls"), Map.of("silent", directory + "/silent.sls")),
                Map.of("reactor_policy", policy),
                mark -> {},
                clock,
                new Fleet());
    }

    private static void fire(Bench bench, String tag, String id, long n) {
        bench.bus.publish(Event.of(tag, Map.of("id", id, "n", n), Origin.minion(id)));
    }

    private static List<List<Object>> echoes(Bench bench) {
        return bench.jobs.stream().map(job -> job.arg()).toList();
    }

    @Test
    void ruleAnswersWhenAllEventsOfOneKeyHaveCome() throws Exception {
        try (Bench bench = bench(JOIN)) {
            fire(bench, "a/x", "web1", 1);
            fire(bench, "b/x", "web2", 2);
            fire(bench, "ready", "web1", 3);
            bench.awaitIdle();
            assertThat(bench.jobs).isEmpty();
            fire(bench, "b/y", "web1", 4);
            bench.awaitIdle();
            assertThat(echoes(bench)).containsExactly(List.of(1L, 4L, "b/y"));
            fire(bench, "b/z", "web1", 5);
            bench.awaitIdle();
            assertThat(bench.jobs).as("the first half was used up").hasSize(1);
            fire(bench, "a/z", "web1", 6);
            bench.awaitIdle();
            assertThat(echoes(bench)).containsExactly(List.of(1L, 4L, "b/y"), List.of(6L, 5L, "a/z"));
        }
    }

    @Test
    void eventsThatLieTooFarApartAreNotJoined() throws Exception {
        try (Bench bench = bench(JOIN)) {
            fire(bench, "a/x", "web1", 1);
            clock.move(Duration.ofMinutes(6));
            fire(bench, "b/x", "web1", 2);
            bench.awaitIdle();
            assertThat(bench.jobs).isEmpty();
            clock.move(Duration.ofMinutes(4));
            fire(bench, "a/x", "web1", 3);
            bench.awaitIdle();
            assertThat(echoes(bench)).containsExactly(List.of(3L, 2L, "a/x"));
        }
    }

    @Test
    void whatWasSeenOfAJoinCountsAfterARestartAndItsEndIsAnsweredOnce() throws Exception {
        try (Bench bench = bench(JOIN)) {
            fire(bench, "a/x", "web1", 1);
            bench.awaitIdle();
        }
        try (Bench bench = bench(JOIN)) {
            assertThat(bench.jobs).isEmpty();
            fire(bench, "b/x", "web1", 2);
            bench.awaitIdle();
            assertThat(echoes(bench)).containsExactly(List.of(1L, 2L, "b/x"));
        }
        try (Bench bench = bench(JOIN)) {
            fire(bench, "b/x", "web1", 3);
            bench.awaitIdle();
            assertThat(bench.jobs).as("nothing is left of it").isEmpty();
        }
    }

    @Test
    void halvesThatCameWhileNobodyReactedAreJoinedAtTheNextStart() throws Exception {
        try (Bench bench = bench(JOIN)) {
            fire(bench, "a/x", "web1", 1);
            bench.awaitIdle();
            bench.reactor.close();
            fire(bench, "b/x", "web1", 2);
        }
        try (Bench bench = bench(JOIN)) {
            bench.awaitIdle();
            assertThat(echoes(bench)).containsExactly(List.of(1L, 2L, "b/x"));
        }
    }

    @Test
    void missingEventIsAnsweredWhenItsTimeIsOver() throws Exception {
        try (Bench bench = bench(HEARTBEAT);
                Subscription told = bench.bus.subscribe(WindowEvent.ABSENT_TAG, 10)) {
            fire(bench, "beat/x", "web1", 1);
            fire(bench, "beat/x", "web2", 2);
            clock.move(Duration.ofSeconds(40));
            fire(bench, "beat/x", "web1", 3);
            bench.awaitIdle();
            assertThat(String.valueOf(bench.reactor.windows()))
                    .contains("waiting_for=[beat/*]")
                    .contains("until=2026-01-01T00:01:40Z");
            clock.move(Duration.ofSeconds(30));
            assertThat(told.next(Bench.PATIENCE).orElseThrow().data())
                    .containsEntry("key", "web2")
                    .containsEntry("events", List.of(2L));
            bench.awaitIdle();
            assertThat(echoes(bench)).containsExactly(List.of(2L, "beat/*", 60L));
        }
    }

    @Test
    void timeThatRanOutWhileTheMasterWasDownIsOverAtTheNextStart() throws Exception {
        try (Bench bench = bench(HEARTBEAT)) {
            fire(bench, "beat/x", "web1", 1);
            fire(bench, "beat/x", "web2", 2);
            bench.awaitIdle();
            bench.reactor.close();
            clock.move(Duration.ofSeconds(50));
            fire(bench, "beat/x", "web2", 3);
        }
        clock.move(Duration.ofSeconds(30));
        try (Bench bench = bench(HEARTBEAT)) {
            while (bench.jobs.isEmpty()) {
                bench.awaitIdle();
            }
            assertThat(echoes(bench)).as("web2 was heard in time").containsExactly(List.of(1L, "beat/*", 60L));
        }
        try (Bench bench = bench(HEARTBEAT)) {
            bench.awaitIdle();
            assertThat(bench.jobs).as("nothing is told twice").isEmpty();
        }
    }

    @Test
    void eventThatComesTooLateDoesNotHideThatItWasMissing() throws Exception {
        try (Bench bench = bench(HEARTBEAT)) {
            fire(bench, "beat/x", "web1", 1);
            bench.awaitIdle();
            bench.reactor.close();
            clock.move(Duration.ofSeconds(90));
            fire(bench, "beat/x", "web1", 2);
        }
        try (Bench bench = bench(HEARTBEAT)) {
            while (bench.jobs.isEmpty()) {
                bench.awaitIdle();
            }
            assertThat(echoes(bench)).containsExactly(List.of(1L, "beat/*", 60L));
        }
    }

    @Test
    void strangerCannotEndAWindow() throws Exception {
        try (Bench bench = bench(JOIN)) {
            bench.bus.publish(Event.of(
                    WindowEvent.JOINED_TAG,
                    Map.of("rule", "ready", "window", "x", "tag", "a/x", "data", Map.of("id", "web1")),
                    Origin.minion("web9")));
            bench.awaitIdle();
            assertThat(bench.jobs).isEmpty();
        }
    }
}
