package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions of {@code saltutil} by which a minion uses the master whose configuration lies beside its own. */
class MasterHostTest {

    private static CommandSite site;
    private static Path beside;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory);
        site.start();
        site.minion("web1").minion("web2");
        beside = directory.resolve("m/etc");
        site.write("m/etc/minion", "id: host\nroot_dir: " + directory.resolve("host") + "\n");
        site.write("alone/minion", "id: alone\nroot_dir: " + directory.resolve("alone") + "\n");
        site.write("alone/master", "root_dir: " + directory.resolve("alone") + "\n");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static Result call(Path config, String... args) {
        List<String> line = new ArrayList<>(List.of("--local", "--out=json", "--out-indent=-1"));
        line.addAll(List.of(args));
        return site.runAt(config, "salt-call", line.toArray(String[]::new));
    }

    private static Result call(String... args) {
        return call(beside, args);
    }

    @Test
    void functionRunsOnMinionsOfTheMaster() {
        assertThat(call("saltutil.cmd", "web*", "test.echo", "arg=[hi]").out().replaceAll("\"\\d{20}\"", "JID"))
                .isIn(
                        "{\"local\": {\"web1\": {\"ret\": \"hi\", \"retcode\": 0, \"jid\": JID},"
                                + " \"web2\": {\"ret\": \"hi\", \"retcode\": 0, \"jid\": JID}}}\n",
                        "{\"local\": {\"web2\": {\"ret\": \"hi\", \"retcode\": 0, \"jid\": JID},"
                                + " \"web1\": {\"ret\": \"hi\", \"retcode\": 0, \"jid\": JID}}}\n");
        assertThat(call("saltutil.cmd", "nobody", "test.ping").out()).isEqualTo("{\"local\": {}}\n");
        assertThat(call("saltutil.cmd", "web1", "test.arg_clean", "arg=[x]", "kwarg={a: 1}")
                        .out())
                .contains("\"ret\": {\"args\": [\"x\"], \"kwargs\": {\"a\": 1}}");
    }

    @Test
    void someMinionsOrAFewAtATime() {
        assertThat(call("saltutil.cmd", "web*", "test.echo", "arg=[x]", "batch=1")
                        .out())
                .contains("\"web1\": {\"out\": \"highstate\", \"ret\": \"x\"}", "\"web2\": {\"out\": \"highstate\"");
        assertThat(call("saltutil.cmd", "web*", "test.ping", "batch=many").err())
                .contains("Invalid batch data sent: many\nData must be in the form of %10, 10% or 3");
        String one = call("saltutil.cmd", "web*", "test.ping", "subset=1").out();
        assertThat(one.contains("web1")).isNotEqualTo(one.contains("web2"));
        assertThat(call("saltutil.cmd_iter", "web1", "test.ping").out()).contains("\"web1\": {\"ret\": true");
    }

    @Test
    void runnerAndWheelFunctionsRunOnTheMaster() {
        assertThat(call("saltutil.runner", "test.arg", "arg=[a]", "kwarg={foo: bar}", "more=1")
                        .out())
                .isEqualTo("{\"local\": {\"args\": [\"a\"], \"kwargs\": {\"foo\": \"bar\", \"more\": 1}}}\n");
        assertThat(call("saltutil.runner", "test.arg", "full_return=True").out())
                .contains("\"fun\": \"runner.test.arg\"", "\"success\": true");
        assertThat(call("saltutil.wheel", "key.list_all").out())
                .contains("\"fun\": \"wheel.key.list_all\"", "\"minions\": [\"web1\", \"web2\"]");
        assertThat(call("saltutil.wheel", "key.finger", "match=web1").out())
                .contains("\"fun_args\": [{\"match\": \"web1\"}]", "\"web1\": \"");
    }

    @Test
    void whatTheMasterLacksIsSaid() {
        assertThat(call("saltutil.runner", "no.such").err())
                .isEqualTo("Error running 'saltutil.runner': 'no.such' is not available on the master.\n");
        assertThat(call("saltutil.cmd", "web1", "test.ping", "ssh=True").err()).contains("salt-ssh");
    }

    @Test
    void minionElsewhereIsToldThatThereIsNoMaster() throws IOException {
        Path alone = site.directory().resolve("alone");
        assertThat(call(alone, "saltutil.cmd", "*", "test.ping").err())
                .contains("The salt master could not be contacted. Is master running?");
        assertThat(call(alone, "saltutil.wheel", "key.list_all").err())
                .contains("This command can only be executed on a minion that is located on the master.");
        assertThat(call(alone, "saltutil.runner", "test.arg").exit()).isEqualTo(1);
    }

    @Test
    void environmentsModulesNeedNoSynchronising() throws IOException {
        site.write("env/_modules/greet.py", "def hi(name='you'):\n    return 'hi ' + name\n");
        site.write(
                "own/minion",
                "id: own\nroot_dir: " + site.directory().resolve("own") + "\nfile_roots: {base: ["
                        + site.directory().resolve("env") + "]}\n");
        Path own = site.directory().resolve("own");
        assertThat(call(own, "saltutil.mmodule", "base", "greet.hi", "name=ann").out())
                .isEqualTo("{\"local\": \"hi ann\"}\n");
        assertThat(call(own, "saltutil.mmodule", "base", "test.echo", "x").out())
                .isEqualTo("{\"local\": \"x\"}\n");
        assertThat(call(own, "saltutil.mmodule", "dev", "greet.hi").err())
                .contains("no environment 'dev' in the file_roots of this minion; there are: [base]");
        assertThat(call(own, "saltutil.mmodule", "base", "greet.bye").err()).contains("'greet.bye' is not available.");
    }

    @Test
    void minionDoesNotUpdateItself() {
        assertThat(call("saltutil.update").out()).contains("\"_error\": \"this minion cannot update itself");
        assertThat(call("saltutil.pillar_refresh").out()).isEqualTo("{\"local\": true}\n");
    }
}
