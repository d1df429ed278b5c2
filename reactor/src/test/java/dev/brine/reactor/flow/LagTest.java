package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Subscription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How late reactions are, and when that is told. */
class LagTest {
    private static final Duration THRESHOLD = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private final Fleet fleet = new Fleet();
    private final CountDownLatch free = new CountDownLatch(1);

    /** What is told when the oldest has, second by second, these ages. */
    private static List<String> told(long... ages) {
        Lag lag = new Lag(THRESHOLD);
        List<String> told = new ArrayList<>();
        for (int second = 0; second < ages.length; second++) {
            long now = 1_000_000L + second * 1_000L;
            Lag.Oldest oldest = ages[second] < 0 ? null : new Lag.Oldest(now - ages[second] * 1_000, "a", "a*");
            int at = second;
            lag.look(now, oldest).ifPresent(change -> told.add(at + (change.late() ? " late" : " over")));
        }
        return told;
    }

    @Test
    void whatStaysBelowTheThresholdIsNotTold() {
        assertThat(told(-1, 0, 9, 8, 9, -1)).isEmpty();
    }

    @Test
    void goingUpAndDownAroundTheThresholdIsToldOnce() {
        assertThat(told(9, 10, 9, 10, 6, 11, 4, 12, 5, 10)).containsExactly("1 late");
    }

    @Test
    void itIsOverWhenItWasCalmForAsLongAsTheThreshold() {
        long[] ages = new long[30];
        ages[0] = 10;
        ages[5] = 6;
        assertThat(told(ages)).containsExactly("0 late", "16 over");
    }

    @Test
    void thresholdOfZeroTellsNothing() {
        Lag lag = new Lag(Duration.ZERO);
        assertThat(lag.look(5_000, new Lag.Oldest(0, "a", "a*"))).isEmpty();
        assertThat(lag.shown()).containsEntry("seconds", 5.0).containsEntry("worst", 5.0);
    }

    private Bench bench(String sls) throws Exception {
        Path file = Files.writeString(directory.resolve("it.sls"), sls);
        return new Bench(
                directory,
                List.of(Map.of("a/*", file.toString())),
                Map.of("reactor_worker_threads", 2L),
                value -> hold(),
                clock,
                fleet);
    }

    private void hold() {
        try {
            free.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lateThenOver(Bench bench) throws Exception {
        try (Subscription told = bench.bus.subscribe("salt/reactor/lag", 10)) {
            for (long n = 0; n < 6; n++) {
                bench.bus.publish(Event.of("a/" + n, Map.of("n", n), Origin.LOCAL));
            }
            bench.awaitMeasured(lag -> lag.get("rule") != null);
            clock.move(Duration.ofSeconds(9));
            bench.awaitMeasured(lag -> lag.get("seconds").equals(9.0));
            clock.move(Duration.ofSeconds(3));
            Event late = told.next(Bench.PATIENCE).orElseThrow();
            assertThat(late.data())
                    .containsEntry("late", true)
                    .containsEntry("lag", 12.0)
                    .containsEntry("rule", "a/*");
            clock.move(Duration.ofSeconds(60));
            bench.awaitMeasured(lag -> lag.get("seconds").equals(72.0));

            free.countDown();
            bench.awaitIdle();
            bench.awaitMeasured(lag -> lag.get("seconds").equals(0.0));
            assertThat(bench.reactor.lag()).containsEntry("late", true).containsEntry("worst", 72.0);
            clock.move(Duration.ofSeconds(11));
            Event over = told.next(Bench.PATIENCE).orElseThrow();
            assertThat(over.data()).containsEntry("late", false);
            assertThat(bench.reactor.lag()).containsEntry("late", false);
            assertThat(told.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void callsThatWaitForTheirTurnAreMeasured() throws Exception {
        try (Bench bench = bench("it:\n  runner.mark.it:\n    - value: {{ data['n'] }}\n")) {
            lateThenOver(bench);
        }
    }

    @Test
    void eventsThatWaitForAWorkerAreMeasured() throws Exception {
        try (Bench bench = bench("it:\n  local.test.ping:\n    - tgt: web1\n")) {
            fleet.beforeJobs = this::hold;
            lateThenOver(bench);
            assertThat(bench.jobs).hasSize(6);
        }
    }

    @Test
    void whatAnEarlierProcessLeftCountsFromWhenItWasFired() throws Exception {
        try (Bench bench = bench("it:\n  local.test.ping:\n    - tgt: web1\n")) {
            bench.awaitIdle();
            bench.reactor.close();
            for (int n = 0; n < 6; n++) {
                bench.bus
                        .publish(Event.of("a/" + n, Map.of(), Origin.LOCAL))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            }
        }
        clock.move(Duration.ofHours(1));
        fleet.beforeJobs = this::hold;
        try (Bench bench = bench("it:\n  local.test.ping:\n    - tgt: web1\n")) {
            bench.awaitMeasured(lag -> lag.get("late").equals(true));
            free.countDown();
            bench.awaitIdle();
        }
    }
}
