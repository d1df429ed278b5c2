package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.event.Subscription;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.minion.Caller;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import dev.brine.reactor.record.SqliteReactionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minion that answers events of its own bus. */
class MinionReactorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Path rules;

    @BeforeEach
    void rules() throws IOException {
        rules = Files.createDirectories(directory.resolve("rules"));
        Files.writeString(rules.resolve("answer.sls"), """
                answer:
                  caller.event.fire:
                    - args:
                      - data: {word: {{ data['word'] }}, host: {{ grains['id'] }}}
                      - tag: answered/{{ data['word'] }}
                """);
    }

    private TestMinion.Builder alone() {
        return TestMinion.at("127.0.0.1", 1, directory.resolve("n"), "edge1")
                .plugin(new ReactorPlugin())
                .option("master_type", "disable")
                .option("file_client", "local")
                .option("reactor", List.of(Map.of("asked/*", List.of(rules + "/answer.sls"))));
    }

    private static void fire(Invoker functions, String tag, Map<String, Object> data) {
        Outcome outcome = functions.invoke(List.of(data, tag), Map.of(), Call.local("event.fire", functions));
        assertThat(outcome.value()).isEqualTo(true);
    }

    private static Event await(Subscription answers) throws InterruptedException {
        return answers.next(PATIENCE).orElseThrow(() -> new AssertionError("no answer came"));
    }

    @Test
    void eventFiredOnAMinionWithoutAMasterIsAnsweredByACallerReaction() throws Exception {
        try (TestMinion minion = alone().begin();
                Subscription answers = minion.minion().bus().subscribe("answered/", 10)) {
            fire(minion.minion().functions(), "asked/one", Map.of("word", "yes"));
            Event answer = await(answers);
            assertThat(answer.tag()).isEqualTo("answered/yes");
            assertThat(answer.data()).containsEntry("word", "yes").containsEntry("host", "edge1");
        }
    }

    @Test
    void eventThatSaltCallFiresReachesTheDaemonsReactor() throws Exception {
        TestMinion.Builder configured = alone();
        try (TestMinion minion = configured.begin();
                Subscription answers = minion.minion().bus().subscribe("answered/", 10);
                Caller caller = Caller.open(configured.config(), List.of())) {
            fire(caller.functions(), "asked/one", Map.of("word", "called"));
            assertThat(await(answers).tag()).isEqualTo("answered/called");
        }
    }

    @Test
    void eventThatNobodyAnsweredBeforeTheMinionDiedIsAnsweredAtItsNextStart() throws Exception {
        TestMinion.Builder configured = alone();
        configured.begin().close();
        Path file = directory.resolve("n/cache/events.db");
        try (EventBus bus = new EventBus(Clock.systemUTC(), SqliteEventJournal.open(file, Clock.systemUTC()))) {
            bus.publish(Event.of("asked/late", Map.of("word", "late"), Origin.LOCAL))
                    .toCompletableFuture()
                    .join();
        }
        try (TestMinion minion = configured.begin()) {
            SqliteEventJournal journal =
                    (SqliteEventJournal) minion.minion().bus().journal();
            try (Subscription answers = minion.minion().bus().subscribe("answered/", 10)) {
                journal.file().write(session -> true).join();
                boolean before = journal.before(Long.MAX_VALUE, 10).stream()
                        .anyMatch(event -> event.tag().equals("answered/late"));
                assertThat(before || await(answers).tag().equals("answered/late"))
                        .isTrue();
            }
        }
    }

    @Test
    void ruleThatAnswersItselfIsStopped() throws Exception {
        Files.writeString(rules.resolve("answer.sls"), """
                again:
                  caller.event.fire:
                    - args:
                      - data: {}
                      - tag: asked/again
                """);
        try (TestMinion minion = alone().begin();
                Subscription asked = minion.minion().bus().subscribe("asked/", 100)) {
            fire(minion.minion().functions(), "asked/one", Map.of());
            for (int hops = 0; hops <= 16; hops++) {
                assertThat(await(asked).cause().hops()).isEqualTo(hops);
            }
            fire(minion.minion().functions(), "asked/end", Map.of());
            assertThat(await(asked).tag()).isEqualTo("asked/end");
        }
    }

    @Test
    void reactionThatNeedsAMasterIsNamedAndTheOthersOfTheEventAreDone() throws Exception {
        Files.writeString(rules.resolve("answer.sls"), """
                a:
                  local.test.ping:
                    - tgt: '*'
                b:
                  runner.jobs.active: []
                c:
                  wheel.key.list_all: []
                d:
                  caller.event.fire:
                    - args:
                      - data: {}
                      - tag: answered/rest
                """);
        try (TestMinion minion = alone().begin();
                Subscription answers = minion.minion().bus().subscribe("answered/", 10)) {
            fire(minion.minion().functions(), "asked/one", Map.of("word", "x"));
            assertThat(await(answers).tag()).isEqualTo("answered/rest");
        }
        try (SqliteEventJournal journal =
                SqliteEventJournal.open(directory.resolve("n/cache/events.db"), Clock.systemUTC())) {
            assertThat(SqliteReactionLog.open(journal.file()).read().firings("ORDER BY event"))
                    .singleElement()
                    .satisfies(firing -> assertThat(firing.problem().lines())
                            .hasSize(3)
                            .allMatch(line -> line.contains("cannot be done by a minion's reactor"))
                            .allMatch(line -> line.startsWith(rules + "/answer.sls:")));
        }
    }

    @Test
    void minionOfAMasterTakesItsRulesFromThereAndSeesItsPillar() throws Exception {
        Path roots = Files.createDirectories(directory.resolve("roots/edge"));
        Path pillar = Files.createDirectories(directory.resolve("pillar"));
        Files.writeString(roots.resolve("pillar.sls"), """
                answer:
                  caller.event.fire:
                    - args:
                      - data: {colour: {{ pillar['colour'] }}}
                      - tag: answered/pillar
                """);
        Files.writeString(pillar.resolve("top.sls"), "base:\n  '*': [p]\n");
        Files.writeString(pillar.resolve("p.sls"), "colour: green\n");
        try (TestMaster master = TestMaster.in(directory.resolve("m"))
                        .option(
                                "file_roots",
                                Map.of(
                                        "base",
                                        List.of(directory.resolve("roots").toString())))
                        .option("pillar_roots", Map.of("base", List.of(pillar.toString())))
                        .option("auto_accept", true)
                        .start();
                TestMinion minion = TestMinion.of(master, directory.resolve("n"), "edge2")
                        .plugin(new ReactorPlugin())
                        .option("engines", List.of(Map.of("reactor", Map.of("worker_threads", 2L))))
                        .option("reactor", List.of(Map.of("asked/*", "salt://edge/pillar.sls")))
                        .start();
                Subscription answers = minion.minion().bus().subscribe("answered/", 10)) {
            master.await("salt/minion/edge2/start");
            fire(minion.minion().functions(), "asked/one", Map.of());
            assertThat(await(answers).data()).containsEntry("colour", "green");
            assertThat(master.master().keys().ids(KeyState.ACCEPTED)).contains("edge2");
        }
    }
}
