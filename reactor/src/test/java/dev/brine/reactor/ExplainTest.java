package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.MasterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What explain says about policies, without a master. */
class ExplainTest {
    private static final String EVENT = "salt/minion/web1/start";

    @TempDir
    Path directory;

    private String options = "";

    @BeforeEach
    void file() throws IOException {
        Files.writeString(directory.resolve("ping.sls"), "ping:\n  local.test.ping:\n    - tgt: {{ data['id'] }}\n");
        Files.createDirectories(directory.resolve("pki/master/minions"));
        Files.writeString(directory.resolve("pki/master/minions/web1"), "key");
    }

    private Map<?, ?> explain(String policy, String tag, Map<String, Object> kwargs) throws IOException {
        Files.writeString(directory.resolve("master"), """
                root_dir: %1$s
                pki_dir: %1$s/pki/master
                cachedir: %1$s/cache
                %2$s
                reactor:
                  - 'salt/minion/*/start': %1$s/ping.sls
                  - ready: %1$s/ping.sls
                reactor_policy:
                """.formatted(directory, options) + policy.indent(2));
        Outcome outcome = OfflineReactor.call(
                MasterConfig.of(ConfigLoader.load(directory, "master")), "reactor.explain", List.of(tag), kwargs);
        assertThat(outcome.success()).as("%s", outcome.value()).isTrue();
        return (Map<?, ?>) Objects.requireNonNull(outcome.value());
    }

    private Map<?, ?> explain(String policy) throws IOException {
        return explain(policy, EVENT, Map.of("data", Map.of("id", "web1")));
    }

    private static Map<?, ?> rule(Map<?, ?> told, int index) {
        return (Map<?, ?>) Objects.requireNonNull(((List<?>) told.get("rules")).get(index));
    }

    @Test
    void everyKeyOfAPolicySaysWhatItDecides() throws IOException {
        Map<?, ?> told = explain("""
                - match: 'salt/minion/*/start'
                  name: boot
                  from: [minion]
                  when: {id: {glob: 'web*'}}
                  active: 'Mon-Sun 00-24'
                  throttle: {once_within: 10m, by: [id]}
                  coalesce: {window: 2s}
                  batch: 10%
                  concurrency: {max: 2}
                  retry: {tries: 3, backoff: 10s..5m, on: [no_return]}
                  on_dead: dead.sls
                """);

        assertThat(rule(told, 0).get("reason")).isEqualTo("the tag matches; the file gives reactions");
        assertThat(String.join("\n", texts(rule(told, 0).get("policies"))))
                .contains("boot: from: minion: yes")
                .contains("boot: when: id glob web*: yes")
                .contains("boot: active: Mon-Sun 00-24")
                .contains("boot: throttle: once within 10m by id: yes")
                .contains("coalesce: waits up to 2s")
                .contains("batch: 10% of the minions")
                .contains("concurrency: at most 2 at a time; the others wait on disk")
                .contains("retry: up to 3 tries, the second after 10s")
                .contains("on_dead: when it failed for good, dead.sls is rendered");
        assertThat(told.get("origin")).isEqualTo("minion:web1");
        assertThat(String.valueOf(told.get("assumed"))).contains("no running master was asked");
        assertThat((List<?>) told.get("calls")).hasSize(1);
        assertThat(String.valueOf(told.get("calls"))).contains("minions=[web1]");
        assertThat(told.containsKey("if_let_through")).isFalse();
    }

    @Test
    void sequenceSaysWhatAFailedStepDoes() throws IOException {
        assertThat(texts(rule(explain("- {match: 'salt/minion/*/start', sequence: true}"), 0)
                        .get("policies")))
                .contains("sequence: one reaction after the other; when one fails: stop");
    }

    @Test
    void fileThatAPolicyHoldsBackCallsNothingAndSaysWhyAndWhatItWouldCall() throws IOException {
        Map<?, ?> told = explain("- {match: 'salt/minion/*/start', name: web, when: {id: {glob: 'db*'}}}");

        assertThat(told.get("calls")).isEqualTo(List.of());
        assertThat(rule(told, 0).get("matched")).isEqualTo(true);
        assertThat(String.valueOf(rule(told, 0).get("reason")))
                .contains("policy 'web': when: not so: id glob db* (it is web1); nothing is run");
        assertThat(((Map<?, ?>) told.get("if_let_through")).get("calls"))
                .satisfies(calls -> assertThat(String.valueOf(calls)).contains("fun=test.ping"));
    }

