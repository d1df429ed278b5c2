package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code salt} with its options, against two minions. */
class SaltCommandTest {

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory).start().minion("web1", Map.of("grains", Map.of("role", "web")));
        site.minion("web2");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void previewNamesWhoShouldAnswerAndSendsNothing() {
        int before = site.master().tags().size();
        Result preview = site.run("salt", "-G", "role:web", "--preview-target");
        assertThat(preview).isEqualTo(new Result(0, "- web1\n", ""));
        assertThat(site.master().tags().subList(before, site.master().tags().size()))
                .noneMatch(tag -> tag.startsWith("salt/job/"));
    }

    @Test
    void manyMinionsAreSwitchedToABatch() {
        Result batched = site.run("salt", "*", "test.ping", "--batch-safe-limit=2", "--batch-safe-size=1");
        assertThat(batched.out())
                .startsWith("\nNOTICE: Too many minions targeted, switching to batch execution.\n")
                .contains("Executing run on ['web1']", "Executing run on ['web2']");
        assertThat(batched.exit()).isZero();
    }

    @Test
    void fewMinionsAreNotSwitchedToABatch() {
        Result plain = site.run("salt", "web1", "test.ping", "--batch-safe-limit=2");
        assertThat(plain).isEqualTo(new Result(0, "web1:\n    True\n", ""));
    }

    @Test
    void progressEndsWithAFullBarBeforeTheReturns() {
        Result bar = site.run("salt", "web1", "test.ping", "--progress");
        assertThat(bar.out()).isEqualTo("web1:\n    True\n");
        assertThat(bar.err()).matches("100% \\|#{40}\\| Elapsed Time: 0:00:0\\d Returns: \\[1/1]\n");
    }

    @Test
    void optionsOfTheSaltfileCountUnlessTheCommandLineSaysOtherwise() throws IOException {
        Path file = site.write("Options", "salt:\n  output: json\n");
        assertThat(site.run("salt", "--saltfile", file.toString(), "web1", "test.ping")
                        .out())
                .isEqualTo("{\n    \"web1\": true\n}\n");
        assertThat(site.run("salt", "--saltfile", file.toString(), "--out=txt", "web1", "test.ping")
                        .out())
                .isEqualTo("web1: True\n");
    }

    @Test
    void saltfileThatIsNotThereIsAUsageError() {
        Result result = site.run("salt", "--saltfile=nowhere", "*", "test.ping");
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).endsWith("salt: error: 'nowhere' file does not exist.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -C | G@os:Debian and ( web* or | compound target 'G@os:Debian and ( web* or': word 5: it ends too early
            -C | web* and or db            | compound target 'web* and or db': word 3: 'or' needs a target before it
            -C | ( web* and db             | compound target '( web* and db': word 4: a ')' is missing
            -C | web* db                   | compound target 'web* db': word 2: 'db' was not expected here
            -C | X@web1                    | compound target 'X@web1': word 1: 'X@' is no known prefix; known: G P I J L N S E R
            -N | back                      | there is no nodegroup 'back'
            -S | 10.0.0.0/99               | 10.0.0.0/99
            -E | web[1                     | web[1
            -G | role                      | 'role' names no value: write it as key:value, such as os:Debian
            """)
    void targetThatCannotBeReadIsExplained(String kind, String target, String why) {
        Result result = site.run("salt", kind, target, "test.ping");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("ERROR: No return received\nERROR: ")
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            zz*        | The ids there are: salt-key -l acc. Who is up: salt-run manage.status
            G@os:Foo   | A compound target needs -C: salt -C 'G@os:Foo' ...
            a and b    | A compound target needs -C: salt -C 'a and b' ...
            a,b        | A list of ids needs -L: salt -L 'a,b' ...
            role:zz    | A grain needs -G, a pillar value -I: salt -G 'role:zz' ...
            """)
    void personWhomNobodyAnswersIsToldWhatMayHaveBeenMeant(String target, String hint) {
        assertThat(site.watched("salt", target, "test.ping").err())
                .isEqualTo("ERROR: No return received\n" + hint + "\n");
    }

    @Test
    void personWhoMistypesAFunctionIsToldTheNearNames() {
        assertThat(site.watched("salt", "web1", "test.pong").err())
                .endsWith("Did you mean test.ping? All there is: salt web1 sys.list_functions test\n");
        assertThat(site.run("salt", "web1", "test.pong").err())
                .isEqualTo("ERROR: Minions returned with non-zero exit code\n");
    }
}
