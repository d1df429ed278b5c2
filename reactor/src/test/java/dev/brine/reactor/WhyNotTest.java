package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.testing.TestMaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four ways in which a reaction does not run, and how a user finds out with our tools alone. */
class WhyNotTest {
    @TempDir
    Path directory;

    @BeforeEach
    void site() throws IOException {
        Files.writeString(directory.resolve("master"), """
                root_dir: %1$s
                pki_dir: %1$s/pki
                cachedir: %1$s/cache
                reactor:
                  - 'salt/minion/web*/strat': %1$s/start.sls
                  - 'salt/auth': %1$s/acept.sls
                  - 'my/deploy': %1$s/deploy.sls
                  - 'my/restart': %1$s/restart.sls
                """.formatted(directory));
        Files.writeString(directory.resolve("start.sls"), "a:\n  local.state.apply:\n    - tgt: {{ data['id'] }}\n");
        Files.writeString(directory.resolve("accept.sls"), "a:\n  wheel.key.accept:\n    - match: {{ data['id'] }}\n");
        Files.writeString(
                directory.resolve("deploy.sls"),
                "a:\n  local.state.apply:\n    - tgt: web1\n    - kwarg:\n        version: {{ dta['version'] }}\n");
        Files.writeString(directory.resolve("restart.sls"), "a:\n  local.test.ping:\n    - tgt: 'wbe*'\n");
        Files.createDirectories(directory.resolve("pki/minions"));
        Files.writeString(directory.resolve("pki/minions/web1"), "key");
    }

    private String call(String fun, Object... args) {
        return String.valueOf(outcome(fun, args).value());
    }

    private Outcome outcome(String fun, Object... args) {
        MasterConfig config = MasterConfig.of(ConfigLoader.load(directory, "master"));
        return OfflineReactor.call(config, fun, List.of(args), Map.of());
    }

    private List<String> answer(String tag) {
        Map<?, ?> told = (Map<?, ?>)
                outcome("reactor.explain", tag, Map.of("id", "web1")).value();
        return ((List<?>) told.get("answer")).stream().map(String::valueOf).toList();
    }

    @Test
    void typingErrorInATagIsNamedWithTheRuleThatHasIt() {
        assertThat(answer("salt/minion/web1/start"))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("nothing is called"),
                        second -> assertThat(second)
                                .contains("no rule means this tag; the nearest is salt/minion/web*/strat")
                                .contains(directory + "/master:5")
                                .contains("the rule has 'strat', the tag 'start' (a typing error?)"));
        assertThat(call("reactor.lint"))
                .contains("no event has the tag 'salt/minion/web*/strat'; did you mean 'salt/minion/*/start'?");
    }

    @Test
    void missingFileIsNamedWithTheOneThatMayBeMeant() {
        assertThat(answer("salt/auth"))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("nothing is called"),
                        second -> assertThat(second)
                                .contains("'salt/auth' (" + directory + "/master:6)")
                                .contains("acept.sls: no such file")
                                .contains("did you mean " + directory.resolve("accept.sls") + "?"));
        assertThat(call("reactor.lint")).contains("acept.sls does not exist; did you mean");
    }

    @Test
    void errorInATemplateIsNamedWithItsLineAndWhatMayBeMeant() {
        assertThat(answer("my/deploy"))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("nothing is called"),
                        second -> assertThat(second)
                                .contains(directory + "/deploy.sls:5: Jinja variable 'dta' is undefined")
                                .contains("did you mean 'data'?"));
        assertThat(call("reactor.lint")).contains("'dta' is no name that a file sees; did you mean 'data'?");
    }

    @Test
    void targetThatMeansNobodyIsNamed() {
        assertThat(answer("my/restart"))
                .containsExactly("calls local.test.ping on nobody: no accepted minion matches the target wbe* (glob)");
        assertThat(call("reactor.lint")).contains("no accepted minion matches the target 'wbe*' now");
    }

    @Test
    void conditionThatAsksForAnotherCaseIsNamed() throws IOException {
        Files.writeString(
                directory.resolve("acept.sls"),
                "{% if data['id'].startswith('Web') %}\na:\n  wheel.key.accept:\n    - match: {{ data['id'] }}\n{% endif %}\n");

        assertThat(answer("salt/auth"))
                .last()
                .asString()
                .contains("its own conditions do not hold; 'Web' and the id 'web1' differ in upper and lower case");
        assertThat(call("reactor.lint"))
                .contains("the condition holds for no accepted minion: 'Web' and the id 'web1'");
    }

    @Test
    void runningMasterTellsItAfterwardsToo() throws Exception {
        try (TestMaster master = TestMaster.in(directory.resolve("m"))
                .plugin(new ReactorPlugin())
                .option(
                        "reactor",
                        List.of(
                                Map.of("salt/minion/web*/strat", directory + "/start.sls"),
                                Map.of("my/auth", directory + "/acept.sls"),
                                Map.of("my/deploy", directory + "/deploy.sls"),
                                Map.of("my/restart", directory + "/restart.sls"),
                                Map.of("last", directory + "/last.sls")))
                .start()) {
            Files.writeString(directory.resolve("last.sls"), "a:\n  wheel.key.list_all: []\n");
            for (String tag : List.of("salt/minion/web1/start", "my/auth", "my/deploy", "my/restart", "last")) {
                master.bus().publish(Event.of(tag, Map.of("id", "web1"), Origin.LOCAL));
            }
            master.await(e -> e.tag().startsWith("salt/wheel/") && e.tag().endsWith("/ret"));

            shows("never_matched=[salt/minion/web*/strat]", master, "reactor.stats");
            shows("acept.sls: no such file", master, "reactor.firings", "my/auth");
            shows("variable 'dta' is undefined", master, "reactor.firings", "my/deploy");
            shows("could not resolve minions for target wbe*", master, "reactor.firings", "my/restart");
        }
    }

    /** What a function shows after a while: rules are answered side by side. */
    private static void shows(String text, TestMaster master, String fun, Object... args) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String shown = run(master, fun, args);
        while (!shown.contains(text)) {
            assertThat(System.nanoTime()).as(shown).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
            shown = run(master, fun, args);
        }
    }

    private static String run(TestMaster master, String fun, Object... args) throws Exception {
        return String.valueOf(master.master()
                .parts()
                .runners()
                .start(fun, List.of(args), Map.of(), "root", Cause.NONE)
                .outcome()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .value());
    }
}
