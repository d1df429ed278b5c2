package dev.brine.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.system.RealSite.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and daemons as users run them. */
class CommandLineIT {

    private static final String PONG = "web1:\n    True\n";

    private RealSite site;

    @BeforeEach
    void startMaster(@TempDir Path directory) throws Exception {
        site = new RealSite(directory, "");
        site.startMaster();
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    @Test
    void acceptedMinionAnswersAndRunsStates() throws Exception {
        site.write("srv/test.sls", site.directory() + "/example:\n  file.managed:\n    - source: salt://example\n");
        site.write("srv/example", "from the master\n");
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");

        assertThat(site.run("salt-key", "-L").out())
                .isEqualTo("Accepted Keys:\nweb1\nDenied Keys:\nUnaccepted Keys:\nRejected Keys:\n");
        Result state = site.run("salt", "web1", "state.sls", "test");
        assertThat(state.out()).contains("Function: file.managed", "Succeeded: 1 (changed=1)");
        assertThat(state.exit()).isZero();
        assertThat(Files.readString(site.directory().resolve("example"))).isEqualTo("from the master\n");
        assertThat(site.run("salt-run", "manage.up").out()).isEqualTo("- web1\n");
        assertThat(site.runAt("web1", "salt-call", "test.ping").out()).isEqualTo("local:\n    True\n");
    }

    @Test
    void killedMasterIsFoundAgainByItsMinion() throws Exception {
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");

        site.kill("master");
        assertThat(site.run("salt-key", "-L").out()).contains("Accepted Keys:\nweb1\n");
        site.startMaster();

        site.awaitPing("web1");
    }

    @Test
    void killedMinionComesBackWithItsKey() throws Exception {
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");

        site.kill("web1");
        Result silent = site.run("salt", "-t", "1", "web1", "test.ping");
        assertThat(silent.out()).startsWith("web1:\n    Minion did not return.");
        assertThat(silent.exit()).isEqualTo(1);
        site.startMinion("web1");

        site.awaitPing("web1");
    }

    @Test
    void minionKilledBeforeItsKeyIsAcceptedStartsWhereItWas() throws Exception {
        site.startMinion("web1");
        site.await("its key", () -> site.run("salt-key", "-l", "pre").out().contains("web1"));
        site.kill("web1");
        site.accept("web1");
        site.startMinion("web1");
        site.awaitPing("web1");
    }

    @Test
    void masterKilledWhileAKeyWaitsStillHasIt() throws Exception {
        site.startMinion("web1");
        site.await("its key", () -> site.run("salt-key", "-l", "pre").out().contains("web1"));
        site.kill("master");
        site.startMaster();
        site.accept("web1");
        site.awaitPing("web1");
    }

    @Test
    void nobodyMatchesIsExitCodeTwo() throws Exception {
        Result result = site.run("salt", "zz*", "test.ping");
        assertThat(result.out())
                .isEqualTo("No minions matched the target. No command was sent, no jid was assigned.\n");
        assertThat(result.err()).isEqualTo("ERROR: No return received\n");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void eventsAreShownAsTheyPass() throws Exception {
        assertThat(shownEvent("count=1"))
                .matches("demo/one\t\\{\"a\": \\[1, \"two\"], \"_stamp\": \"[^\"]*\"}\nNone\n");
    }

    @Test
    void whoFiredAnEventIsShownToThoseWhoAsk() throws Exception {
        assertThat(shownEvent("count=1", "origin=True", "pretty=True"))
                .contains("\"_origin\": {\n        \"id\": \"\",\n        \"kind\": \"local\"", "\"_number\": ");
    }

    private String shownEvent(String... options) throws Exception {
        Path out = site.directory().resolve("events");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("brine.bin", "../bin"))
                        .resolve("salt-run")
                        .toString(),
                "-c",
                site.etc("master").toString(),
                "state.event",
                "demo/*"));
        command.addAll(List.of(options));
        Process watch = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        site.await("the event", () -> {
            site.run("salt-run", "event.send", "demo/one", "{a: [1, two]}");
            return !watch.isAlive();
        });
        return Files.readString(out);
    }

    @Test
    void daemonGoesToTheBackgroundWithItsOwnPidAndLogFile() throws Exception {
        site.kill("master");
        Path pid = site.directory().resolve("own.pid");
        Path log = site.directory().resolve("own.log");
        String[] options = {"-d", "--pid-file", pid.toString(), "--log-file", log.toString(), "--log-file-level=info"};
        assertThat(site.run("salt-master", options)).isEqualTo(new Result(0, "", ""));
        site.await("its log", () -> Files.exists(log) && Files.readString(log).contains(" is up: requests on port "));
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
        daemon.destroy();
        daemon.onExit().get(60, TimeUnit.SECONDS);
        assertThat(pid).doesNotExist();
        assertThat(Files.readString(log)).endsWith("] salt-master stops\n").doesNotContain("[DEBUG");
    }

    @Test
    void wrongOptionIsExitCodeSixtyFour() throws Exception {
        Result result = site.run("salt", "--no-such-option");
        assertThat(result.err())
                .isEqualTo("Usage: salt [options] '<target>' <function> [arguments]\n\n"
                        + "salt: error: no such option: --no-such-option\n");
        assertThat(result.exit()).isEqualTo(64);
    }

    @Test
    void linkToALauncherWorksFromAnywhere() throws Exception {
        Path link = site.directory().resolve("my-salt");
        Files.createSymbolicLink(
                link,
                Path.of(System.getProperty("brine.bin", "../bin"))
                        .toAbsolutePath()
                        .resolve("salt"));
        assertThat(RealSite.run(List.of(link.toString()), Map.of("BRINE_PROGRAM", "salt", "BRINE_NO_ARCHIVE", "1"))
                        .exit())
                .isEqualTo(42);
    }
}
