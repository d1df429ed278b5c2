package dev.brine.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite;
import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have: {@code --version}, {@code -V}, {@code -h}, {@code --saltfile}, {@code -c}. */
class CommonFlagsTest {

    @TempDir
    Path directory;

    private CommandSite site;

    @BeforeEach
    void site() throws IOException {
        site = CommandSite.in(directory);
    }

    private Result run(String program, String... args) {
        return site.runAt(directory, program, args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void versionIsOneLine(String program) {
        Result version = run(program, "--version");
        assertThat(version.out()).matches(program + " \\S+ \\(Brine\\)\n");
        assertThat(version.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void versionsReportNamesWhatIsInvolved(String program) {
        assertThat(run(program, "-V")).isEqualTo(run(program, "--versions-report"));
        assertThat(run(program, "-V").out())
                .startsWith("Brine Version:\n             Brine: ")
                .contains("\nJava Versions:\n", "\nSystem Versions:\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void helpComesByBothNamesWhateverElseIsGiven(String program) {
        Result help = run(program, "-h");
        assertThat(help).isEqualTo(run(program, "--help", "some", "words"));
        assertThat(help.out()).startsWith("Usage: " + program + " [options]");
        assertThat(help.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void configurationComesFromTheDirectoryGiven(String program) throws IOException {
        site.write("other/master", "- no map\n");
        site.write("other/minion", "- no map\n");
        for (String option : new String[] {"-cother", "--config-dir=other"}) {
            Result result = run(program, option, "x", "y", "z");
            assertThat(result.err()).contains("Failed to load configuration: " + file(program));
            assertThat(result.exit()).isEqualTo(64);
        }
    }

    private String file(String program) {
        boolean minion = program.equals("salt-call") || program.equals("salt-minion");
        return directory.resolve("other").resolve(minion ? "minion" : "master").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void optionsComeFromTheSaltfileGiven(String program) throws IOException {
        site.write("broken/master", "- no map\n");
        site.write("broken/minion", "- no map\n");
        Path options = site.write("Options", program + ":\n  config_dir: " + directory.resolve("broken") + "\n");
        Result result = run(program, "--saltfile=" + options, "x", "y", "z");
        assertThat(result.err()).contains("Failed to load configuration: " + directory.resolve("broken"));
        assertThat(run(program, "--saltfile=nowhere").err()).endsWith("error: 'nowhere' file does not exist.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "salt, -H",
        "salt, --hosts",
        "salt, -R",
        "salt, --range",
        "salt-cp, -H",
        "salt-cp, --hosts",
        "salt-cp, -R",
        "salt-cp, --range",
        "salt-call, --proxyid=x",
        "salt-call, --profiling-path=/tmp/x",
        "salt-call, --enable-profiling",
        "salt-run, --profiling-path=/tmp/x",
        "salt-run, --enable-profiling"
    })
    void whatThisVersionLacksIsRefusedWithItsReason(String program, String option) {
        Result refused = run(program, option, "*", "x", "y");
        assertThat(refused.err())
                .contains(": error: option " + option.replaceFirst("=.*", "") + " is not available in this version: ");
        assertThat(refused.exit()).isEqualTo(64);
    }
}
