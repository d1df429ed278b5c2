package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells see; each code is that of Salt 3006 for the same line, unless its name says otherwise. */
class ExitCodeTest {

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory)
                .start(master -> master.option("external_auth", Map.of("auto", Map.of("ann", List.of("test.*")))))
                .minion("web1");
        site.write("srv/fails.sls", "bad:\n  test.fail_without_changes: []\n");
        site.write("srv/fine.sls", "good:\n  test.nop: []\n");
        site.write("srv/broken.sls", "a: [\n");
        site.write(
                "web1/etc/minion",
                "id: web1\nroot_dir: " + directory.resolve("web1") + "\nfile_roots:\n  base: ["
                        + directory.resolve("srv") + "]\npillar_roots:\n  base: [" + directory.resolve("pillar")
                        + "]\n");
        site.write(
                "sick/etc/minion",
                "id: sick\nroot_dir: " + directory.resolve("sick") + "\nfile_roots:\n  base: ["
                        + directory.resolve("srv") + "]\npillar_roots:\n  base: [" + directory.resolve("badpillar")
                        + "]\n");
        site.write("badpillar/top.sls", "base:\n  '*':\n    - bad\n");
        site.write("badpillar/bad.sls", "a: {{ nosuch.x.y }}\n");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, web1 test.ping",
        "2, zz* test.ping",
        "2, -G role:nope test.ping",
        "0, zz* test.ping --async",
        "0, zz* test.ping -b 1",
        "1, web1 test.retcode 42",
        "1, web1 test.nope",
        "1, web1 state.sls fails",
        "1, web1 state.sls nosuch",
        "1, web1 state.sls broken",
        "0, web1 state.sls fine",
        "42, web1 test.retcode 42 -b 1",
        "2, web1 state.sls fails -b 1",
        "1, web1 state.sls nosuch -b 1",
        "1, web1 test.ping -b many",
        "64, --no-such-option",
        "64, -E -L web1 test.ping",
        "42, web1",
        "0, --help",
        "0, --version"
    })
    void salt(int code, String line) {
        assertThat(site.run("salt", line.split(" ")).exit()).isEqualTo(code);
    }

    @Test
    void whoIsRefusedGetsTwo() {
        assertThat(site.as("bob", site.etc("salt"), "salt", "web1", "test.ping").exit())
                .isEqualTo(2);
        assertThat(site.as(
                                "ann",
                                site.etc("salt"),
                                "salt",
                                "-a",
                                "auto",
                                "--username=ann",
                                "--password=x",
                                "web1",
                                "cmd.run",
                                "id")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void withoutAMasterItIsTwoWhereSaltsIsZero() throws IOException {
        site.write("none/etc/master", "root_dir: " + site.directory().resolve("none") + "\n");
        Path etc = site.directory().resolve("none/etc");
        assertThat(site.runAt(etc, "salt", "*", "test.ping").exit()).isEqualTo(2);
        assertThat(site.runAt(etc, "salt-run", "manage.up").exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, test.ping",
        "0, 0, test.false",
        "1, 42, test.retcode 42",
        "255, 255, nosuch.fun",
        "1, 1, test.echo",
        "1, 1, test.exception x",
        "1, 2, state.sls fails",
        "1, 1, state.sls nosuch",
        "1, 1, state.sls broken",
        "0, 0, state.sls fine"
    })
    void saltCall(int code, int passedThrough, String line) {
        assertThat(call("web1", line).exit()).isEqualTo(code);
        assertThat(call("web1", "--retcode-passthrough " + line).exit()).isEqualTo(passedThrough);
    }

    @ParameterizedTest
    @CsvSource({"1, 5, state.sls fine", "1, 5, state.apply", "1, 5, state.sls nosuch", "0, 0, pillar.items"})
    void saltCallWithAPillarThatCannotBeRendered(int code, int passedThrough, String line) {
        assertThat(call("sick", line).exit()).isEqualTo(code);
        assertThat(call("sick", "--retcode-passthrough " + line).exit()).isEqualTo(passedThrough);
    }

    @ParameterizedTest
    @CsvSource({"64, -d test.ping test.echo", "64, -g test.ping", "64, --no-such-option"})
    void saltCallThatIsNotUnderstood(int code, String line) {
        assertThat(call("web1", line).exit()).isEqualTo(code);
    }

    private static Result call(String id, String line) {
        List<String> words = new ArrayList<>(List.of("--local"));
        words.addAll(List.of(line.split(" ")));
        return site.runAt(site.directory().resolve(id + "/etc"), "salt-call", words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "0, manage.up",
        "0, nosuch.fun",
        "0, jobs.lookup_jid",
        "1, error.error name=ValueError message=x",
        "64, --no-such-option",
        "64, --jid=x manage.up"
    })
    void saltRun(int code, String line) {
        assertThat(site.run("salt-run", line.split(" ")).exit()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0, -L", "0, -a nosuch", "0, -f nosuch", "64, -l wrong", "64, --keysize=10 --gen-keys=x"})
    void saltKey(int code, String line) {
        assertThat(site.run("salt-key", line.split(" ")).exit()).isEqualTo(code);
    }

    /** Salt 3006: 0 each time, so a script does not see that nothing was done. */
    @ParameterizedTest
    @CsvSource({"salt-cp, 64, web1 x", "salt-cp, 2, zz* etc/hosts /opt/x", "salt-key, 64, -D web1"})
    void nothingWasDoneWhereSaltsIsZero(String program, int code, String line) throws IOException {
        site.write("etc/hosts", "x\n");
        assertThat(site.run(program, line.split(" ")).exit()).isEqualTo(code);
    }
}