    @Test
    void senderOfTheEventMayBeNamed() throws IOException {
        String policy = "- {match: 'salt/minion/*/start', name: ours, from: [master]}";
        Map<String, Object> data = Map.of("id", "web1");

        assertThat(String.valueOf(rule(explain(policy), 0).get("reason")))
                .contains("policy 'ours': from: the event comes from minion, not from master");
        assertThat((List<?>) explain(policy, EVENT, Map.of("data", data, "origin", "master"))
                        .get("calls"))
                .hasSize(1);
    }

    @Test
    void countingThrottleTellsHowManyAreMissing() throws IOException {
        Map<?, ?> told = explain(
                "- {match: 'salt/minion/*/start', name: storm, throttle: {accumulate_within: 5m, threshold: 3}}");

        assertThat(String.valueOf(rule(told, 0).get("reason"))).contains("policy 'storm': throttle: 1 of 3 within 5m");
    }

    @Test
    void shadowedCallsAreMarked() throws IOException {
        Map<?, ?> told = explain("- {match: 'salt/minion/*/start', name: look, mode: shadow}");

        assertThat((List<?>) told.get("calls"))
                .singleElement()
                .satisfies(call -> assertThat(String.valueOf(call)).contains("mode=shadow"));
    }

    @Test
    void eventThatIsPartOfAJoinSaysWhatIsMissing() throws IOException {
        Map<?, ?> told = explain(
                "- {match: ready, name: both, join: {all: ['salt/minion/*/start', 'app/up'], by: [id], within: 5m}}");

        assertThat(texts(rule(told, 1).get("policies")))
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .contains("this event counts as salt/minion/*/start for 'web1'")
                        .contains("answers when app/up came, too"));
        assertThat(String.valueOf(rule(told, 1).get("reason"))).contains("answers only when a window");
    }

    @Test
    void refusedPolicyIsNamedWithItsLine() throws IOException {
        Map<?, ?> told = explain("- {match: 'salt/minion/*/start', thottle: {once_within: 1m}}");

        assertThat(texts(told.get("warnings")))
                .anySatisfy(warning ->
                        assertThat(warning).contains(directory + "/master:").contains("did you mean 'throttle'"));
    }

    @Test
    void whatTheReactorItselfCallsIsSaidToBeLeftAlone() throws IOException {
        Map<?, ?> told = explain(
                "- {match: x, mode: enforce}",
                EVENT,
                Map.of("data", Map.of("id", "web1", "user", "Reactor"), "origin", "master"));

        assertThat(told.get("calls")).isEqualTo(List.of());
        assertThat(String.valueOf(rule(told, 0).get("reason"))).contains("user is Reactor");
    }

    @Test
    void ruleThatIsSwitchedOffSaysHowToSwitchItOn() throws IOException {
        Files.createDirectories(directory.resolve("cache"));
        Files.writeString(
                directory.resolve("cache/reactor_rules.json"),
                "{\"added\": {}, \"deleted\": [], \"disabled\": [\"salt/minion/*/start\"]}");

        Map<?, ?> told = explain("- {match: x, mode: enforce}");

        assertThat(told.get("calls")).isEqualTo(List.of());
        assertThat(String.valueOf(told.get("rules")))
                .contains("salt-run reactor.enable 'salt/minion/*/start' switches it on");
    }

    @Test
    void targetThatNoMinionMatchesIsNamed() throws IOException {
        Files.writeString(directory.resolve("ping.sls"), "ping:\n  local.test.ping:\n    - tgt: 'wbe*'\n");

        Map<?, ?> told = explain("- {match: x, mode: enforce}");

        assertThat(texts(told.get("warnings")))
                .anySatisfy(warning -> assertThat(warning).contains("no accepted minion matches the target wbe*"));
    }

    @Test
    void reactionsRunByAlphabetUnlessTheirOrderInTheFileIsAskedFor() throws IOException {
        Files.writeString(
                directory.resolve("ping.sls"),
                "zeta:\n  runner.test.arg: []\nalpha:\n  local.test.ping:\n    - tgt: web1\n"
                        + "first:\n  wheel.key.list_all:\n    - order: 1\n");
        String policy = "- {match: x, mode: enforce}";

        assertThat(ids(explain(policy))).containsExactly("first", "alpha", "zeta");
        options = "reactor_order: file";
        assertThat(ids(explain(policy))).containsExactly("first", "zeta", "alpha");
    }

    private static List<String> ids(Map<?, ?> told) {
        return ((List<?>) told.get("calls"))
                .stream()
                        .map(call -> String.valueOf(((Map<?, ?>) call).get("id")))
                        .toList();
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
