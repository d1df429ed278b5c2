package dev.brine.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite;
import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output options, the same for all commands that print data. */
class OutputFlagsTest {

    private static CommandSite site;

    /** A command line whose data is {@code {key: value}} or the like, and that data as JSON on one line. */
    private record Sample(String program, List<String> args, String json) {
        @Override
        public String toString() {
            return program;
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory)
                .start(master -> master.option(
                        "runner_dirs", List.of(directory.resolve("runners").toString())))
                .minion("web1");
        site.write("runners/two.py", "def keys():\n    return {'b': 1, 'a': 2}\n");
        site.write(
                "web1/etc/minion",
                "id: web1\nroot_dir: " + directory.resolve("web1") + "\nfile_client: local\nfile_roots:\n" + "  base: ["
                        + directory.resolve("srv") + "]\n");
        site.write("motd", "hello\n");
        site.write("srv/mixed.sls", """
                calm:
                  test.nop: []
                moved:
                  test.succeed_with_changes: []
                """);
        site.write("srv/orch.sls", """
                calm:
                  salt.function:
                    - name: test.ping
                    - tgt: web1
                """);
        try (InputStream key = OutputFlagsTest.class.getResourceAsStream("/golden/keys/new1.pub")) {
            Path pending = Files.createDirectories(site.master().pki().resolve("minions_pre"));
            Files.copy(key, pending.resolve("new1"));
        }
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void clean() throws IOException {
        Files.deleteIfExists(site.directory().resolve("out"));
    }

    static Stream<Sample> samples() {
        String to = site.directory().resolve("copied").toString();
        return Stream.of(
                new Sample("salt", List.of("web1", "test.ping"), "{\"web1\": true}"),
                new Sample("salt-call", List.of("test.ping"), "{\"local\": true}"),
                new Sample("salt-run", List.of("two.keys"), "{\"b\": 1, \"a\": 2}"),
                new Sample("salt-key", List.of("-l", "pre"), "{\"minions_pre\": [\"new1\"]}"),
                new Sample("salt-cp", List.of("web1", "motd", to), "{\"web1\": {\"" + to + "\": true}}"));
    }

    private static String[] line(Sample sample, String... options) {
        List<String> line = new ArrayList<>(List.of(options));
        line.addAll(sample.args());
        return line.toArray(String[]::new);
    }

    private static Result run(Sample sample, String... options) {
        return site.runAt(site.etc(sample.program()), sample.program(), line(sample, options));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void outputterIsTheOneGiven(Sample sample) {
        assertThat(run(sample, "--out=json", "--out-indent=-1"))
                .isEqualTo(new Result(0, sample.json() + "\n", ""))
                .isEqualTo(run(sample, "--output=json", "--output-indent=-1"));
        assertThat(run(sample, "--out=quiet")).isEqualTo(new Result(0, "", ""));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void indentIsTheOneGiven(Sample sample) {
        String two = run(sample, "--out=json", "--out-indent=2").out();
        assertThat(two.lines().skip(1).findFirst())
                .hasValueSatisfying(l -> assertThat(l).matches(" {2}\\S.*"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fileTakesTheOutputAndIsEmptiedBefore(Sample sample) throws IOException {
        Path file = Files.writeString(site.directory().resolve("out"), "old\n");
        Result written = run(sample, "--out=json", "--out-indent=-1", "--out-file=" + file);
        assertThat(written).isEqualTo(new Result(0, "", ""));
        assertThat(file).hasContent(sample.json());
        run(sample, "--out=json", "--out-indent=-1", "--output-file=" + file, "--out-file-append");
        run(sample, "--out=json", "--out-indent=-1", "--out-file=" + file, "--output-file-append");
        assertThat(file).hasContent((sample.json() + "\n").repeat(3).strip());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void coloursAreThoseOfATerminalUnlessToldOtherwise(Sample sample) {
        String[] plain = line(sample);
        String[] none = line(sample, "--no-color");
        String[] britishNone = line(sample, "--no-colour");
        Path etc = site.etc(sample.program());
        assertThat(site.onTerminal(etc, sample.program(), plain).out()).contains("\u001b[0;");
        assertThat(site.onTerminal(etc, sample.program(), none).out())
                .doesNotContain("\u001b")
                .isEqualTo(site.onTerminal(etc, sample.program(), britishNone).out());
        assertThat(run(sample).out()).doesNotContain("\u001b");
        assertThat(run(sample, "--force-color").out())
                .contains("\u001b[0;")
                .isEqualTo(run(sample, "--force-colour").out());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void howStatesAreShownChangesNothingElse(Sample sample) {
        assertThat(run(sample, "--state-output=terse", "--state-verbose=False")).isEqualTo(run(sample));
        assertThat(run(sample, "--state_output=terse", "--state_verbose=False")).isEqualTo(run(sample));
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-call"})
    void statesAreShownAsAskedFor(String program) {
        List<String> args = new ArrayList<>(List.of("state.sls", "mixed"));
        if (program.equals("salt")) {
            args.add(0, "web1");
        }
        Sample states = new Sample(program, args, "");
        assertThat(run(states).out()).contains("          ID: calm", "          ID: moved");
        assertThat(run(states, "--state-output=terse").out())
                .contains("  Name: calm - Function: test.nop - Result: Clean")
                .doesNotContain("ID: calm");
        assertThat(run(states, "--state_output=terse").out()).doesNotContain("ID: calm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-call"})
    void quietStatesAreLeftOut(String program) {
        List<String> args = new ArrayList<>(List.of("state.sls", "mixed"));
        if (program.equals("salt")) {
            args.add(0, "web1");
        }
        Sample states = new Sample(program, args, "");
        for (String option : List.of("--state-verbose=False", "--state_verbose=False", "--output-diff")) {
            assertThat(run(states, option).out()).contains("ID: moved").doesNotContain("ID: calm");
        }
        assertThat(run(states, "--state-output=changes").out())
                .contains("          ID: moved", "Name: calm - Function: test.nop");
        assertThat(run(states, "--state-output=filter").out()).contains("ID: moved");
    }

    @Test
    void statesOfARunnerAreShownAsAskedFor() {
        Sample orchestration = new Sample("salt-run", List.of("state.orchestrate", "orch"), "");
        assertThat(run(orchestration).out()).contains("          ID: calm");
        assertThat(run(orchestration, "--state-output=terse").out())
                .contains("Name: test.ping - Function: salt.function - Result: Changed")
                .doesNotContain("ID: calm");
        assertThat(run(orchestration, "--state-verbose=False").out()).contains("ID: calm");
    }
}
