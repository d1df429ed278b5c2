package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Subscription;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reactions that go out together, one after the other, or on a few minions at a time. */
class CombiningTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private final Fleet fleet = new Fleet("web1", "web2", "web3", "web4");
    private final List<Object> marks = new CopyOnWriteArrayList<>();

    @BeforeEach
    void files() throws IOException {
        write("start.sls", """
                highstate_{{ data['id'] }}:
                  local.state.apply:
                    - tgt: {{ data['id'] }}
                note_{{ data['id'] }}:
                  local.test.echo:
                    - tgt: {{ data['id'] }}
                    - arg: [{{ data['id'] }}]
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
                    - tgt: '*'
                    - order: 3
                """);
        write("roll.sls", """
                roll:
                  local.pkg.upgrade:
                    - tgt: 'web*'
                    - batch: 2
                """);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Bench bench(String file, Map<String, Object> policy) {
        Map<String, Object> entry = new LinkedHashMap<>(policy);
        entry.put("match", "start/*");
        return new Bench(
                directory,
                List.of(Map.of("start/*", directory.resolve(file).toString())),
                Map.of("reactor_policy", List.of(entry)),
                marks::add,
                clock,
                fleet);
    }

    private static void start(Bench bench, String id) {
        bench.bus.publish(Event.of("start/" + id, Map.of("id", id, "n", 1L), Origin.minion(id)));
    }

    private Bench coalescing(long max) {
        return bench("start.sls", Map.of("coalesce", Map.of("window", "2s", "max", max)));
    }

    @Test
    void jobsThatDifferOnlyInTheirMinionGoOutAsOneWhenTheWindowEnds() throws Exception {
        try (Bench bench = coalescing(100)) {
            start(bench, "web1");
            start(bench, "web2");
            start(bench, "web3");
            bench.awaitIdle();
            assertThat(bench.jobs).as("the window is open").isEmpty();
            assertThat(String.valueOf(bench.reactor.windows()))
                    .contains("kind=coalesce")
                    .contains("events=3");
            clock.move(Duration.ofSeconds(3));
            JobRequest highstate = bench.nextJob();
            assertThat(highstate.fun()).isEqualTo("state.apply");
            assertThat(highstate.target().type().word()).isEqualTo("list");
            assertThat(ids(highstate)).hasSize(3).contains("web1", "web2", "web3");
            Set<Object> others = new TreeSet<>();
            for (int i = 0; i < 3; i++) {
                JobRequest note = bench.nextJob();
                assertThat(note.target().tgt())
                        .as("its arguments differ")
                        .isEqualTo(note.arg().get(0));
                others.add(note.arg().get(0));
            }
            assertThat(others).containsExactly("web1", "web2", "web3");
            bench.awaitIdle();
            List<ReactionRecord> members =
                    bench.records.read().find("WHERE jid = ? AND state = 'MERGED' ORDER BY num", highstate.jid());
            List<ReactionRecord> merged =
                    bench.records.read().find("WHERE jid = ? AND state = 'DONE'", highstate.jid());
            assertThat(merged).hasSize(1);
            assertThat(members).extracting(ReactionRecord::event).containsExactlyInAnyOrder(1L, 2L, 3L);
            assertThat(members.get(0).message())
                    .isEqualTo("goes out with reaction " + merged.get(0).number() + ", one job for 3 reactions");
        }
    }

    @Test
    void fullWindowEndsAtOnce() throws Exception {
        try (Bench bench = coalescing(2)) {
            start(bench, "web1");
            start(bench, "web2");
            assertThat(ids(bench.nextJob())).hasSize(2);
        }
    }

    @Test
    void reactionsToOneEventAreNeverPartedByWorkersThatFillAWindowTogether() throws Exception {
        try (Bench bench = coalescing(2)) {
            for (int i = 0; i < 60; i++) {
                start(bench, "web" + i);
            }
            for (int i = 0; i < 30 + 60; i++) {
                bench.nextJob();
            }
            bench.awaitIdle();
            assertThat(bench.jobs.stream().filter(job -> job.fun().equals("state.apply")))
                    .hasSize(30)
                    .allSatisfy(job -> assertThat(ids(job)).hasSize(2));
            assertThat(bench.reactor.windows()).isEmpty();
        }
    }

    @Test
    void whatWasGatheredSurvivesTheEndOfTheProcessAndGoesOutOnce() throws Exception {
        try (Bench bench = coalescing(100)) {
            start(bench, "web1");
            start(bench, "web2");
            bench.awaitIdle();
        }
        try (Bench bench = coalescing(100)) {
            start(bench, "web3");
            bench.awaitIdle();
            assertThat(bench.jobs).isEmpty();
            clock.move(Duration.ofSeconds(3));
            assertThat(ids(bench.nextJob())).hasSize(3);
            for (int i = 0; i < 3; i++) {
                bench.nextJob();
            }
            bench.awaitIdle();
        }
        try (Bench bench = coalescing(100)) {
            clock.move(Duration.ofSeconds(3));
            start(bench, "web4");
            bench.awaitIdle();
            assertThat(bench.records.read().find("WHERE state = 'GATHERED'")).hasSize(2);
            assertThat(bench.jobs).isEmpty();
        }
    }

    @Test
    void mergedJobThatWasOnRecordButNotOutBeforeTheEndGoesOutOnce() throws Exception {
        List<ReactionRecord> members;
        try (Bench bench = coalescing(2)) {
            start(bench, "web1");
            start(bench, "web2");
            String jid = bench.nextJob().jid();
            bench.nextJob();
            bench.nextJob();
            bench.awaitIdle();
            members = bench.records.read().find("WHERE jid = ? AND state = 'DONE'", jid);
            assertThat(members).hasSize(1);
            List<ReactionRecord> before = new ArrayList<>();
            members.forEach(m -> before.add(m.with(State.RUNNING, m.jid(), "")));
            bench.records.update(before).toCompletableFuture().join();
        }
        Fleet forgetful = new Fleet();
        try (Bench bench = new Bench(
                directory,
                List.of(Map.of("start/*", directory.resolve("start.sls").toString())),
                Map.of(),
                marks::add,
                clock,
                forgetful)) {
            JobRequest again = bench.nextJob();
            assertThat(again.jid()).isEqualTo(members.get(0).jid());
            assertThat(ids(again)).hasSize(2);
            bench.awaitIdle();
            assertThat(bench.jobs).hasSize(1);
        }
    }

    private Bench inSequence(Map<String, Object> more) {
        Map<String, Object> policy = new LinkedHashMap<>(more);
        policy.put("sequence", true);
        return bench("steps.sls", policy);
    }

    private static State stateOf(Bench bench, String chunk) {
        return bench.records
                .read()
                .find("WHERE chunk LIKE ?", chunk + "%")
                .get(0)
                .state();
    }

    @Test
    void eachStepOfASequenceWaitsForTheEndOfTheOneBefore() throws Exception {
        try (Bench bench = inSequence(Map.of())) {
            start(bench, "web1");
            JobRequest first = bench.nextJob();
            assertThat(first.fun()).isEqualTo("test.first");
            bench.answer(first, "web1", 0);
            bench.answer(first, "web2", 0);
            bench.answer(first, "web3", 0);
            assertThat(marks).isEmpty();
            assertThat(stateOf(bench, "3_last")).isEqualTo(State.BEHIND);
            bench.answer(first, "web4", 0);
            JobRequest last = bench.nextJob();
            assertThat(last.fun()).isEqualTo("test.last");
            assertThat(marks).containsExactly(1L);
            fleetAnswers(bench, last, 0);
            bench.awaitIdle();
            assertThat(bench.records.read().find("WHERE state = 'DONE'")).hasSize(3);
        }
    }

    private static void fleetAnswers(Bench bench, JobRequest job, long retcode) {
        for (String id : List.of("web1", "web2", "web3", "web4")) {
            bench.answer(job, id, retcode);
        }
    }

    @Test
    void failedStepStopsTheRest() throws Exception {
        try (Bench bench = inSequence(Map.of());
                Subscription dead = bench.bus.subscribe("salt/reactor/dead", 10)) {
            start(bench, "web1");
            JobRequest first = bench.nextJob();
            bench.answer(first, "web1", 2);
            bench.answer(first, "web2", 0);
            bench.answer(first, "web3", 0);
            bench.answer(first, "web4", 0);
            assertThat(String.valueOf(dead.next(Bench.PATIENCE).orElseThrow().data()))
                    .contains("failed on web1");
            bench.until(State.DEAD, 3);
            assertThat(marks).isEmpty();
            assertThat(bench.records.in(State.DEAD))
                    .extracting(ReactionRecord::message)
                    .anyMatch(m -> m.startsWith("not run: '1_first"));
        }
    }

    @Test
    void failedStepDoesNotStopTheRestWhenThatIsWanted() throws Exception {
        try (Bench bench = inSequence(Map.of("on_fail", "continue"))) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 1);
            assertThat(bench.nextJob().fun()).isEqualTo("test.last");
            assertThat(marks).containsExactly(1L);
        }
    }

    @Test
    void sequenceGoesOnAfterARestartWithoutRepeatingWhatEnded() throws Exception {
        JobRequest first;
        try (Bench bench = inSequence(Map.of())) {
            start(bench, "web1");
            first = bench.nextJob();
            bench.answer(first, "web1", 0);
            bench.answer(first, "web2", 0);
        }
        fleet.returned(first.jid(), "web3", true);
        try (Bench bench = inSequence(Map.of())) {
            bench.answer(first, "web4", 0);
            JobRequest last = bench.nextJob();
            assertThat(last.fun()).isEqualTo("test.last");
            assertThat(marks).containsExactly(1L);
            fleetAnswers(bench, last, 0);
            bench.awaitIdle();
        }
        try (Bench bench = inSequence(Map.of())) {
            bench.awaitIdle();
            assertThat(bench.jobs).isEmpty();
            assertThat(marks).hasSize(1);
        }
    }

    @Test
    void minionThatIsNotAtItAnyMoreIsGivenUp() throws Exception {
        try (Bench bench = inSequence(Map.of("on_fail", "continue"))) {
            start(bench, "web1");
            JobRequest first = bench.nextJob();
            bench.answer(first, "web1", 0);
            bench.answer(first, "web2", 0);
            bench.answer(first, "web3", 0);
            JobRequest asked = bench.nextJobInTime(clock);
            assertThat(asked.fun()).isEqualTo("saltutil.find_job");
            assertThat(asked.arg()).isEqualTo(List.of(first.jid()));
            assertThat(asked.target().tgt()).isEqualTo(List.of("web4"));
            assertThat(bench.nextJobInTime(clock).fun()).isEqualTo("test.last");
            assertThat(bench.records
                            .read()
                            .find("WHERE chunk LIKE '1_first%'")
                            .get(0)
                            .message())
                    .contains("no return of web4");
        }
    }

    @Test
    void batchRunsOnAFewMinionsAtATime() throws Exception {
        try (Bench bench = bench("roll.sls", Map.of())) {
            start(bench, "web1");
            JobRequest ping = bench.nextJob();
            assertThat(ping.fun()).isEqualTo("test.ping");
            fleetAnswers(bench, ping, 0);
            JobRequest two = bench.nextJob();
            assertThat(two.fun()).isEqualTo("pkg.upgrade");
            List<String> ids = ids(two);
            assertThat(ids).hasSize(2);
            bench.answer(two, ids.get(0), 0);
            JobRequest third = bench.nextJob();
            assertThat(ids(third)).hasSize(1);
            bench.answer(two, String.valueOf(ids.get(1)), 0);
            JobRequest fourth = bench.nextJob();
            answerAll(bench, third);
            answerAll(bench, fourth);
            bench.awaitIdle();
            assertThat(bench.records.read().find("").get(0).state()).isEqualTo(State.DONE);
            assertThat(bench.records.read().find("").get(0).message()).isEqualTo("4 minions in 3 jobs");
        }
    }

    private static List<String> ids(JobRequest job) {
        return ((List<?>) job.target().tgt()).stream().map(String::valueOf).toList();
    }

    private static void answerAll(Bench bench, JobRequest job) {
        for (String id : ids(job)) {
            bench.answer(job, String.valueOf(id), 0);
        }
    }

    @Test
    void batchGoesOnAfterARestartWithWhoeverHasNotEnded() throws Exception {
        JobRequest two;
        List<String> done = new ArrayList<>();
        try (Bench bench = bench("roll.sls", Map.of("batch_wait", "1h"))) {
            start(bench, "web1");
            fleetAnswers(bench, bench.nextJob(), 0);
            two = bench.nextJob();
            done.addAll(ids(two));
            bench.answer(two, String.valueOf(done.get(0)), 0);
            bench.awaitSeen();
        }
        try (Bench bench = bench("roll.sls", Map.of())) {
            JobRequest third = bench.nextJob();
            assertThat(ids(third)).doesNotContainAnyElementsOf(done);
            bench.answer(two, String.valueOf(done.get(1)), 0);
            JobRequest fourth = bench.nextJob();
            answerAll(bench, third);
            answerAll(bench, fourth);
            bench.awaitIdle();
            done.addAll(ids(third));
            done.addAll(ids(fourth));
            assertThat(done).containsExactlyInAnyOrder("web1", "web2", "web3", "web4");
        }
    }
}
