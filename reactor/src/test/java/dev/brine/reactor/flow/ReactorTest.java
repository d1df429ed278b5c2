package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.record.ReactionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReactorTest {
    @TempDir
    Path directory;

    private final List<Object> marks = new CopyOnWriteArrayList<>();

    @BeforeEach
    void files() throws IOException {
        write("job.sls", """
                ping:
                  local.test.ping:
                    - tgt: {{ data['id'] }}
                    - arg: [{{ data['n'] }}]
                """);
        write("mark.sls", """
                mark:
                  runner.mark.it:
                    - value: {{ data['n'] }}
                """);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private Bench bench(Object rules) {
        return new Bench(directory, rules, Map.of(), marks::add);
    }

    private static void fire(Bench bench, String tag, String id, long n) {
        bench.bus.publish(Event.of(tag, Map.of("id", id, "n", n), Origin.minion(id)));
    }

    @Test
    void eventsOfOneMinionAreAnsweredInTheirOrder() throws Exception {
        try (Bench bench = bench(List.of(Map.of("a/*", file("job.sls")), Map.of("b/*", file("job.sls"))))) {
            for (long n = 0; n < 200; n++) {
                fire(bench, n % 3 == 0 ? "a/x" : "b/x", "m" + n % 4, n);
            }
            bench.awaitIdle();
            for (int m = 0; m < 4; m++) {
                String id = "m" + m;
                List<Long> order = bench.jobs.stream()
                        .filter(job -> job.target().tgt().equals(id))
                        .map(job -> (Long) job.arg().get(0))
                        .toList();
                assertThat(order).hasSize(50).isSorted();
            }
        }
    }

    @Test
    void whatCameWhileNobodyReactedIsAnsweredAtTheNextStart() throws Exception {
        List<Object> rules = List.of(Map.of("a/*", file("mark.sls")));
        try (Bench bench = bench(rules)) {
            fire(bench, "a/x", "m", 1);
            bench.awaitIdle();
            bench.reactor.close();
            fire(bench, "a/x", "m", 2);
            fire(bench, "other", "m", 3);
        }
        try (Bench bench = bench(rules)) {
            bench.awaitIdle();
            assertThat(marks).containsExactly(1L, 2L);
        }
        try (Bench bench = bench(rules)) {
            bench.awaitIdle();
            assertThat(marks).as("nothing is done again").containsExactly(1L, 2L);
        }
    }

    @Test
    void slowReactionsOfOneRuleDoNotHoldUpAnotherAndNoneIsLost() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger slow = new AtomicInteger();
        CountDownLatch quick = new CountDownLatch(1);
        Bench bench = new Bench(
                directory,
                List.of(Map.of("slow", file("mark.sls")), Map.of("quick", file("mark.sls"))),
                Map.of("reactor_worker_hwm", 50L),
                value -> {
                    if (Long.valueOf(-1).equals(value)) {
                        quick.countDown();
                        return;
                    }
                    try {
                        gate.await();
                        slow.incrementAndGet();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        try (bench) {
            for (long n = 0; n < 6_000; n++) {
                bench.bus.publish(Event.of("slow", Map.of("n", n), Origin.LOCAL));
            }
            bench.bus.publish(Event.of("quick", Map.of("n", -1L), Origin.LOCAL));
            assertThat(quick.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(slow.get()).isZero();
            gate.countDown();
            for (int tries = 0; slow.get() < 6_000 && tries < 20; tries++) {
                bench.awaitIdle();
            }
            assertThat(slow.get()).isEqualTo(6_000);
        }
    }

    @Test
    void jobThatWasPublishedBeforeAStopIsNotPublishedAgain() throws Exception {
        List<Object> rules = List.of(Map.of("a/*", file("job.sls")));
        ReactionRecord published;
        try (Bench bench = bench(rules)) {
            fire(bench, "a/x", "m", 1);
            bench.awaitIdle();
            published = bench.records.read().find("WHERE num = 1").get(0);
            bench.records
                    .update(published.with(ReactionRecord.State.RUNNING, published.jid(), ""))
                    .toCompletableFuture()
                    .join();
        }
        try (Bench bench = new Bench(directory, rules, Map.of(), marks::add)) {
            bench.awaitIdle();
            assertThat(bench.jobs)
                    .as("the store of this run does not know the job")
                    .hasSize(1);
            assertThat(bench.jobs.get(0).jid()).isEqualTo(published.jid());
        }
    }

    @Test
    void fileThatDoesNotRenderLeavesTheOthersAlone() throws Exception {
        write("bad.sls", "a:\n  local.test.ping:\n    - tgt: {{ nope }}\n");
        try (Bench bench = bench(List.of(Map.of("a/*", List.of(file("bad.sls"), file("job.sls")))))) {
            fire(bench, "a/x", "m", 1);
            bench.awaitIdle();
            assertThat(bench.jobs).hasSize(1);
            assertThat(bench.records.read().firings("").get(0).problem())
                    .contains("bad.sls:3")
                    .contains("nope");
        }
    }

    @Test
    void failedReactionIsDeadAndSaysSo() throws Exception {
        write("fail.sls", "a:\n  runner.mark.nothing:\n    - args:\n      - x: 1\n");
        try (Bench bench = bench(List.of(Map.of("a/*", file("fail.sls"))))) {
            var dead = bench.bus.subscribe("salt/reactor/dead", 10);
            fire(bench, "a/x", "m", 1);
            Event told = dead.next(Bench.PATIENCE).orElseThrow();
            assertThat(told.data()).containsEntry("rule", "a/*");
            assertThat(told.cause()).isEqualTo(new Cause(1, "a/*", 1));
            bench.awaitIdle();
            assertThat(bench.records.read().find("WHERE state = 'DEAD'")).hasSize(1);
        }
    }

    @Test
    void loopThroughReactionsIsCut() throws Exception {
        try (Bench bench = bench(List.of(Map.of("a/*", file("job.sls"))))) {
            bench.bus.publish(Event.of("a/x", Map.of("id", "m", "n", 1L), Origin.minion("m"))
                    .causedBy(new Cause(1, "a/*", LoopGuard.MOST_HOPS)));
            bench.bus.publish(Event.of("a/x", Map.of("id", "m", "n", 2L, "user", "Reactor"), Origin.MASTER));
            bench.bus.publish(Event.of("a/x", Map.of("id", "m", "n", 3L, "user", "Reactor"), Origin.minion("m")));
            bench.awaitIdle();
            assertThat(bench.jobs.stream().map(job -> job.arg().get(0)))
                    .as("the name alone proves nothing when a minion says it")
                    .containsExactly(3L);
        }
    }

    @Test
    void rulesInAFileOfTheirOwnAreReadAgainWhenItChanges() throws Exception {
        String map = write("map.yaml", "- 'a/*': " + file("mark.sls") + "\n");
        try (Bench bench = bench(map)) {
            fire(bench, "b/x", "m", 1);
            bench.awaitIdle();
            assertThat(marks).isEmpty();
            Files.writeString(Path.of(map), "- 'b/*': " + file("mark.sls") + "\n");
            Files.setLastModifiedTime(Path.of(map), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
            fire(bench, "b/x", "m", 2);
            bench.awaitIdle();
            assertThat(marks).containsExactly(2L);
            Files.writeString(Path.of(map), "- 'b/*': [\n");
            Files.setLastModifiedTime(Path.of(map), java.nio.file.attribute.FileTime.fromMillis(1_100_000_000_000L));
            fire(bench, "b/x", "m", 3);
            bench.awaitIdle();
            assertThat(marks).as("an edit that cannot be read keeps the rules").containsExactly(2L, 3L);
        }
    }

    @Test
    void eventTextCannotBecomeAReaction() throws Exception {
        write("text.sls", """
                note:
                  local.test.echo:
                    - tgt: m
                    - arg:
                      - {{ data['text'] }}
                """);
        List<String> hostile = List.of(
                "x\nevil:\n  local.cmd.run:\n    - tgt: '*'\n    - arg: [id]",
                "{{ 7*7 }}",
                "{% set x = 1 %}",
                "a: b",
                "- x",
                "*",
                "&a",
                "!!python/object:os.system x",
                "'",
                "\"",
                "# gone",
                "yes",
                "null",
                "0x10",
                "2026-01-01",
                "[1, 2",
                "|",
                ">",
                "\t",
                "\u0000",
                "tnt0123456789abcdefz",
                "");
        try (Bench bench = bench(List.of(Map.of("a/*", file("text.sls"))))) {
            for (String text : hostile) {
                bench.bus.publish(Event.of("a/x", Map.of("id", "m", "text", text), Origin.minion("m")));
            }
            bench.awaitIdle();
            assertThat(bench.jobs.stream().map(job -> job.arg()))
                    .isEqualTo(
                            hostile.stream().map(text -> List.<Object>of(text)).toList());
        }
    }

    @Test
    void eventTextCannotChooseTheFunction() throws Exception {
        write("choose.sls", "a:\n  local.{{ data['text'] }}:\n    - tgt: m\n");
        try (Bench bench = bench(List.of(Map.of("a/*", file("choose.sls"))))) {
            bench.bus.publish(Event.of("a/x", Map.of("id", "m", "text", "cmd.run"), Origin.minion("m")));
            bench.awaitIdle();
            assertThat(bench.jobs).isEmpty();
            assertThat(bench.records.read().firings("").get(0).problem()).contains("comes from the event");
        }
    }

    @Test
    void policyHoldsBackWhatItDoesNotMean() throws Exception {
        List<Object> policy = List.of(
                Map.of(
                        "match",
                        "a/*",
                        "from",
                        "minion",
                        "when",
                        Map.of("id", Map.of("glob", "web*")),
                        "throttle",
                        Map.of("once_within", "1h", "by", List.of("id"))),
                Map.of("match", "b/*", "mode", "shadow"));
        try (Bench bench = new Bench(
                directory, List.of(Map.of("?/*", file("job.sls"))), Map.of("reactor_policy", policy), marks::add)) {
            fire(bench, "a/x", "web1", 1);
            fire(bench, "a/x", "web1", 2);
            fire(bench, "a/x", "db1", 3);
            fire(bench, "a/x", "web2", 4);
            bench.bus.publish(Event.of("a/x", Map.of("id", "web3", "n", 5L), Origin.LOCAL));
            fire(bench, "b/x", "web1", 6);
            bench.awaitIdle();
            assertThat(bench.jobs.stream().map(job -> job.arg().get(0))).containsExactlyInAnyOrder(1L, 4L);
            assertThat(bench.records.read().find("WHERE state = 'SHADOW'")).hasSize(1);
        }
    }

    @Test
    void unknownPolicyKeyIsRefusedWithTheNearestOne() {
        var read = dev.brine.reactor.PolicyKeys.reader()
                .read(List.of(Map.of("match", "a", "throtle", Map.of())), "reactor.conf:9");
        assertThat(read.policies()).isEmpty();
        assertThat(read.problems().get(0).toString())
                .startsWith("reactor.conf:9: ")
                .contains("did you mean 'throttle'?");
    }
}
