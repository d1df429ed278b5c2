package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventClient;
import dev.brine.engine.event.Origin;
import dev.brine.engine.testing.TestMaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions of a running reactor, as salt-run calls them. */
class RunnersTest {
    @TempDir
    Path directory;

    private static Object run(TestMaster master, String fun, Object... args) throws Exception {
        Outcome outcome = master.master()
                .parts()
                .runners()
                .start(fun, List.of(args), Map.of(), "root", Cause.NONE)
                .outcome()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(outcome.success()).as("%s: %s", fun, outcome.value()).isTrue();
        return outcome.value();
    }

    private static Event asked(TestMaster master, EventClient client, String what, Map<String, Object> data)
            throws Exception {
        Map<String, Object> load = new LinkedHashMap<>(data);
        load.put("key", master.rootKey());
        String answer = Map.of("list", "list-results", "add", "add-complete", "delete", "delete-complete")
                .getOrDefault(what, "leader/value");
        client.fire("salt/run/20261121120000123456/salt/reactors/manage/" + what, load);
        for (int i = 0; i < 20; i++) {
            Event event = client.next(Duration.ofSeconds(20)).orElseThrow();
            if (event.tag().equals("salt/reactors/manage/" + answer)) {
                return event;
            }
        }
        throw new AssertionError("no answer to " + what);
    }

    @Test
    void stocksRunnerSteersTheReactorByEventsThatCarryTheMastersKey() throws Exception {
        try (TestMaster master = TestMaster.in(directory.resolve("m"))
                        .plugin(new ReactorPlugin())
                        .option("id", "here")
                        .start();
                EventClient client = EventClient.master(master.sock(), EventClient.prefix("salt/reactors/"))) {
            assertThat(asked(master, client, "list", Map.of()).data()).containsEntry("reactors", List.of());
            Map<String, Object> rule = Map.of("event", "a/*", "reactors", List.of("/srv/a.sls"));
            assertThat(asked(master, client, "add", rule).data())
                    .containsEntry("reactors", List.of(Map.of("a/*", List.of("/srv/a.sls"))))
                    .containsEntry("result", Map.of("status", true, "comment", "Reactor added."));
            assertThat(asked(master, client, "delete", Map.of("event", "a/*")).data())
                    .containsEntry("reactors", List.of())
                    .containsEntry("result", Map.of("status", true, "comment", "Reactor deleted."));
            assertThat(asked(master, client, "is_leader", Map.of()).data()).containsEntry("result", true);
            assertThat(asked(master, client, "set_leader", Map.of("id", "there", "value", false))
                            .data())
                    .containsEntry("result", true);
            assertThat(asked(master, client, "set_leader", Map.of("id", "here", "value", false))
                            .data())
                    .containsEntry("result", false);

            client.fire("salt/reactors/manage/set_leader", Map.of("id", "here", "value", true, "key", "guessed"));
            client.fire("x/salt/reactors/manage/set_leader", Map.of("id", "here", "value", true));
            master.bus()
                    .publish(Event.of(
                            "salt/reactors/manage/set_leader", Map.of("id", "here", "value", true), Origin.LOCAL));
            assertThat(asked(master, client, "is_leader", Map.of()).data()).containsEntry("result", false);

            String journal = String.valueOf(run(master, "events.list", "*reactors*"));
            assertThat(journal).contains("set_leader").doesNotContain("key=");
        }
    }

    @Test
    void refusedEventTextIsToldOnTheBusOnceAMinute() throws Exception {
        Path sls = Files.writeString(
                directory.resolve("ping.sls"), "ping:\n  local.test.ping:\n    - tgt: {{ data['id'] }}\n");
        Path chosen = Files.writeString(directory.resolve("fun.sls"), "a:\n  {{ data['id'] }}:\n    - tgt: x\n");
        try (TestMaster master = TestMaster.in(directory.resolve("m"))
                .plugin(new ReactorPlugin())
                .option("reactor", List.of(Map.of("my/*", List.of(sls.toString(), chosen.toString()))))
                .start()) {
            for (int i = 0; i < 3; i++) {
                master.bus().publish(Event.of("my/event", Map.of("id", "*"), Origin.minion("web1")));
            }
            for (String what : List.of("file", "tgt")) {
                Event told = master.await("salt/reactor/refused");
                assertThat(told.origin()).isEqualTo(Origin.MASTER);
                assertThat(told.data())
                        .containsEntry("rule", "my/*")
                        .containsEntry("what", what)
                        .containsEntry("tag", "my/event");
                assertThat(String.valueOf(told.data().get("why")))
                        .contains(what.equals("tgt") ? "ping.sls:3" : "fun.sls:2");
            }
            master.bus().publish(Event.of("other", Map.of(), Origin.LOCAL));
            master.await("other");
            assertThat(master.tags()).filteredOn("salt/reactor/refused"::equals).hasSize(2);
            assertThat(String.valueOf(run(master, "reactor.stats"))).contains("refused");
        }
    }

