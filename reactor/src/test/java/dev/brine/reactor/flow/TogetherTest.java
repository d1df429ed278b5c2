package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import dev.brine.reactor.record.Try;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several keys of a policy at once: gathered, in sequence, rolling, limited, tried again and given up. */
class TogetherTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private final Fleet fleet = new Fleet("web1", "web2", "web3", "web4");
    private final List<Object> marks = new CopyOnWriteArrayList<>();

    @BeforeEach
    void files() throws IOException {
        write("one.sls", """
                highstate_{{ data['id'] }}:
                  local.state.apply:
                    - tgt: {{ data['id'] }}
                """);
        write("steps.sls", """
                1_first:
                  local.test.first:
                    - tgt: '*'
                    - order: 1
                2_mark:
                  runner.mark.it:
                    - value: {{ data['n'] }}
                    - order: 2
                3_last:
                  local.test.last:
                    - tgt: web1
                    - order: 3
                """);
        write("roll.sls", """
                roll:
                  local.pkg.upgrade:
                    - tgt: 'web*'
                    - batch: 2
                """);
        write("dead.sls", """
                dead:
                  runner.mark.it:
                    - value: "dead {{ reaction.reaction }}"
                """);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Bench bench(String file, Map<String, Object> keys) {
        Map<String, Object> entry = new LinkedHashMap<>(keys);
        entry.put("match", "start/*");
        return new Bench(
                directory,
                List.of(Map.of("start/*", directory.resolve(file).toString())),
                Map.of("reactor_policy", List.of(entry)),
                marks::add,
                clock,
                fleet);
    }

    private static void start(Bench bench, String... ids) {
        for (String id : ids) {
            bench.bus.publish(Event.of("start/" + id, Map.of("id", id, "n", 1L), Origin.minion(id)));
        }
    }

    private static List<String> ids(JobRequest job) {
        return ((List<?>) job.target().tgt()).stream().map(String::valueOf).toList();
    }

    private static void answerAll(Bench bench, JobRequest job, long retcode) {
        for (String id : ids(job)) {
            bench.answer(job, id, retcode);
        }
    }

    private static void fleetAnswers(Bench bench, JobRequest job, long retcode) {
        for (String id : List.of("web1", "web2", "web3", "web4")) {
            bench.answer(job, id, retcode);
        }
    }

    private static final Map<String, Object> TWO = Map.of("window", "1h", "max", 2L);
    private static final Map<String, Object> FOUR = Map.of("window", "1h", "max", 4L);

    @Test
    void gatheredJobRollsInBatches() throws Exception {
        try (Bench bench = bench("one.sls", Map.of("coalesce", FOUR, "batch", "3"))) {
            start(bench, "web1", "web2", "web3", "web4");
            JobRequest ping = bench.nextJob();
            assertThat(ping.fun()).isEqualTo("test.ping");
            assertThat(ids(ping)).containsExactlyInAnyOrder("web1", "web2", "web3", "web4");
            answerAll(bench, ping, 0);
            JobRequest three = bench.nextJob();
            assertThat(three.fun()).isEqualTo("state.apply");
            assertThat(ids(three)).hasSize(3);
            answerAll(bench, three, 0);
            JobRequest last = bench.nextJob();
            assertThat(ids(last)).hasSize(1);
            answerAll(bench, last, 0);
            bench.until(State.DONE, 1);
            bench.until(State.MERGED, 4);
            assertThat(bench.records.in(State.DONE).get(0).message()).isEqualTo("4 minions in 2 jobs");
        }
    }

    @Test
    void gatheredJobIsTriedAgainWithThoseThatFailedAlsoAfterARestart() throws Exception {
        Map<String, Object> keys = Map.of("coalesce", TWO, "retry", Map.of("tries", 2L, "backoff", "10m"));
        JobRequest first;
        try (Bench bench = bench("one.sls", keys)) {
            start(bench, "web1", "web2");
            first = bench.nextJob();
            assertThat(ids(first)).containsExactlyInAnyOrder("web1", "web2");
            bench.answer(first, "web1", 0);
            bench.answer(first, "web2", 1);
            bench.until(State.FAILED, 1);
        }
        clock.move(Duration.ofMinutes(11));
        try (Bench bench = bench("one.sls", keys)) {
            JobRequest second = bench.nextJob();
            assertThat(ids(second)).containsExactly("web2");
            bench.answer(second, "web2", 0);
            bench.until(State.DONE, 1);
            ReactionRecord merged = bench.records.in(State.DONE).get(0);
            assertThat(bench.records.read().tries(merged.number()))
                    .containsExactly(
                            new Try(first.jid(), State.FAILED, "failed on web2"),
                            new Try(second.jid(), State.DONE, "1 minions returned"));
        }
    }

    @Test
    void gatheredJobsWaitForEachOtherWhereSoManyMayBeInWork() throws Exception {
        try (Bench bench = bench("one.sls", Map.of("coalesce", TWO, "concurrency", 1L))) {
            start(bench, "web1", "web2", "web3", "web4");
            JobRequest first = bench.nextJob();
            bench.until(State.MERGED, 4);
            bench.until(State.QUEUED, 1);
            assertThat(bench.noJobIsLeft()).isTrue();
            answerAll(bench, first, 0);
            JobRequest second = bench.nextJob();
            List<String> all = new ArrayList<>(ids(first));
            all.addAll(ids(second));
            assertThat(all).containsExactlyInAnyOrder("web1", "web2", "web3", "web4");
            answerAll(bench, second, 0);
            bench.until(State.DONE, 2);
        }
    }

    @Test
    void rollingJobIsTriedAgainWithThoseThatFailedOnly() throws Exception {
        try (Bench bench = bench("roll.sls", Map.of("retry", Map.of("tries", 2L, "backoff", "10s")))) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 0);
            JobRequest two = bench.nextJob();
            String failed = ids(two).get(0);
            bench.answer(two, failed, 1);
            answerAll(bench, bench.nextJob(), 0);
            bench.answer(two, ids(two).get(1), 0);
            answerAll(bench, bench.nextJob(), 0);
            bench.until(State.FAILED, 1);
            clock.move(Duration.ofSeconds(10));
            JobRequest ping = bench.nextJob();
            assertThat(ids(ping)).containsExactly(failed);
            answerAll(bench, ping, 0);
            JobRequest again = bench.nextJob();
            assertThat(again.fun()).isEqualTo("pkg.upgrade");
            assertThat(ids(again)).containsExactly(failed);
            answerAll(bench, again, 0);
            bench.until(State.DONE, 1);
        }
    }

    @Test
    void rollingJobThatTakesTooLongBeginsNoMore() throws Exception {
        Map<String, Object> retry = Map.of("tries", 2L, "backoff", "1m", "timeout", "4s", "on", List.of("timeout"));
        try (Bench bench = bench("roll.sls", Map.of("retry", retry))) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 0);
            JobRequest two = bench.nextJob();
            bench.answer(two, ids(two).get(0), 0);
            JobRequest third = bench.nextJob();
            bench.awaitSeen();
            clock.move(Duration.ofSeconds(4));
            bench.until(State.FAILED, 1);
            answerAll(bench, third, 0);
            bench.awaitSeen();
            assertThat(bench.noJobIsLeft()).as("nobody else has his turn").isTrue();
            clock.move(Duration.ofMinutes(1));
            JobRequest ping = bench.nextJob();
            assertThat(ping.fun()).isEqualTo("test.ping");
            assertThat(ids(ping)).hasSize(3).doesNotContain(ids(two).get(0));
        }
    }

    @Test
    void stepThatIsTriedAgainHoldsUpTheRest() throws Exception {
        Map<String, Object> keys = Map.of("sequence", true, "retry", Map.of("tries", 2L, "backoff", "10s"));
        try (Bench bench = bench("steps.sls", keys)) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 1);
            bench.until(State.FAILED, 1);
            assertThat(bench.records.in(State.BEHIND)).hasSize(2);
            clock.move(Duration.ofSeconds(13));
            JobRequest again = bench.nextJob();
            assertThat(again.fun()).isEqualTo("test.first");
            fleetAnswers(bench, again, 0);
            JobRequest last = bench.nextJob();
            assertThat(last.fun()).isEqualTo("test.last");
            assertThat(marks).containsExactly(1L);
        }
    }

    @Test
    void stoppedSequenceGoesOnFromTheStepThatFailedWhenItIsRedriven() throws Exception {
        Map<String, Object> keys = Map.of(
                "sequence",
                true,
                "retry",
                Map.of("tries", 1L),
                "on_dead",
                directory.resolve("dead.sls").toString());
        try (Bench bench = bench("steps.sls", keys)) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 0);
            bench.answer(bench.nextJob(), "web1", 1);
            bench.until(State.DEAD, 1);
            Bench.until("on_dead has spoken", () -> marks.size() == 2);
            assertThat(marks.get(1)).asString().startsWith("dead 3_last");
        }
        try (Bench bench = bench("steps.sls", keys)) {
            bench.reactor.redrive(bench.records.in(State.DEAD));
            JobRequest again = bench.nextJob();
            assertThat(again.fun()).isEqualTo("test.last");
            bench.answer(again, "web1", 0);
            bench.until(State.DONE, 4);
            assertThat(bench.jobs).hasSize(1);
            assertThat(marks).hasSize(2);
        }
    }

    @Test
    void whatAFailedStepStoppedRunsBehindItWhenAnyOfThemIsRedriven() throws Exception {
        try (Bench bench = bench("steps.sls", Map.of("sequence", true))) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 1);
            bench.until(State.DEAD, 3);
            List<ReactionRecord> dead = bench.records.in(State.DEAD);
            bench.reactor.redrive(List.of(dead.get(2)));
            JobRequest first = bench.nextJob();
            assertThat(first.fun()).isEqualTo("test.first");
            bench.until(State.BEHIND, 2);
            assertThat(marks).isEmpty();
            fleetAnswers(bench, first, 0);
            assertThat(bench.nextJob().fun()).isEqualTo("test.last");
            assertThat(marks).containsExactly(1L);
        }
    }

    @Test
    void redrivenSequenceSurvivesTheEndOfTheProcess() throws Exception {
        Map<String, Object> keys = Map.of("sequence", true);
        JobRequest first;
        try (Bench bench = bench("steps.sls", keys)) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 1);
            bench.until(State.DEAD, 3);
            bench.reactor.redrive(bench.records.in(State.DEAD));
            first = bench.nextJob();
            bench.until(State.BEHIND, 2);
        }
        try (Bench bench = bench("steps.sls", keys)) {
            fleetAnswers(bench, first, 0);
            JobRequest last = bench.nextJob();
            assertThat(last.fun()).isEqualTo("test.last");
            assertThat(marks).containsExactly(1L);
            bench.answer(last, "web1", 0);
            bench.until(State.DONE, 3);
        }
    }

    @Test
    void tryThatWasOnRecordButNotOutWhenTheProcessWasKilledIsMadeOnce() throws Exception {
        Map<String, Object> keys = Map.of("retry", Map.of("tries", 3L, "timeout", "10m"));
        try (Bench bench = bench("one.sls", keys)) {
            start(bench, "web1");
            JobRequest first = bench.nextJob();
            bench.answer(first, "web1", 0);
            bench.until(State.DONE, 1);
            ReactionRecord done = bench.records.in(State.DONE).get(0);
            bench.records
                    .update(done.with(State.RUNNING, "20260101000000000001", ""))
                    .toCompletableFuture()
                    .join();
        }
        try (Bench bench = bench("one.sls", keys)) {
            JobRequest again = bench.nextJob();
            assertThat(again.jid()).isNotEqualTo("20260101000000000001");
            bench.answer(again, "web1", 0);
            bench.until(State.DONE, 1);
            assertThat(bench.jobs).hasSize(1);
        }
    }

    @Test
    void tryMustBeOverAtTheSameTimeAfterARestart() throws Exception {
        Map<String, Object> keys = Map.of("retry", Map.of("tries", 2L, "backoff", "1h", "timeout", "3s"));
        try (Bench bench = bench("one.sls", keys)) {
            start(bench, "web1");
            bench.nextJob();
            bench.until(State.RUNNING, 1);
        }
        clock.move(Duration.ofSeconds(2));
        try (Bench bench = bench("one.sls", keys)) {
            Bench.until("the job is in work again", () -> bench.reactor.followed() == 1);
            bench.awaitSeen();
            assertThat(bench.records.in(State.RUNNING)).hasSize(1);
            clock.move(Duration.ofSeconds(1));
            bench.until(State.FAILED, 1);
            assertThat(bench.records.in(State.FAILED).get(0).message())
                    .isEqualTo("no return of web1; took longer than 3s");
            assertThat(bench.noJobIsLeft()).isTrue();
        }
    }
}
