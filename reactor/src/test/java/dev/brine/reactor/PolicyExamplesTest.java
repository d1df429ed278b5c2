package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.data.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stories beside the examples of {@code reactor_policy}, played as users play them. */
class PolicyExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "reactor", "policies");

    @TempDir
    Path directory;

    static Stream<Path> examples() throws IOException {
        return Files.list(EXAMPLES).filter(Files::isDirectory).sorted();
    }

    private Outcome call(String fun, Object... args) {
        RawConfig raw = new RawConfig(directory, Map.of()).with("root_dir", directory.toString());
        return OfflineReactor.call(MasterConfig.of(raw), fun, List.of(args), Map.of());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void storyGoesAsItIsWritten(Path example) {
        Outcome outcome = call(
                "reactor.test",
                example.resolve("reactor.conf").toString(),
                example.resolve("events.yaml").toString());

        assertThat(outcome.retcode()).as("%s", outcome.value()).isZero();
        assertThat((Long) Data.asMap("result", outcome.value()).get("passed")).isPositive();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void lintHasNothingToSay(Path example) {
        Outcome outcome = call("reactor.lint", example.resolve("reactor.conf").toString());

        assertThat((List<?>) outcome.value())
                .filteredOn(f -> !String.valueOf(f).contains("fine if it is a function of your own"))
                .isEmpty();
    }

    @Test
    void itemThatIsNotUnderstoodIsNamed() throws IOException {
        Path story = Files.writeString(directory.resolve("story.yaml"), "- {at: 1s, tag: a}\n- {at: 5s, tga: b}\n");

        Outcome outcome =
                call("reactor.test", EXAMPLES.resolve("join/reactor.conf").toString(), story.toString());

        assertThat(outcome.success()).isFalse();
        assertThat(String.valueOf(outcome.value())).contains("item 2: 'tga' is unknown; did you mean 'tag'");
    }

    @Test
    void expectationThatTimeDoesNotBringAboutIsADifferenceThatSaysWhatHeldItBack() throws IOException {
        Path story = Files.writeString(
                directory.resolve("story.yaml"),
                "- {at: 0s, tag: salt/minion/web1/start, data: {id: web1}}\n"
                        + "- {at: 59m, tag: salt/minion/web1/start, data: {id: web1}, expect: [{fun: state.apply}]}\n");

        Outcome outcome = call(
                "reactor.test",
                EXAMPLES.resolve("throttle-once-within/reactor.conf").toString(),
                story.toString());

        assertThat(outcome.retcode()).isEqualTo(1);
        assertThat(String.valueOf(outcome.value()))
                .contains("expected 1 calls, found 0")
                .contains("policy 'one an hour': throttle: answered within 1h already");
    }

    @Test
    void oneFileIsTriedByAStoryOfItsOwn() throws IOException {
        Path sls =
                Files.writeString(directory.resolve("a.sls"), "a:\n  local.test.ping:\n    - tgt: {{ data['id'] }}\n");
        Path story = Files.writeString(
                directory.resolve("story.yaml"),
                "- {at: 0s, tag: 'a/[x]', data: {id: web1}, minions: [web1], expect: [{tgt: web1, minions: [web1]}]}\n");

        Outcome outcome = call("reactor.test", sls.toString(), story.toString());

        assertThat(outcome.retcode()).as("%s", outcome.value()).isZero();
    }

    @Test
    void lintNamesPoliciesThatDoNothing() throws IOException {
        Path sls = Files.writeString(directory.resolve("a.sls"), "a:\n  local.test.ping:\n    - tgt: x\n");
        Path conf = Files.writeString(directory.resolve("reactor.conf"), """
                reactor:
                  - 'salt/minion/*/start': %s
                reactor_policy:
                  - {match: 'slat/minion/*/start', name: typo, mode: shadow}
                  - {sls: b.sls, name: file, mode: shadow}
                  - {match: both, name: pair, join: {all: [a, b], within: 1m}}
                  - {match: 'salt/minion/*/start', name: dead, on_dead: /none.sls, on_fail: stop}
                  - {match: 'salt/minion/*/start', name: bad, retry: {tires: 3}}
                """.formatted(sls));

        Outcome outcome = call("reactor.lint", conf.toString());

        assertThat(outcome.retcode()).isEqualTo(1);
        assertThat(((List<?>) outcome.value()).stream().map(String::valueOf))
                .satisfiesExactlyInAnyOrder(
                        f -> assertThat(f).contains("'typo' is about no rule", "nearest rule is 'salt/minion/*/start'"),
                        f -> assertThat(f).contains("'file' is about no file"),
                        f -> assertThat(f).contains("'pair': nobody answers", conf + ":6"),
                        f -> assertThat(f).contains("/none.sls, does not exist"),
                        f -> assertThat(f).contains("on_fail means nothing"),
                        f -> assertThat(f).contains("did you mean 'tries'", conf + ":8"));
    }

    @Test
    void everyKeyOfAPolicyHasAnExample() throws IOException {
        TreeSet<String> shown = new TreeSet<>();
        StringBuilder readme = new StringBuilder(Files.readString(EXAMPLES.resolveSibling("README.md")));
        for (Path example : examples().toList()) {
            RawConfig raw = ConfigLoader.load(example, "reactor.conf");
            for (Object policy : (List<?>) raw.value("reactor_policy").orElseThrow()) {
                shown.addAll(Data.asMap("policy", policy).keySet());
            }
            assertThat(readme).contains("(policies/" + example.getFileName() + "/)");
        }
        shown.removeAll(List.of("match", "sls", "name"));
        assertThat(shown).containsExactlyInAnyOrderElementsOf(PolicyKeys.names());
    }
}
