package dev.brine.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.system.RealSite.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenario of {@code ./quickstart}: two reactor rules let a minion in and set it up. */
class QuickstartIT {

    private static final String LAUNCHER = Path.of(System.getProperty("brine.bin", "../bin"))
            .toAbsolutePath()
            .resolve("brine")
            .toString();

    @Test
    void newMinionIsAcceptedAndSetUpByTheRules(@TempDir Path directory) throws Exception {
        Result first = run("--once", "--dir", directory.toString());
        assertThat(first.exit()).as(first.out() + first.err()).isZero();
        assertThat(first.out())
                .containsSubsequence(
                        "the master is up", "a minion knocks", "its key is accepted", "the minion is up", "Done in");
        assertThat(Files.readString(directory.resolve("example"))).isEqualTo("This file came from the master.\n");
        assertThat(Files.readString(directory.resolve("cpis"))).isEqualTo("initsok\n");

        Result second = run("--once", "--dir", directory.toString());
        assertThat(second.exit()).as(second.out() + second.err()).isZero();
        assertThat(Files.readString(directory.resolve("cpis"))).isEqualTo("initsok\n");
    }

    @Test
    void takenPortIsNamed(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Result result = run("--once", "--dir", directory.toString(), "--ports", port + ",1");
            assertThat(result.exit()).isNotZero();
            assertThat(result.err()).contains("port " + port + " is taken", "--ports P1,P2");
        }
    }

    private static Result run(String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(LAUNCHER));
        command.addAll(List.of(args));
        return RealSite.run(command, Map.of("BRINE_PROGRAM", "quickstart"));
    }
}
