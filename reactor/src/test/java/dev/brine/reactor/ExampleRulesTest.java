package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.data.Data;
import dev.brine.engine.event.Origin;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Signatures;
import dev.brine.reactor.rule.RuleReader;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.LowChunk;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of every directory of examples/reactor lead from its events to the calls written beside them. These were recorded
 * from Salt 3006, so each example means the same to both; only the regular expression of load-balancer is ours alone.
 */
class ExampleRulesTest {
    private static final Path ROOT = root();
    private static final Path EXAMPLES = ROOT.resolve("examples/reactor");
    private static final String PLACE = "/srv/reactor";

    /** Closes every kind of quote, then begins a reaction of its own. */
    private static final String HOSTILE =
            "\"'\n\nevil:\n  local.cmd.run:\n    - tgt: '*'\n    - arg:\n      - id\n{{ 7 * 7 }} # }} %} -";

    @TempDir
    Path directory;

    record Case(Path example, Map<String, Object> event) {
        String tag() {
            return String.valueOf(event.get("tag"));
        }

        Map<String, Object> data() {
            return Data.asMap("data", event.get("data"));
        }

        @Override
        public String toString() {
            return example.getFileName() + ": " + event.get("name");
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Path example : examples()) {
            cases.addAll(cases(example));
        }
        return cases.stream();
    }

