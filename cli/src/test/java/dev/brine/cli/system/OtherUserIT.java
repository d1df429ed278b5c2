package dev.brine.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brine.cli.system.RealSite.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of this host other than the master's own. Only root can be them, so that others leave these tests out. */
@Timeout(300)
class OtherUserIT {

    private static final Path RUNUSER = Path.of("/usr/sbin/runuser");

    private RealSite site;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")) && Files.isExecutable(RUNUSER), "needs root");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        site = new RealSite(directory, "publisher_acl:\n  daemon: ['test.*']\n");
        assumeTrue(as("daemon", "salt", "--version").exit() == 0, "this checkout is for root only");
        site.startMaster();
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");
    }

    @AfterEach
    void stop() throws Exception {
        if (site != null) {
            site.close();
        }
    }

    private Result as(String user, String program, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(RUNUSER.toString(), "-u", user, "--"));
        command.add(RealSite.command(program));
        command.addAll(List.of("-c", site.etc("master").toString()));
        command.addAll(List.of(args));
        return RealSite.run(command, Map.of());
    }

    @Test
    void userOfThePublisherAclRunsWhatItAllowsAndReadsNobodyElsesEvents() throws Exception {
        assertThat(as("daemon", "salt", "web1", "test.ping").out()).isEqualTo("web1:\n    True\n");
        assertThat(as("daemon", "salt", "-b", "1", "web1", "test.ping").out()).contains("web1:\n    True\n");

        Result refused = as("daemon", "salt", "web1", "cmd.run", "id");
        assertThat(refused.out()).contains("Authorization error occurred.").doesNotContain("uid=");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(as("nobody", "salt", "web1", "test.ping").out()).contains("Authentication error occurred.");

        Path cache = site.directory().resolve("master/var/cache/salt/master");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve(".daemon_key"))))
                .isEqualTo("rw-------");
        Result events = as("daemon", "salt-run", "state.event", "count=1");
        assertThat(events.exit()).isNotZero();
        assertThat(events.out() + events.err()).contains("run this as the daemon's user");
        List<String> open = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(cache)) {
            for (Path entry : entries) {
                if (PosixFilePermissions.toString(Files.getPosixFilePermissions(entry))
                        .matches(".{6}.*[rwx].*")) {
                    open.add(entry.toString());
                }
            }
        }
        assertThat(open).as("what others may read or pass").isEmpty();
    }
}
