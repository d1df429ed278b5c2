package dev.brine.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite;
import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that only {@code salt-call} has, as far as no recorded command shows what they do. */
class CallFlagsTest {

    @TempDir
    Path directory;

    private CommandSite site;

    @BeforeEach
    void configure() throws IOException {
        site = CommandSite.in(directory);
        site.write("etc/minion", "id: web1\nroot_dir: " + directory + "\n");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Result call(String... args) {
        return site.runAt(directory.resolve("etc"), "salt-call", args);
    }

    @Test
    void grainsAreShownWithoutAFunction() {
        assertThat(call("--local", "-g").out())
                .startsWith("local:\n    ----------\n")
                .contains("    id:\n        web1\n");
        assertThat(call("--local", "--grains").out()).contains("    id:\n        web1\n");
        assertThat(call("--local", "-g", "test.ping").err()).endsWith("-g/--grains does not accept any arguments\n");
    }

    @Test
    void placeAndMasterAreThoseOfTheCommandLine() {
        assertThat(call("--local", "--cachedir=" + directory.resolve("other"), "config.get", "cachedir")
                        .out())
                .isEqualTo("local:\n    " + directory.resolve("other") + "\n");
        assertThat(call("--local", "--master=192.0.2.9", "config.get", "master").out())
                .isEqualTo("local:\n    192.0.2.9\n");
    }

    @Test
    void executorThatIsNotThereIsNamed() {
        assertThat(call("--local", "--module-executors=[sudo, direct_call]", "test.ping"))
                .isEqualTo(new Result(1, "", "Executor 'sudo' is not available\n"));
        assertThat(call("--local", "--module-executors=direct_call", "--executor-opts={a: 1}", "test.ping"))
                .isEqualTo(new Result(0, "local:\n    True\n", ""));
    }

    @Test
    void grainsAreReadAnewAtEachCall() throws IOException {
        site.write("etc/grains", "role: web\n");
        assertThat(call("--local", "grains.get", "role").out()).isEqualTo("local:\n    web\n");
        site.write("etc/grains", "role: db\n");
        assertThat(call("--local", "--refresh-grains-cache", "grains.get", "role")
                        .out())
                .isEqualTo("local:\n    db\n");
        assertThat(call("--local", "--skip-grains", "test.ping").out()).isEqualTo("local:\n    True\n");
    }

    @Test
    void masterThatDoesNotAnswerInTimeIsNamedWithWhatToLookAt() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        site.write(
                "etc/minion",
                "id: web1\nroot_dir: " + directory + "\nmaster: 127.0.0.1\nmaster_port: " + closed + "\n");
        for (String option : new String[] {"-t1", "--timeout=1"}) {
            Result result = call(option, "test.ping");
            assertThat(result.err())
                    .isEqualTo(
                            "Not signed in at the master within 1 s: is it running, and is the key of web1 accepted there"
                                    + " (salt-key -L)?\n");
            assertThat(result.exit()).isEqualTo(1);
        }
    }

    @Test
    void masterIsToldOfTheReturnUnlessItShallNotBe() throws Exception {
        site.start();
        site.write(
                "etc/minion",
                "id: web1\nroot_dir: " + directory.resolve("web1") + "\nmaster: 127.0.0.1\nmaster_port: "
                        + site.master().master().retPort() + "\nacceptance_wait_time: 1\n");
        assertThat(call("--no-return-event", "test.echo", "kept back").exit()).isZero();
        assertThat(call("test.echo", "told").exit()).isZero();
        site.master().await(e -> "told".equals(e.data().get("return")));
        assertThat(site.master().seen())
                .noneMatch(e -> "kept back".equals(e.data().get("return")));
    }

    @Test
    void minionWhoseKeyIsRejectedIsToldAtOnce() throws Exception {
        site.start(master -> master.option("auto_accept", false));
        site.write(
                "etc/minion",
                "id: web1\nroot_dir: " + directory.resolve("web1") + "\nmaster: 127.0.0.1\nmaster_port: "
                        + site.master().master().retPort() + "\nacceptance_wait_time: 1\n");
        assertThat(call("-t1", "test.ping").exit()).isEqualTo(1);
        assertThat(site.run("salt-key", "-y", "-r", "web1").out()).endsWith("Key for minion web1 rejected.\n");
        Result rejected = call("-t", "3600", "test.ping");
        assertThat(rejected.err())
                .startsWith("The master has rejected the key of web1. On the master, salt-key -d web1");
        assertThat(rejected.exit()).isEqualTo(77);
    }
}
