package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.testing.TestMaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Past events as salt-run shows and repeats them. */
class EventsRunnerTest {
    @TempDir
    Path directory;

    private TestMaster master;
    private long first;

    @BeforeEach
    void fireSome() throws Exception {
        Path sls = Files.writeString(
                directory.resolve("old.sls"),
                "a{{ data['n'] }}:\n  wheel.key.accept:\n    - match: {{ data['id'] }}\n");
        master = TestMaster.in(directory.resolve("m"))
                .plugin(new ReactorPlugin())
                .option("reactor", List.of(Map.of("my/odd", List.of(sls.toString()))))
                .start();
        for (long n = 1; n <= 6; n++) {
            master.bus()
                    .publish(Event.of(
                            n % 2 == 0 ? "my/even" : "my/odd",
                            Map.of("n", n, "id", "web" + n, "load", Map.of("avg", n * 10)),
                            Origin.minion("web" + n)))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
        first = numbers(call("events.list", "my/*")).get(0);
    }

    @AfterEach
    void stop() {
        master.close();
    }

    private Outcome outcome(String fun, Map<String, Object> kwargs, Object... args) throws Exception {
        return master.master()
                .parts()
                .runners()
                .start(fun, List.of(args), kwargs, "root", Cause.NONE)
                .outcome()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private Object call(String fun, Object... args) throws Exception {
        return call(fun, Map.of(), args);
    }

    private Object call(String fun, Map<String, Object> kwargs, Object... args) throws Exception {
        Outcome outcome = outcome(fun, kwargs, args);
        assertThat(outcome.success()).as("%s: %s", fun, outcome.value()).isTrue();
        return outcome.value();
    }

    private static List<Long> numbers(Object listed) {
        List<Long> numbers = new ArrayList<>();
        for (Map<?, ?> one : maps(listed)) {
            numbers.add((Long) (one.containsKey("number") ? one.get("number") : one.get("event")));
        }
        return numbers;
    }

    private static List<Map<?, ?>> maps(Object listed) {
        List<Map<?, ?>> all = new ArrayList<>();
        ((List<?>) listed).forEach(one -> all.add((Map<?, ?>) one));
        return all;
    }

    private List<Object> values(Object listed) {
        List<Object> values = new ArrayList<>();
        for (Map<?, ?> one : maps(listed)) {
            values.add(((Map<?, ?>) one.get("data")).get("n"));
        }
        return values;
    }

    @Test
    void tailTakesTheConditionsOfPolicies() throws Exception {
        assertThat(values(call("events.tail", Map.of("tag", "my/*"), 2L))).containsExactly(5L, 6L);
        assertThat(values(call("events.tail", Map.of("where", "load.avg > 20, id glob web*"), 3L)))
                .containsExactly(4L, 5L, 6L);
        assertThat(values(call("events.tail", Map.of("where", Map.of("id", Map.of("regex", "^web[12]$"))), 9L)))
                .containsExactly(1L, 2L);
        assertThat(values(call("events.tail", Map.of("where", "_origin.id=web3"), 9L)))
                .containsExactly(3L);
        assertThat(String.valueOf(
                        outcome("events.tail", Map.of("where", "id blob x")).value()))
                .contains("did you mean 'glob'");
    }

    @Test
    void eventsAreFoundByNumberAndByTime() throws Exception {
        List<Long> numbers = numbers(call("events.list", "my/*"));
        assertThat(values(call("events.list", Map.of("from", numbers.get(1), "to", numbers.get(3)), "my/*")))
                .containsExactly(2L, 3L, 4L);
        assertThat(values(call("events.list", Map.of("from", "1h"), "my/*"))).hasSize(6);
        assertThat(values(call("events.list", Map.of("to", "1h"), "my/*"))).isEmpty();
        String stamp = (String) ((Map<?, ?>) ((Map<?, ?>) call("events.show", first)).get("data")).get("_stamp");
        assertThat(values(call("events.list", Map.of("from", stamp), "my/*"))).hasSize(6);
        assertThat(values(call("events.list", Map.of("from", "2020-01-01", "to", "2020-01-02 10:00"), "my/*")))
                .isEmpty();
        assertThat(String.valueOf(
                        outcome("events.list", Map.of("from", "yesterday")).value()))
                .contains("'yesterday' is no event number and no time");
    }

    @Test
    void dryReplayTellsWhatEditedRulesWouldDo() throws Exception {
        Path sls = Files.writeString(
                directory.resolve("new.sls"), "x:\n  wheel.key.reject:\n    - match: {{ data['id'] }}\n");
        Path edited = Files.writeString(directory.resolve("edited.conf"), "reactor:\n  - 'my/even': " + sls + "\n");
        int before = master.tags().size();

        List<Map<?, ?>> told = maps(
                call("events.replay", Map.of("rules", edited.toString(), "from", first, "to", "1970-01-01"), "my/*"));
        assertThat(told).isEmpty();
        told = maps(call("events.replay", Map.of("rules", edited.toString(), "from", first), "my/*"));

        assertThat(told)
                .hasSize(6)
                .allSatisfy(one -> assertThat(one.get("differs")).isEqualTo(true));
        assertThat(String.valueOf(told.get(0).get("calls"))).isEqualTo("[]");
        assertThat(String.valueOf(told.get(0).get("in_use")))
                .contains("key.accept")
                .contains("web1");
        assertThat(String.valueOf(told.get(1).get("calls")))
                .contains("key.reject")
                .contains("web2");
        assertThat(master.tags().subList(before, master.tags().size())).noneMatch(tag -> tag.startsWith("my/"));
        Files.writeString(edited, "reactor:\n  - 'my/even'\n");
        assertThat(String.valueOf(outcome("events.replay", Map.of("rules", edited.toString()))
                        .value()))
                .contains("edited.conf:1", "expected one");
    }

    @Test
    void dryReplayByNumbersReadsEditedFilesAsTheyAreNow() throws Exception {
        Files.writeString(directory.resolve("old.sls"), "x:\n  wheel.key.reject:\n    - match: {{ data['id'] }}\n");
        String ids = first + "," + numbers(call("events.list", "my/odd")).get(1);
        List<Map<?, ?>> told = maps(call("events.replay", Map.of("ids", ids)));
        assertThat(told)
                .hasSize(2)
                .allSatisfy(one -> assertThat(String.valueOf(one.get("calls"))).contains("key.reject"));
        assertThat(String.valueOf(
                        outcome("events.replay", Map.of("ids", "999999")).value()))
                .contains("event 999999 is not in the journal");
    }

    @Test
    void realReplayFiresAgainAndIsAnsweredOnceMore() throws Exception {
        Map<String, Object> which = new LinkedHashMap<>();
        which.put("ids", List.of(first));
        which.put("dry", false);
        assertThat(String.valueOf(call("events.replay", which))).contains("fired=true");

        Event again = master.await(event -> event.cause().rule().equals("events.replay"));
        Event answered = master.await(event -> event.tag().startsWith("salt/wheel/")
                && event.tag().endsWith("/ret")
                && event.cause().event() == again.number());
        assertThat(answered.data()).containsEntry("fun", "wheel.key.accept");
        assertThat(again.tag()).isEqualTo("my/odd");
        assertThat(again.origin()).isEqualTo(Origin.minion("web1"));
        assertThat(again.data()).containsEntry("n", 1L);
        assertThat(again.cause()).isEqualTo(new Cause(first, "events.replay", 0));
        assertThat(String.valueOf(call("reactor.trace", again.number()))).contains("events.replay");
    }

    @Test
    void realReplayLeavesOutWhatFollowsFromAnEventThatIsFiredAgain() throws Exception {
        Event effect = master.await(
                event -> event.tag().endsWith("/ret") && event.cause().event() == first);
        List<Map<?, ?>> told =
                maps(call("events.replay", Map.of("ids", List.of(first, effect.number()), "dry", false)));
        assertThat(told.get(0).get("fired")).isEqualTo(true);
        assertThat(told.get(1).get("fired")).isEqualTo(false);
        assertThat(String.valueOf(told.get(1).get("reason"))).contains("follows from event " + first);
    }
}
