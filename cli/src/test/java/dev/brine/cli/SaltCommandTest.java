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
}
