package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import dev.brine.cli.command.Program;
import dev.brine.cli.golden.GoldenCommand;
import dev.brine.cli.golden.Json;
import dev.brine.cli.option.Option;
import dev.brine.cli.option.OptionParser;
import dev.brine.cli.option.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every option and every outputter of Salt's is held by a test of what it does.
 *
 * <p>The tables are in {@code resources/audit}: one for what commands share, one for each command. This test holds that no option
 * is missing there, that each test named is there, and that it uses the option.
 */
class FlagsAuditTest {

    private static final Path SOURCES = Path.of("src/test/java");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void everyOptionIsHeldByATest(String program) throws IOException {
        Map<String, List<String>> held = new LinkedHashMap<>(table("common"));
        held.putAll(table(program));
        Set<String> wrong = new TreeSet<>();
        for (Option option : options(program)) {
            List<String> tests = held.getOrDefault(option.dest(), List.of());
            if (tests.isEmpty()) {
                wrong.add(option.dest() + ": no test is named");
            }
            for (String test : tests) {
                if (!uses(test, program, option)) {
                    wrong.add(option.dest() + ": " + test + " is not there, or does not use " + option.names());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void tableNamesNoOptionThatIsNotThere(String program) throws IOException {
        assertThat(options(program).stream().map(Option::dest))
                .containsAll(table(program).keySet());
    }

    /** So a test of one spelling holds for all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void allSpellingsOfAnOptionDoTheSame(String program) throws UsageError {
        List<Option> options = options(program);
        OptionParser parser = new OptionParser(options);
        for (Option option : options) {
            if (!option.missing().isEmpty()) {
                continue;
            }
            String value = option.choices().isEmpty() ? "7" : option.choices().get(0);
            for (String name : option.names()) {
                List<String> line = option.takesValue() ? List.of(name, value) : List.of(name);
                assertThat(parser.parse(line).explicit()).as(name).containsExactly(option.dest());
            }
        }
    }

    @Test
    void everyOutputterIsHeldByRecordedOutputOrATest() throws IOException {
        List<?> recorded = (List<?>) Json.resource(getClass(), "/golden/outputters.json");
        Set<String> wrong = new TreeSet<>();
        table("outputters").forEach((name, held) -> {
            if (held.get(0).matches("\\d+")) {
                long cases = recorded.stream()
                        .filter(c -> name.equals(((Map<?, ?>) c).get("outputter")))
                        .count();
                if (cases < Long.parseLong(held.get(0))) {
                    wrong.add(name + ": " + cases + " cases are recorded");
                }
            } else if (!declares(held.get(0))) {
                wrong.add(name + ": " + held + " is not there");
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(table("outputters")).hasSize(18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dson", "pony", "nosuch"})
    void outputtersThatNeedMoreThanSaltShowNested(String name) throws IOException {
        CommandSite site = CommandSite.in(directory);
        Result shown = site.runAt(directory, "salt-call", "--local", "--out=" + name, "test.ping");
        assertThat(shown).isEqualTo(new Result(0, "local:\n    True\n", ""));
    }

    private static List<Option> options(String program) {
        Program found = Objects.requireNonNull(Programs.find(program));
        List<Option> all = new ArrayList<>();
        found.options().forEach(group -> all.addAll(group.options()));
        return all;
    }

    private static Map<String, List<String>> table(String name) throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        try (InputStream in = FlagsAuditTest.class.getResourceAsStream("/audit/" + name)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                if (!line.startsWith("#")) {
                    table.put(words[0], List.of(words).subList(1, words.length));
                }
            }
        }
        return table;
    }

    private static boolean uses(String test, String program, Option option) throws IOException {
        if (test.startsWith("golden:")) {
            String name = test.substring("golden:".length());
            return GoldenCommand.all(name)
                    .filter(c -> c.name().equals(name) && c.command().get(0).equals(program))
                    .anyMatch(c -> c.command().stream().anyMatch(word -> spells(word, option)));
        }
        String spelled =
                String.join("|", option.names().stream().map(Pattern::quote).toList());
        // "-t", "--timeout=5", "-t1", "salt-cp, -H", '-G --delimiter=/'
        Pattern use = Pattern.compile("[\" ](" + spelled + ")(?![A-Za-z-]*[a-z]-)");
        return declares(test) && use.matcher(source(test)).find();
    }

    private static boolean spells(String word, Option option) {
        return option.names().stream().anyMatch(name -> word.equals(name) || word.startsWith(name + "="));
    }

    private static boolean declares(String test) {
        String method = test.substring(test.indexOf('.') + 1);
        return source(test).contains("void " + method + "(") || source(test).contains("> " + method + "(");
    }

    private static String source(String test) {
        String file = test.substring(0, test.indexOf('.')) + ".java";
        try (Stream<Path> tree = Files.walk(SOURCES)) {
            Path found = tree.filter(f -> f.getFileName().toString().equals(file))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + file));
            return Files.readString(found);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
