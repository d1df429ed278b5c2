package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion of command lines, as shells do it with the scripts of {@code completion/}. */
class CompletionTest {

    private static final Path SCRIPTS =
            Path.of("../completion").toAbsolutePath().normalize();

    /** Takes the words of a command line; stands in for the slow call that lists functions. */
    private static final String COMPLETE = """
            source "$1"; shift
            salt-call() { printf 'test.ping\\ntest.echo\\nstate.apply\\n'; }
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
            "_brine_of_${1//-/_}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void keys() throws IOException {
        Files.writeString(directory.resolve("master"), "pki_dir: " + directory.resolve("pki") + "\n");
        for (String key : List.of("minions/web1", "minions/web2", "minions/db1", "minions_pre/new1")) {
            Path file = directory.resolve("pki").resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    @ParameterizedTest
    @CsvSource({"bash, brine.bash", "zsh, _brine"})
    void scriptSaysWhatTheOptionsSay(String shell, String file) throws IOException {
        Result result = CommandSite.in(directory).run("completion", shell);
        assertThat(Files.readString(SCRIPTS.resolve(file)))
                .as("write it anew: BRINE_PROGRAM=completion bin/brine %s > completion/%s", shell, file)
                .isEqualTo(result.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            salt --state-o            | --state-output
            salt --out = js           | json
            salt --out y              | yaml
            salt-call --local -l d    | debug
            salt -c DIR w             | web1 web2
            salt -c DIR -t 5 web1 te  | test.ping test.echo
            salt -c DIR -E web1 sta   | state.apply
            salt-call --local test.p  | test.ping
            salt-key -c DIR -a n      | new1
            salt-key --config-dir = DIR -d we | web1 web2
            salt --make               | --make-token
            salt-key --make           | --make-token
            salt-call --make          |
            """)
    void bashOffersWhatMayFollow(String line, String offered) throws Exception {
        List<String> words = new ArrayList<>(List.of("bash", "--norc", "-c", COMPLETE, "bash"));
        words.add(SCRIPTS.resolve("brine.bash").toString());
        words.addAll(List.of(line.replace("DIR", directory.toString()).split(" ")));
        assertThat(output(words).split("\\s+"))
                .containsExactlyInAnyOrder(offered == null ? new String[] {""} : offered.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"brine.bash", "_brine"})
    void shellReadsItsScriptWithoutComplaint(String file) throws Exception {
        String shell = file.startsWith("_") ? "zsh" : "bash";
        assumeThat(onPath(shell)).as(shell + " is here").isTrue();
        assertThat(output(List.of(shell, "-n", SCRIPTS.resolve(file).toString())))
                .isEmpty();
    }

    @Test
    void unknownShellIsAUsageError() throws IOException {
        assertThat(CommandSite.in(directory).run("completion", "fish"))
                .isEqualTo(new Result(64, "", "Usage: Main completion bash|zsh\n"));
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(d -> Files.isExecutable(Path.of(d, program)));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.equals("\n") ? "" : text;
    }
}
