package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.RawConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example does what its own expectations say, through the same function that users call. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "reactor");

    @TempDir
    Path directory;

    static Stream<Path> files() throws IOException {
        return Files.walk(EXAMPLES)
                .filter(f -> f.toString().endsWith(".sls") && !f.startsWith(EXAMPLES.resolve("policies")))
                .sorted();
    }

    private Outcome call(String fun, Object... args) {
        RawConfig raw = new RawConfig(directory, Map.of())
                .with("root_dir", directory.toString())
                .with("reactor", List.of(Map.of("salt/auth", EXAMPLES + "/bootstrap/Minion.sls")));
        return OfflineReactor.call(MasterConfig.of(raw), fun, List.of(args), Map.of());
    }

    @ParameterizedTest
    @MethodSource("files")
    void exampleDoesWhatItsExpectationsSay(Path sls) {
        String events = sls.toString().replaceFirst("[.]sls$", ".test.yaml");
        Outcome outcome = call("reactor.test", sls.toString(), events);
        assertThat(outcome.retcode()).as("%s", outcome.value()).isZero();
        assertThat((Map<?, ?>) outcome.value())
                .satisfies(result -> assertThat((Long) result.get("passed")).isPositive());
    }

    @ParameterizedTest
    @MethodSource("files")
    void exampleHasNothingThatLintWouldName(Path sls) {
        Outcome outcome = call("reactor.lint", sls.toString());
        assertThat((List<?>) outcome.value())
                .as("findings of lint")
                .filteredOn(f -> !String.valueOf(f).contains("fine if it is a function of your own"))
                .isEmpty();
    }

    @Test
    void explainTellsWhichRulesMatchAndWhatTheyCall() {
        Map<?, ?> told = (Map<?, ?>) call("reactor.explain", "salt/auth", Map.of("id", "Minion7", "act", "pend"))
                .value();
        assertThat(told.get("problems")).isEqualTo(List.of());
        assertThat((List<?>) told.get("rules"))
                .singleElement()
                .satisfies(rule ->
                        assertThat((Map<?, ?>) rule).extracting("matched").isEqualTo(true));
        assertThat((List<?>) told.get("calls"))
                .singleElement()
                .satisfies(
                        made -> assertThat((Map<?, ?>) made).extracting("fun").isEqualTo("key.accept"));
    }

    @Test
    void explainNamesTheNearestRuleWhenNoneMatches() {
        Map<?, ?> told = (Map<?, ?>) call("reactor.explain", "salt/auht").value();
        assertThat(told.get("calls")).isEqualTo(List.of());
        assertThat(String.valueOf(told.get("nearest"))).contains("salt/auth").contains("typing error");
    }

    @Test
    void failedExpectationIsAFailureWithItsReason() throws IOException {
        Path events = Files.writeString(
                directory.resolve("e.yaml"),
                "- tag: salt/auth\n  data: {id: Minion7, act: pend}\n  expect: [{fun: key.reject}]\n");
        Outcome outcome = call("reactor.test", EXAMPLES + "/bootstrap/Minion.sls", events.toString());
        assertThat(outcome.retcode()).isEqualTo(1);
        assertThat(String.valueOf(outcome.value())).contains("expected \"key.reject\", found \"key.accept\"");
    }
}
