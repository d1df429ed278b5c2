package dev.brine.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.system.RealSite.Result;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-run state.orchestrate} over a master and two minions; what it prints was compared with Salt 3006. */
class OrchestrateIT {

    private static RealSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = new RealSite(
                directory,
                "reactor:\n  - 'deploy/wanted':\n    - " + directory.resolve("srv/react.sls")
                        + "\npillar_roots:\n  base: [" + directory.resolve("pillar") + "]\n");
        site.write("pillar/top.sls", "base:\n  '*_master':\n    - own\n");
        site.write("pillar/own.sls", "colour: blue\n");
        site.write("srv/work.sls", "greet:\n  test.succeed_with_changes:\n    - name: hello\n");
        site.write("srv/broken.sls", "greet:\n  test.fail_without_changes:\n    - name: hello\n");
        site.write(
                "srv/react.sls",
                "deploy:\n  runner.state.orchestrate:\n    - args:\n      - mods: orch.tell\n      - pillar: {who: {{ data['who']"
                        + " }}}\n");
        site.write(
                "srv/orch/tell.sls",
                "tell:\n  salt.runner:\n    - name: event.send\n    - arg: ['deploy/done', {who: {{ pillar['who'] }}}]\n");
        site.startMaster();
        site.startMinion("web1");
        site.startMinion("web2");
        site.accept("web1");
        site.accept("web2");
        site.awaitPing("web1");
        site.awaitPing("web2");
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
    }

    @Test
    void statesRunOnMinionsInTheOrderOfTheirRequisites() throws Exception {
        site.write(
                "srv/orch/deploy.sls",
                "apply:\n  salt.state:\n    - tgt: 'web*'\n    - sls: work\n    - require:\n      - salt: first\n"
                        + "first:\n  salt.function:\n    - name: test.ping\n    - tgt: '*'\n"
                        + "keys:\n  salt.wheel:\n    - name: key.list_all\n");

        Result result = site.run("salt-run", "state.orchestrate", "orch.deploy");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .containsSubsequence(
                        "          ID: first\n    Function: salt.function\n        Name: test.ping\n      Result: True\n",
                        "     Comment: Function ran successfully. Function test.ping ran on web1, web2.\n",
                        "          ID: apply\n    Function: salt.state\n      Result: True\n",
                        "     Comment: States ran successfully. Updating web1, web2.\n",
                        "                        ID: greet\n                  Function: test.succeed_with_changes\n",
                        "          ID: keys\n    Function: salt.wheel\n        Name: key.list_all\n",
                        "     Comment: Wheel function 'key.list_all' executed.\n",
                        "Succeeded: 3 (changed=3)\nFailed:    0\n");
    }

    @Test
    void failedStateStopsWhatRequiresItAndGivesExitCodeOne() throws Exception {
        site.write(
                "srv/orch/fail.sls",
                "bad:\n  salt.state:\n    - tgt: web1\n    - sls: broken\nafter:\n  salt.function:\n    - name: test.ping\n"
                        + "    - tgt: '*'\n    - require:\n      - salt: bad\n");

        Result result = site.run("salt-run", "state.orch", "orch.fail");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "     Comment: Run failed on minions: web1\n",
                        "     Comment: One or more requisite failed: orch.fail.bad\n",
                        "Failed:    2\n");
    }

    @Test
    void pillarOfTheCallGoesOverThatOfTheMastersHost() throws Exception {
        site.write(
                "srv/orch/pillar.sls",
                "say:\n  salt.function:\n    - name: test.echo\n    - tgt: web1\n    - arg: ['{{ pillar['colour'] }} {{"
                        + " pillar['size'] }}']\n");

        assertThat(site.run("salt-run", "state.orchestrate", "orch.pillar", "pillar={\"size\": \"small\"}")
                        .out())
                .contains("                  web1:\n                      blue small\n");
    }

    @Test
    void testModeSendsNothing() throws Exception {
        site.write(
                "srv/orch/dry.sls",
                "say:\n  salt.function:\n    - name: test.echo\n    - tgt: web1\n    - arg: [a]\nrun:\n  salt.runner:\n"
                        + "    - name: test.arg\n");

        Result result = site.run("salt-run", "state.orchestrate", "orch.dry", "test=True");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains(
                        "     Comment: Function test.echo would be executed on target web1\n",
                        "     Comment: Runner function 'test.arg' would be executed.\n",
                        "Succeeded: 2 (unchanged=2)\n");
    }

    @Test
    void batchesSubsetsAndForgivenMinions() throws Exception {
        site.write(
                "srv/orch/some.sls",
                "batch:\n  salt.function:\n    - name: test.ping\n    - tgt: '*'\n    - batch: 1\n"
                        + "one:\n  salt.function:\n    - name: test.ping\n    - tgt: '*'\n    - subset: 1\n"
                        + "forgiven:\n  salt.state:\n    - tgt: '*'\n    - sls: broken\n    - fail_minions: [web1, web2]\n");

        Result result = site.run("salt-run", "state.orchestrate", "orch.some");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("Function test.ping ran on web1, web2.\n", "States ran successfully. Updating web1, web2.\n")
                .containsPattern("Function test.ping ran on web[12]\\.\n");
    }

    @Test
    void runnersRunSideBySide() throws Exception {
        site.write(
                "srv/orch/both.sls",
                "both:\n  salt.parallel_runners:\n    - runners:\n        one:\n          - name: test.echo\n          - kwarg: {text:"
                        + " hi}\n        test.nothing: []\n");

        Result result = site.run("salt-run", "state.orchestrate", "orch.both");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("     Comment: Runner test.nothing failed.\n", "                  one:\n");
    }

    @Test
    void pausedOrchestrationGoesOnWhenItIsResumed() throws Exception {
        site.write(
                "srv/orch/long.sls",
                "first:\n  salt.runner:\n    - name: test.sleep\n    - s_time: 2\nsecond:\n  salt.runner:\n    - name: test.echo\n"
                        + "    - text: reached\n");
        Result started = site.run("salt-run", "--async", "state.orchestrate", "orch.long");
        Matcher jid = Pattern.compile("salt/run/(\\d{20})").matcher(started.err());
        assertThat(jid.find()).isTrue();
        site.run("salt-run", "state.pause", jid.group(1), "second");
        site.run("salt-run", "state.soft_kill", jid.group(1), "second");

        site.await(
                "the end of the orchestration",
                () -> site.run("salt-run", "events.list", "tag=salt/run/" + jid.group(1) + "/ret", "--out=json")
                        .out()
                        .contains("test.sleep"));

        assertThat(site.run("salt-run", "events.list", "tag=salt/run/" + jid.group(1) + "/ret", "--out=json")
                        .out())
                .doesNotContain("reached");
    }

    @Test
    void reactorStartsAnOrchestration() throws Exception {
        site.run("salt-run", "event.send", "deploy/wanted", "{\"who\": \"ann\"}");

        site.await(
                "the orchestration's own event",
                () -> site.run("salt-run", "events.list", "tag=deploy/done", "--out=json")
                        .out()
                        .contains("ann"));
    }
}
