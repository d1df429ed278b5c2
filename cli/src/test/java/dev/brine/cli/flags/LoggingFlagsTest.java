package dev.brine.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import dev.brine.cli.OwnProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --log-level}, {@code --log-file} and {@code --log-file-level} of every command, in processes of their own. */
class LoggingFlagsTest {

    /** Each command line logs the line beside it; daemons end at once because of their pid file. */
    private static final String SAMPLES = """
            salt        | * test.ping                       | [ERROR   ] Unable to connect to the salt master
            salt-run    | manage.up                         | [ERROR   ] Unable to connect to the salt master
            salt-cp     | * /etc/hostname /opt/x            | [ERROR   ] Unable to connect to the salt master
            salt-key    | -L                                | [DEBUG   ] the keys are in
            salt-call   | --local --return=nosuch test.ping | [ERROR   ] returner nosuch: there is no such returner
            salt-master | --pid-file=/dev/null/pid          | [ERROR   ] salt-master cannot start
            salt-minion | --pid-file=/dev/null/pid          | [ERROR   ] salt-minion cannot start
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(directory.resolve("master"), "root_dir: " + directory + "\n");
        Files.writeString(directory.resolve("minion"), "id: web1\nroot_dir: " + directory + "\n");
        Files.createDirectories(directory.resolve("etc/salt/pki/master"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SAMPLES)
    void fileHasItsOwnLevel(String program, String args, String line) throws Exception {
        Path file = directory.resolve("own.log");
        Result result = run(program, args, "--log-level=quiet", "--log-file=" + file, "--log-file-level=debug");
        assertThat(result.err()).doesNotContain("[ERROR", "[DEBUG");
        assertThat(file)
                .content()
                .contains(line.replaceFirst("^\\[.{8}] ", ""))
                .containsPattern(
                        "(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\[dev\\.brine\\S+]\\[DEBUG {3}]\\[\\d+] ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SAMPLES)
    void consoleHasItsOwnLevel(String program, String args, String line) throws Exception {
        Path file = directory.resolve("own.log");
        Result result = run(program, args, "--log-level=debug", "--log-file=" + file, "--log-file-level=quiet");
        assertThat(result.err()).contains(line, "[DEBUG   ] " + program + " ");
        assertThat(file).doesNotExist();
    }

    private Result run(String program, String args, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(options));
        line.addAll(List.of(args.split(" ")));
        return OwnProcess.run(directory, program, line);
    }
}
