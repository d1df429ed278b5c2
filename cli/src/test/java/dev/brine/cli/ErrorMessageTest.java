package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees when something is wrong around a command: what it is, where, and what to do next. */
class ErrorMessageTest {

    @TempDir
    Path directory;

    private CommandSite site;

    @BeforeEach
    void site() throws IOException {
        site = CommandSite.in(directory);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Path nowhere() throws IOException {
        site.write("m/etc/master", "root_dir: " + directory + "\n");
        return directory.resolve("m/etc");
    }

    @ParameterizedTest
    @CsvSource({"salt, * test.ping", "salt-run, manage.up", "salt-cp, * etc/master /opt/x"})
    void masterThatDoesNotRunIsToBeStarted(String program, String args) throws IOException {
        nowhere();
        Result result = site.watched(program, args.split(" "));
        assertThat(result.out()).isEqualTo("The salt master could not be contacted. Is master running?\n");
        assertThat(result.err())
                .isEqualTo("Start it with: salt-master -d. If it runs, give its configuration with -c; this one is of "
                        + directory.resolve("m/etc") + "\n");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void eventsOfAMasterThatDoesNotRunCannotBeWatched() throws IOException {
        Result result = site.runAt(nowhere(), "salt-run", "state.event", "count=1");
        assertThat(result.out()).contains("master_event_pub.ipc", "is the daemon running?");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void keysThatAreNotThereYetAreMadeByTheMaster() throws IOException {
        Result result = site.runAt(nowhere(), "salt-key", "-L");
        assertThat(result.err())
                .isEqualTo("Error: " + directory.resolve("etc/salt/pki/master")
                        + ": no such directory; start the master once, or give -c its configuration\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void strangerIsToldWhatProvesWhoHeIs() throws IOException {
        site.start();
        Result refused = site.watchedAs("ann", "salt", "*", "test.ping");
        assertThat(refused.out()).contains("Authentication error occurred.");
        assertThat(refused.err())
                .contains(
                        "cache/.ann_key cannot be read. Others need -a with an external_auth, or their name in publisher_acl");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(site.watchedAs("ann", "salt-run", "manage.up").err()).contains(".ann_key cannot be read");
    }

    @Test
    void keyFileOfAnotherMasterIsNamed() throws IOException {
        site.start();
        String me = System.getProperty("user.name");
        Files.writeString(site.master().cache().resolve("." + me + "_key"), "another");
        Result refused = site.watched("salt", "*", "test.ping");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("_key is not the one that the master has made (was it restarted?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-run", "salt-key", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void mistakeInTheConfigurationIsNamedWithItsLine(String program) throws IOException {
        site.write("bad/master", "a: b\n  c: [1\n");
        site.write("bad/minion", "a: b\n  c: [1\n");
        Result result = site.runAt(directory.resolve("bad"), program, "x", "y", "z");
        String file = program.equals("salt-call") || program.equals("salt-minion") ? "minion" : "master";
        assertThat(result.err())
                .endsWith(program + ": error: Failed to load configuration: "
                        + directory.resolve("bad").resolve(file) + ":2: mapping values are not allowed here\n");
        assertThat(result.exit()).isEqualTo(64);
    }

    @Test
    void configurationDirectoryThatIsNotThereIsAWarning() {
        Result result = site.runAt(Path.of("/no/such"), "salt-call", "--local", "--id=web1", "test.ping");
        assertThat(result)
                .isEqualTo(
                        new Result(0, "local:\n    True\n", "WARNING: CONFIG '/no/such' directory does not exist.\n"));
    }

    @Test
    void configurationThatMayNotBeReadIsNamed() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("root may read everything")
                .isNotEqualTo("root");
        Path file = site.write("closed/minion", "id: web1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Result denied = site.runAt(directory.resolve("closed"), "salt-call", "--local", "test.ping");
        assertThat(denied.err()).endsWith(file + ": cannot read it: permission denied\n");
        assertThat(denied.exit()).isEqualTo(64);
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("---------"));
        assertThat(site.runAt(directory.resolve("closed"), "salt-call", "--local", "--id=x", "test.ping")
                        .err())
                .contains("directory cannot be read by user");
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no/such/file | there is no directory
            home         | it is a directory
            """)
    void outputFileThatCannotBeWrittenStopsTheCommandBeforeItBegins(String file, String why) {
        Path path = directory.resolve(file);
        Result result =
                site.runAt(directory, "salt-call", "--local", "--out-file=" + path, "event.send", "must/not/be/fired");
        assertThat(result.err()).contains("error: cannot write the output to " + path + ": " + why);
        assertThat(result.exit()).isEqualTo(64);
    }

    @Test
    void fullDiskIsNamed() {
        assumeThat(Path.of("/dev/full")).exists();
        Result result = site.runAt(directory, "salt-call", "--local", "--id=web1", "--out-file=/dev/full", "test.ping");
        assertThat(result.err()).endsWith("salt-call: cannot write the output to /dev/full: No space left on device\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void fullDiskBehindStandardOutputIsNoSuccess() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Result result = OwnProcess.run(
                directory, Path.of("/dev/full"), "salt-call", List.of("--local", "--id=web1", "test.ping"));
        assertThat(result.err()).endsWith("salt-call: cannot write the output: No space left on device\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-l", "--log-level", "--log-file-level"})
    void levelThatIsNoneIsRefusedWithThoseThereAre(String option) {
        Result result = site.runAt(directory, "salt-call", "--local", option, "loud", "test.ping");
        assertThat(result.err())
                .endsWith("salt-call: error: option " + option + ": invalid choice: 'loud' (choose from 'all', 'debug',"
                        + " 'error', 'critical', 'garbage', 'info', 'profile', 'quiet', 'trace', 'warning')\n");
        assertThat(result.exit()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            salt        | --sumary     | --summary
            salt        | --batchsize  | --batch-size
            salt-key    | --acept-all  | --accept-all
            salt-run    | --asinc      | --async
            salt-call   | --lokal      | --local
            salt-cp     | --chunkd     | --chunked
            salt-master | --deamon     | --daemon
            salt-minion | --deamon     | --daemon
            """)
    void mistypedOptionIsToldTheNearOne(String program, String typed, String meant) {
        Result result = site.runAt(directory, program, typed);
        assertThat(result.err()).endsWith("no such option: " + typed + " (did you mean " + meant + "?)\n");
        assertThat(result.exit()).isEqualTo(64);
    }
}
