package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code state}: switching state runs off, asking for them, and what is there to run. */
class StateUpkeepCommandTest {

    @TempDir
    Path directory;

    private CommandSite site;

    @BeforeEach
    void configure() throws IOException {
        site = CommandSite.in(directory);
        site.write(
                "etc/minion", "id: web1\nroot_dir: " + directory + "\nfile_roots: {base: [" + directory + "/files]}\n");
        site.write("files/top.sls", "base:\n  '*':\n    - ok\n");
        site.write("files/ok.sls", "ok:\n  test.nop: []\n");
        site.write("files/bad.sls", "bad:\n  test.fail_without_changes: []\n");
        site.write("files/web/a.sls", "a:\n  test.nop: []\n");
    }

    private Result call(String... args) {
        List<String> line = new ArrayList<>(List.of("--local", "--out=json", "--out-indent=-1"));
        line.addAll(List.of(args));
        return site.runAt(directory.resolve("etc"), "salt-call", line.toArray(String[]::new));
    }

    private String value(String... args) {
        String out = call(args).out();
        return out.substring("{\"local\": ".length(), out.length() - 2);
    }

    @Test
    void disabledRunsAreRefusedUntilTheyAreEnabled() {
        assertThat(value("state.list_disabled")).isEqualTo("\"\"");
        assertThat(value("state.disable", "highstate,ok,web.*"))
                .isEqualTo("{\"res\": true, \"msg\": \"Info: highstate state disabled.\\nInfo: ok state disabled.\\n"
                        + "Info: web.* state disabled.\"}");
        assertThat(value("state.disable", "ok"))
                .isEqualTo("{\"res\": true, \"msg\": \"Info: ok state already disabled.\"}");
        assertThat(value("state.list_disabled")).isEqualTo("[\"highstate\", \"ok\", \"web.*\"]");

        assertThat(value("state.apply"))
                .isEqualTo("{\"name\": \"Salt highstate run is disabled. To re-enable, run state.enable highstate\","
                        + " \"result\": \"False\", \"comment\": \"Disabled\"}");
        Result refused = call("state.apply", "ok");
        assertThat(refused.out())
                .isEqualTo("{\"local\": [\"The state file \\\"ok\\\" is currently disabled, to re-enable,"
                        + " run state.enable ok.\"]}\n");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(value("state.sls", "web.a"))
                .isEqualTo("[\"The state file \\\"web.a\\\" is currently disabled by \\\"web.*\\\", to re-enable,"
                        + " run state.enable web.*.\"]");

        assertThat(value("state.enable", "highstate,ok,zz"))
                .isEqualTo("{\"res\": true, \"msg\": \"Info: highstate state enabled.\\nInfo: ok state enabled.\\n"
                        + "Info: zz state already enabled.\"}");
        assertThat(value("state.apply", "ok")).contains("\"result\": true");
        assertThat(value("state.apply")).contains("\"result\": true");
        assertThat(value("state.list_disabled")).isEqualTo("[\"web.*\"]");
    }

    @Test
    void runThatWasAskedForIsRunOnce() {
        assertThat(value("state.check_request")).isEqualTo("{}");
        assertThat(value("state.request", "bad", "name=later"))
                .contains("If we weren't testing, this would be a failure!");
        assertThat(value("state.check_request", "later"))
                .startsWith("{\"test_run\": {")
                .endsWith("\"mods\": \"bad\", \"kwargs\": {\"name\": \"later\", \"test\": true}}");
        assertThat(call("state.check_request", "other").err())
                .contains("no state run was asked for under the name 'other'; there are: [later]");
        assertThat(value("state.run_request")).isEqualTo("{}");
        assertThat(value("state.run_request", "later")).contains("\"result\": false");
        assertThat(value("state.check_request")).isEqualTo("{}");
        assertThat(value("state.run_request", "later")).isEqualTo("{}");
    }

    @Test
    void requestsAreForgottenByName() {
        value("state.request", "ok", "name=one");
        value("state.request", "ok", "name=two");
        assertThat(value("state.clear_request", "three")).isEqualTo("false");
        assertThat(value("state.clear_request", "one")).isEqualTo("true");
        assertThat(value("state.check_request")).contains("\"two\"").doesNotContain("\"one\"");
        assertThat(value("state.clear_request")).isEqualTo("true");
        assertThat(value("state.check_request")).isEqualTo("{}");
    }

    @Test
    void usedAndUnusedFilesAreCounted() {
        assertThat(value("state.show_state_usage"))
                .isEqualTo(
                        "{\"base\": {\"used\": [\"ok\"], \"unused\": [\"bad\", \"top\", \"web.a\"], \"count_all\": 4,"
                                + " \"count_used\": 1, \"count_unused\": 3}}");
    }

    @Test
    void ownFilesAreOrchestrated() {
        assertThat(value("state.orchestrate", "ok"))
                .startsWith("{\"data\": {\"web1\": {\"test_|-ok_|-ok_|-nop\": {")
                .endsWith("}}}, \"outputter\": \"highstate\", \"retcode\": 0}");
        assertThat(value("state.orchestrate", "bad")).endsWith("\"outputter\": \"highstate\", \"retcode\": 1}");
    }

    @Test
    void holdsOfRunsThatAreOverAreForgotten() {
        value("state.pause", "20260101000000000000");
        assertThat(directory.resolve("var/cache/salt/minion/state_pause/20260101000000000000"))
                .exists();
        assertThat(value("state.get_pauses")).isEqualTo("{}");
        assertThat(directory.resolve("var/cache/salt/minion/state_pause/20260101000000000000"))
                .doesNotExist();
    }

    @Test
    void tarballsOfSaltSshAreRefused() {
        assertThat(call("state.pkg", "/x.tgz", "1", "md5").err()).contains("salt-ssh, which is not part of Brine");
    }
}
