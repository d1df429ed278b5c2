package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.testing.TestMaster;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
