package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reactions that a policy follows to their end, by a clock that is moved, over restarts of the reactor. */
class FollowTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private final Fleet fleet = new Fleet();
    private final BlockingQueue<Object> marks = new LinkedBlockingQueue<>();
    private String job = "";
    private String call = "";

    @BeforeEach
    void files() throws IOException {
        job = write("job.sls", """
                ping:
                  local.test.ping:
                    - tgt: {{ data['tgt'] }}
                    - tgt_type: list
                """);
        call = write("call.sls", """
                mark:
                  runner.mark.it:
                    - value: {{ data['n'] }}
                """);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private Bench bench(String sls, Map<String, Object> keys) {
        Map<String, Object> policy = new LinkedHashMap<>(keys);
        policy.put("match", "a");
        policy.put("name", "p");
        List<Object> rules = List.of(Map.of("a", sls), Map.of("free", call));
        return new Bench(directory, rules, Map.of("reactor_policy", List.of(policy)), marks::add, clock, fleet);
    }

    private static void fire(Bench bench, String tag, String id, long n) {
        bench.bus.publish(Event.of(tag, Map.of("id", id, "tgt", List.of(id), "n", n), Origin.minion(id)));
    }

    private Object mark() throws InterruptedException {
        Object mark = marks.poll(Bench.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(mark).as("nothing was called").isNotNull();
        return mark;
    }

    @Test
    void jobsBeyondTheLimitWaitUntilReturnsAreIn() throws Exception {
        try (Bench bench = bench(job, Map.of("concurrency", Map.of("max", 2L)))) {
            for (long n = 1; n <= 5; n++) {
                fire(bench, "a", "m", n);
            }
            JobRequest first = bench.nextJob();
            bench.nextJob();
            fire(bench, "free", "other", 9);
            assertThat(mark()).as("nobody else is held up").isEqualTo(9L);
            bench.until(State.QUEUED, 3);
            assertThat(bench.noJobIsLeft()).isTrue();
            bench.answer(first, "m", 0);
            bench.nextJob();
            bench.until(State.DONE, 2);
            assertThat(bench.reactor.followed()).isEqualTo(2);
        }
    }

    @Test
    void waitingJobsAreTakenUpAfterARestartAndThoseThatAreOutStillCount() throws Exception {
        Map<String, Object> policy = Map.of("concurrency", Map.of("max", 1L));
        JobRequest first;
        try (Bench bench = bench(job, policy)) {
            for (long n = 1; n <= 3; n++) {
                fire(bench, "a", "m", n);
            }
            first = bench.nextJob();
            bench.until(State.QUEUED, 2);
        }
        try (Bench bench = bench(job, policy)) {
            Bench.until("the first job is in work again", () -> bench.reactor.followed() == 1);
            assertThat(bench.noJobIsLeft()).isTrue();
            bench.answer(first, "m", 0);
            bench.answer(bench.nextJob(), "m", 0);
            bench.answer(bench.nextJob(), "m", 0);
            bench.until(State.DONE, 3);
            assertThat(bench.jobs).hasSize(2);
        }
    }

    @Test
    void oneAtATimePerMinionLetsOtherMinionsPass() throws Exception {
        Map<String, Object> policy = Map.of("concurrency", Map.of("per", "id", "max_per", 1L));
        try (Bench bench = bench(job, policy)) {
            for (long n = 1; n <= 3; n++) {
                fire(bench, "a", "web1", n);
            }
            fire(bench, "a", "web2", 4);
            Map<String, JobRequest> out = new LinkedHashMap<>();
            for (int i = 0; i < 2; i++) {
                JobRequest next = bench.nextJob();
                out.put(ids(next).get(0), next);
            }
            assertThat(out).containsOnlyKeys("web1", "web2");
            bench.until(State.QUEUED, 2);
            bench.answer(java.util.Objects.requireNonNull(out.get("web1")), "web1", 0);
            assertThat(ids(bench.nextJob())).containsExactly("web1");
        }
    }

    private static List<String> ids(JobRequest request) {
        return ((List<?>) request.target().tgt()).stream().map(String::valueOf).toList();
    }

    @Test
    void failedMinionsAreTriedAgainAfterEverLongerPauses() throws Exception {
        Map<String, Object> policy = Map.of("retry", Map.of("tries", 3L, "backoff", "10s..5m"));
        try (Bench bench = bench(job, policy)) {
            bench.bus.publish(Event.of("a", Map.of("tgt", List.of("web1", "web2")), Origin.LOCAL));
            JobRequest first = bench.nextJob();
            bench.answer(first, "web1", 0);
            bench.answer(first, "web2", 2);
            bench.until(State.FAILED, 1);
            ReactionRecord failed = bench.records.read().find("").get(0);
            assertThat(failed.message()).isEqualTo("failed on web2");
            assertThat(failed.turn().due() - clock.millis()).isBetween(10_000L, 12_500L);
            clock.move(Duration.ofSeconds(13));
            JobRequest second = bench.nextJob();
            assertThat(ids(second)).containsExactly("web2");
            assertThat(second.jid()).isNotEqualTo(first.jid());
            bench.answer(second, "web2", 1);
            bench.until(State.FAILED, 1);
            assertThat(bench.records.read().find("").get(0).turn().due() - clock.millis())
                    .isBetween(20_000L, 25_000L);
            clock.move(Duration.ofSeconds(26));
            bench.answer(bench.nextJob(), "web2", 0);
            bench.until(State.DONE, 1);
            assertThat(bench.records.read().find("").get(0).tries()).isEqualTo(3);
        }
    }

    @Test
    void nextTryIsMadeAtItsTimeAfterARestart() throws Exception {
        Map<String, Object> policy = Map.of("retry", Map.of("tries", 2L, "backoff", "10m"));
        try (Bench bench = bench(job, policy)) {
            fire(bench, "a", "m", 1);
            bench.answer(bench.nextJob(), "m", 1);
            bench.until(State.FAILED, 1);
        }
        clock.move(Duration.ofMinutes(9));
        try (Bench bench = bench(job, policy)) {
            fire(bench, "free", "m", 2);
            mark();
            assertThat(bench.noJobIsLeft()).as("it is not yet due").isTrue();
            clock.move(Duration.ofMinutes(1));
            bench.answer(bench.nextJob(), "m", 0);
            bench.until(State.DONE, 2);
        }
    }

    @Test
    void lastFailureIsDeadAndItsFileSeesTheEventAndTheReaction() throws Exception {
        String page = write("page.sls", """
                page:
                  runner.mark.it:
                    - value: "{{ data['n'] }} {{ tag }} {{ reaction.state }} {{ reaction.tries }} {{ reaction.message }}"
                """);
        Map<String, Object> policy = Map.of("retry", Map.of("tries", 2L, "backoff", "1s"), "on_dead", page);
        try (Bench bench = bench(job, policy);
                var dead = bench.bus.subscribe(Dead.TAG, 10)) {
            fire(bench, "a", "m", 7);
            bench.answer(bench.nextJob(), "m", 1);
            bench.until(State.FAILED, 1);
            clock.move(Duration.ofSeconds(1));
            bench.answer(bench.nextJob(), "m", 3);
            assertThat(mark()).isEqualTo("7 a dead 2 failed on m");
            assertThat(dead.next(Bench.PATIENCE).orElseThrow().data())
                    .containsEntry("tries", 2L)
                    .containsEntry("message", "failed on m");
            bench.until(State.DEAD, 1);
            bench.reactor.redrive(bench.records.read().find("WHERE state = 'DEAD'"));
            bench.answer(bench.nextJob(), "m", 0);
            Bench.until(
                    "the job is done at last",
                    () -> bench.records
                                    .read()
                                    .find("WHERE state = 'DONE' AND rule = 'a'")
                                    .size()
                            == 2);
        }
    }

    @Test
    void onlyTheFaultsThatAreNamedAreTriedAgain() throws Exception {
        Map<String, Object> policy = Map.of("retry", Map.of("tries", 5L, "on", List.of("refused", "no_match")));
        try (Bench bench = bench(job, policy)) {
            bench.fails.add(new Published.Refused("AuthorizationError", "not now"));
            bench.fails.add(new Published.NobodyMatched("No minions matched"));
            fire(bench, "a", "m", 1);
            bench.nextJob();
            bench.until(State.FAILED, 1);
            clock.move(Duration.ofSeconds(15));
            bench.nextJob();
            Bench.until(
                    "the second failed",
                    () -> bench.records
                                    .read()
                                    .find("WHERE state = 'FAILED' AND tries = 2")
                                    .size()
                            == 1);
            clock.move(Duration.ofSeconds(30));
            bench.answer(bench.nextJob(), "m", 1);
            bench.until(State.DEAD, 1);
        }
    }

    @Test
    void whoDoesNotRunTheJobAnyMoreIsGivenUp() throws Exception {
        try (Bench bench = bench(job, Map.of("retry", Map.of("tries", 1L)))) {
            bench.bus.publish(Event.of("a", Map.of("tgt", List.of("m", "n")), Origin.LOCAL));
            bench.nextJob();
            JobRequest question = bench.nextJobInTime(clock);
            assertThat(question.fun()).isEqualTo("saltutil.find_job");
            answer(bench, question, "m", Map.of("fun", "test.ping"));
            answer(bench, question, "n", Map.of());
            JobRequest again = bench.nextJobInTime(clock);
            assertThat(ids(again)).as("who did not return is asked again").contains("m");
            answer(bench, again, "m", Map.of());
            Bench.until("it is dead", () -> {
                clock.move(Duration.ofMillis(100));
                return bench.records.read().find("WHERE state = 'DEAD'").size() == 1;
            });
            assertThat(bench.records.read().find("").get(0).message()).isEqualTo("no return of m, n");
        }
    }

    private static void answer(Bench bench, JobRequest question, String id, Map<String, Object> value) {
        bench.bus.publish(Event.of(
                "salt/job/" + question.jid() + "/ret/" + id,
                Map.of("jid", question.jid(), "id", id, "return", value, "retcode", 0L),
                Origin.minion(id)));
    }

    @Test
    void callThatTakesTooLongIsTriedAgainAndItsLateEndCountsForNothing() throws Exception {
        Semaphore go = new Semaphore(0);
        BlockingQueue<Object> begun = new LinkedBlockingQueue<>();
        Map<String, Object> policy =
                Map.of("match", "a", "name", "p", "retry", Map.of("tries", 2L, "backoff", "1s", "timeout", "1m"));
        Bench bench = new Bench(
                directory,
                List.of(Map.of("a", call)),
                Map.of("reactor_policy", List.of(policy)),
                value -> {
                    begun.add(value);
                    go.acquireUninterruptibly();
                },
                clock,
                fleet);
        try (bench) {
            fire(bench, "a", "m", 1);
            assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(1L);
            Bench.until(
                    "it is on record",
                    () -> bench.records.read().find("WHERE state = 'RUNNING'").size() == 1);
            clock.move(Duration.ofSeconds(61));
            bench.until(State.FAILED, 1);
            assertThat(bench.records.read().find("").get(0).message()).isEqualTo("took longer than 1m");
            clock.move(Duration.ofSeconds(2));
            assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(1L);
            go.release(2);
            bench.until(State.DONE, 1);
            assertThat(bench.records.read().find("").get(0).tries()).isEqualTo(2);
        }
    }

    @Test
    void thousandsOfWaitingCallsArriveInOrderAndNoneIsLost() throws Exception {
        try (Bench bench = bench(call, Map.of("concurrency", 1L))) {
            for (long n = 0; n < 300; n++) {
                fire(bench, "a", "m", n);
            }
            for (long n = 0; n < 300; n++) {
                assertThat(mark()).isEqualTo(n);
            }
        }
    }
}