    /** What stands beside its files; events.yaml instead where several files answer one event. */
    private static List<Case> cases(Path example) throws IOException {
        Path whole = example.resolve("events.yaml");
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.exists(whole) ? Stream.of(whole) : Files.list(example)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                for (Object event : (List<?>) load(file)) {
                    cases.add(new Case(example, Data.asMap("event", event)));
                }
            }
        }
        return cases;
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> entries = Files.list(EXAMPLES)) {
            return entries.filter(entry -> Files.exists(entry.resolve("reactor.conf")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eventLeadsToTheCallsOfStockSalt(Case given) throws IOException {
        lay(given.example());

        Compilation compiled = compile(given.example(), given.tag(), given.data());

        assertThat(compiled.problems()).isEmpty();
        assertThat(compiled.warnings()).isEmpty();
        CallResolver resolver = new CallResolver(Signatures.ofSalt());
        List<Object> calls = new ArrayList<>();
        for (LowChunk chunk : compiled.chunks()) {
            calls.add(
                    resolver.resolve(chunk) instanceof CallResolver.Ready ready
                            ? ready.reaction().describe()
                            : resolver.resolve(chunk));
        }
        assertThat(shown(calls)).isEqualTo(expected(given));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eventDataCannotAddAReactionOrTakeOneAway(Case given) throws IOException {
        lay(given.example());
        List<String> honest =
                names(compile(given.example(), given.tag(), given.data()).chunks());
        List<?> decides = given.event().get("decides") instanceof List<?> names ? names : List.of();
        Map<String, Object> unasked = Data.asMap("data", poisoned(given.data(), decides::contains));
        Map<String, Object> all = Data.asMap("data", poisoned(given.data(), name -> false));

        assertThat(names(compile(given.example(), given.tag(), unasked).chunks()))
                .as("values that no condition asks for are hostile")
                .isEqualTo(honest);
        assertThat(honest)
                .as("all values are hostile; a condition that asks for one may not hold any more")
                .containsAll(names(compile(given.example(), given.tag(), all).chunks()));
    }

    @Test
    void everyFileOfAnExampleIsUsedByItsRules() throws IOException {
        for (Path example : examples()) {
            TreeSet<String> used = new TreeSet<>();
            lay(example);
            for (Case given : cases(example)) {
                compile(example, given.tag(), given.data()).files().forEach(file -> used.add(file.file()));
            }
            try (Stream<Path> files = Files.walk(directory.resolve(example.getFileName()))) {
                assertThat(files.filter(file -> file.toString().endsWith(".sls"))
                                .map(Path::toString))
                        .as("SLS files of %s", example)
                        .containsExactlyInAnyOrderElementsOf(used);
            }
        }
    }

    @Test
    void everyExampleIsNamedByTheReadme() throws IOException {
        String readme = Files.readString(EXAMPLES.resolve("README.md"));
        for (Path example : examples()) {
            assertThat(readme).contains("(" + example.getFileName() + "/)");
        }
    }

    @Test
    void sampleConfigurationDoesNothingUntilItsRulesAreUncommented() throws IOException {
        String sample = Files.readString(ROOT.resolve("conf/master.d/reactor.conf"));
        assertThat(new YamlLoader().load(sample)).isNull();
        Object mission = Data.asMap("conf", load(EXAMPLES.resolve("bootstrap/reactor.conf")))
                .get("reactor");
        String rules = sample.lines()
                .skip(sample.lines()
                        .takeWhile(line -> !line.equals("# reactor:"))
                        .count())
                .takeWhile(line -> line.startsWith("# ") && !line.startsWith("# Or "))
                .map(line -> line.substring(2))
                .collect(Collectors.joining("\n"));
        Object uncommented = Data.asMap("conf", new YamlLoader().load(rules)).get("reactor");
        assertThat(List.<Object>copyOf((List<?>) uncommented)).containsAll((List<?>) mission);
    }

    private Compilation compile(Path example, String tag, Map<String, Object> data) {
        Object option = Data.asMap("reactor.conf", load(laid(example).resolve("reactor.conf")))
                .get("reactor");
        RuleReader.Result read = RuleReader.read(option, "reactor.conf");
        assertThat(read.problems()).isEmpty();
        List<RuleSet.Match> matches = new RuleSet(read.rules()).matching(tag);
        List<String> references =
                matches.stream().flatMap(match -> match.rule().files().stream()).toList();
        Map<String, String> groups = new LinkedHashMap<>();
        matches.forEach(match -> groups.putAll(match.groups()));
        FileRoots roots = new FileRoots(Map.of("base", List.of(laid(example))), false, List.of(), List.of());
        SlsRenderer renderer =
                new SlsRenderer(RenderPipe.standard(new SecureRandom()), RenderWorld::empty, TaintPolicy.ENFORCE);
        return new ReactionCompiler(SlsFiles.in(roots), renderer)
                .compile(references, new EventContext(tag, data, groups, Origin.minion("web1")));
    }

    private Path laid(Path example) {
        return directory.resolve(example.getFileName());
    }

    /** Copies the example to where its rules then look for it. */
    private void lay(Path example) throws IOException {
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = laid(example).resolve(example.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.writeString(
                        copy,
                        Files.readString(file).replace(PLACE, laid(example).toString()));
            }
        }
    }

    private static List<String> names(List<LowChunk> chunks) {
        return chunks.stream()
                .map(chunk -> chunk.id() + " " + chunk.state() + "." + chunk.fun())
                .toList();
    }

    private static List<Object> expected(Case given) {
        List<Object> calls = new ArrayList<>();
        for (Object item : (List<?>) Objects.requireNonNull(given.event().get("expect"), "expect")) {
            Map<String, Object> call = new LinkedHashMap<>(Data.asMap("call", item));
            call.putIfAbsent("tgt", null);
            calls.add(call);
        }
        return calls;
    }

    /** The value with this test's directory as the rules' own place. */
    private Object shown(Object value) {
        return texts(value, text -> text.replaceAll("\\Q" + directory + "\\E/[^/]+", PLACE));
    }

    private static Object poisoned(Object value, Predicate<String> spared) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(k, spared.test(String.valueOf(k)) ? v : poisoned(v, spared)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(v -> poisoned(v, spared)).toList());
        }
        return value instanceof String text ? text + HOSTILE : value;
    }

    private static Object texts(Object value, UnaryOperator<String> change) {
        if (value instanceof String text) {
            return change.apply(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(k, texts(v, change)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(v -> copy.add(texts(v, change)));
            return copy;
        }
        return value;
    }

    private static Object load(Path file) {
        try {
            return Objects.requireNonNull(new YamlLoader().load(Files.readString(file)), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checkout: the nearest directory above that has the examples. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("examples/reactor"))) {
            here = Objects.requireNonNull(here.getParent(), "not inside a checkout");
        }
        return here;
    }
}