    @Test
    void rulesAreAddedSwitchedAndTakenAwayWhileTheMasterRunsAndWhatTheyDidIsShown() throws Exception {
        Path sls = Files.writeString(directory.resolve("list.sls"), "keys:\n  wheel.key.list_all: []\n");
        try (TestMaster master = TestMaster.in(directory.resolve("m"))
                .plugin(new ReactorPlugin())
                .start()) {
            assertThat(run(master, "reactor.list")).isEqualTo(List.of());
            assertThat(String.valueOf(run(master, "reactor.add", "my/*", sls.toString())))
                    .contains("Reactor added.");
            master.await("salt/reactors/manage/add-complete");
            assertThat(run(master, "reactor.list")).isEqualTo(List.of(Map.of("my/*", List.of(sls.toString()))));
            master.bus().publish(Event.of("my/event", Map.of("id", "x"), Origin.LOCAL));
            Event answered = master.await(
                    e -> e.tag().startsWith("salt/wheel/") && e.tag().endsWith("/ret"));
            assertThat(answered.data())
                    .containsEntry("fun", "wheel.key.list_all")
                    .containsEntry("user", "Reactor");

            assertThat(run(master, "reactor.is_leader")).isEqualTo(true);
            assertThat(String.valueOf(run(master, "reactor.firings"))).contains("my/event");
            assertThat(String.valueOf(run(master, "reactor.stats"))).contains("my/*");
            assertThat(String.valueOf(run(master, "events.list", "my/*"))).contains("my/event");
            assertThat(String.valueOf(run(master, "events.replay", "my/*"))).contains("key.list_all");
            assertThat(String.valueOf(
                            run(master, "reactor.trace", answered.cause().event())))
                    .contains("salt/wheel/");
            assertThat(run(master, "reactor.dead")).isEqualTo(List.of());
            assertThat(String.valueOf(
                            run(master, "reactor.explain", answered.cause().event())))
                    .contains("key.list_all");

            run(master, "reactor.disable", "my/*");
            assertThat(run(master, "reactor.list")).isEqualTo(List.of());
            run(master, "reactor.enable", "my/*");
            assertThat(String.valueOf(run(master, "reactor.delete", "my/*"))).contains("Reactor deleted.");
            assertThat(run(master, "reactor.list")).isEqualTo(List.of());
        }
    }

    @Test
    void explainOfARunningMasterKnowsWhatItsThrottlesCountedAndWhichWindowsAreOpen() throws Exception {
        Path sls = Files.writeString(directory.resolve("list.sls"), "keys:\n  wheel.key.list_all: []\n");
        try (TestMaster master = TestMaster.in(directory.resolve("m"))
                .plugin(new ReactorPlugin())
                .option("reactor", List.of(Map.of("my/*", sls.toString()), Map.of("both", sls.toString())))
                .option(
                        "reactor_policy",
                        List.of(
                                Map.of("match", "my/*", "name", "calm", "throttle", Map.of("once_within", "1h")),
                                Map.of(
                                        "match",
                                        "both",
                                        "name",
                                        "pair",
                                        "join",
                                        Map.of("all", List.of("my/*", "their/*"), "within", "1h"))))
                .start()) {
            assertThat(String.valueOf(run(master, "reactor.explain", "my/event")))
                    .contains("calm: throttle: once within 1h: yes")
                    .doesNotContain("assumed");
            master.bus().publish(Event.of("my/event", Map.of(), Origin.LOCAL));
            master.await(e -> e.tag().startsWith("salt/wheel/") && e.tag().endsWith("/ret"));

            assertThat(String.valueOf(run(master, "reactor.explain", "my/event")))
                    .contains("policy 'calm': throttle: answered within 1h already");
            assertThat((List<?>) run(master, "reactor.windows"))
                    .singleElement()
                    .satisfies(window -> assertThat(String.valueOf(window))
                            .contains("kind=join", "policy=pair", "waiting_for=[their/*]"));
            run(master, "reactor.set_leader", false);
            assertThat(String.valueOf(run(master, "reactor.explain", "my/event")))
                    .contains("not the leader");
        }
    }

    @Test
    void explainSaysWhereALoopIsCut() throws Exception {
        Path sls = Files.writeString(directory.resolve("list.sls"), "keys:\n  wheel.key.list_all: []\n");
        try (TestMaster master = TestMaster.in(directory.resolve("m"))
                .plugin(new ReactorPlugin())
                .option("reactor", List.of(Map.of("my/*", sls.toString())))
                .start()) {
            master.bus().publish(Event.of("my/event", Map.of(), Origin.LOCAL).causedBy(new Cause(1, "your/*", 16)));
            Event published = master.await("my/event");

            assertThat(String.valueOf(run(master, "reactor.explain", published.number())))
                    .contains("nothing is called")
                    .contains("a loop is cut here: 16 reactions in a row", "the rule 'your/*'");
        }
    }
}
