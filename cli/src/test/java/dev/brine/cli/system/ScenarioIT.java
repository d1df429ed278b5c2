package dev.brine.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new minion is accepted and set up by reactor rules, whatever dies on the way. */
class ScenarioIT {

    private RealSite site;

    @BeforeEach
    void layOut(@TempDir Path directory) throws Exception {
        site = new RealSite(directory, "");
        site.write(
                "master/etc/master.d/reactor.conf",
                "reactor:\n  - 'salt/auth': [" + directory + "/reactor/Minion.sls]\n  - 'salt/minion/*/start': ["
                        + directory + "/reactor/auto.sls]\n");
        site.write(
                "reactor/Minion.sls",
                "{% if data['act'] == 'pend' and data['id'].startswith('Min') %}\nminion_add:\n  wheel.key.accept:\n"
                        + "    - match: {{ data['id'] }}\n{% endif %}\n");
        site.write(
                "reactor/auto.sls",
                "{% if data['id'].startswith('Min') %}\nfiles:\n  local.state.sls:\n    - tgt: {{ data['id'] }}\n"
                        + "    - arg: [test]\nmark:\n  local.cmd.run:\n    - tgt: {{ data['id'] }}\n    - arg:\n"
                        + "      - echo initsok >> " + directory + "/cpis\n{% endif %}\n");
        site.write("srv/test.sls", directory + "/example:\n  file.managed:\n    - source: salt://example\n");
        site.write("srv/example", "from the master\n");
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    @Test
    void newMinionIsAcceptedAndSetUp() throws Exception {
        site.startMaster();
        site.startMinion("Minion7");
        awaitSetUp();
        assertThat(site.run("salt-key", "-l", "acc").out()).isEqualTo("Accepted Keys:\nMinion7\n");
        assertThat(site.run("salt", "*", "test.ping").out()).isEqualTo("Minion7:\n    True\n");
        assertThat(Files.readString(site.directory().resolve("example"))).isEqualTo("from the master\n");
    }

    @Test
    void minionOfAnotherNameWaitsForAPerson() throws Exception {
        site.startMaster();
        site.startMinion("web1");
        site.startMinion("Minion7");
        awaitSetUp();
        site.await(
                "the other key", () -> site.run("salt-key", "-l", "pre").out().equals("Unaccepted Keys:\nweb1\n"));
    }

    @Test
    void masterKilledAsSoonAsTheMinionKnocksCompletesAfterItsRestart() throws Exception {
        site.startMaster();
        site.startMinion("Minion7");
        site.await("any key file", () -> exists("minions_pre") || exists("minions"));
        site.kill("master");
        site.startMaster();
        awaitSetUp();
    }

    @Test
    void masterKilledAsSoonAsTheKeyIsAcceptedCompletesAfterItsRestart() throws Exception {
        site.startMaster();
        site.startMinion("Minion7");
        site.await("the accepted key", () -> exists("minions"));
        site.kill("master");
        site.startMaster();
        awaitSetUp();
    }

    @Test
    void minionKilledAsSoonAsItsKeyIsAcceptedCompletesAfterItsRestart() throws Exception {
        site.startMaster();
        site.startMinion("Minion7");
        site.await("the accepted key", () -> exists("minions"));
        site.kill("Minion7");
        site.startMinion("Minion7");
        awaitSetUp();
    }

    private boolean exists(String state) {
        return Files.exists(site.directory()
                .resolve("master/etc/salt/pki/master")
                .resolve(state)
                .resolve("Minion7"));
    }

    private void awaitSetUp() throws Exception {
        Path mark = site.directory().resolve("cpis");
        site.await(
                "both reactions",
                () -> Files.exists(site.directory().resolve("example"))
                        && Files.exists(mark)
                        && Files.readString(mark).startsWith("initsok\n"));
    }
}
