package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sys} and {@code -d}: what functions of every family there are, users' own among them. */
class SysCommandTest {

    @TempDir
    Path directory;

    private CommandSite site;

    @BeforeEach
    void configure() throws IOException {
        site = CommandSite.in(directory);
        site.write(
                "etc/minion",
                "id: web1\nroot_dir: " + directory + "\nmodule_dirs: [" + directory + "/ext]\nrunner_dirs: ["
                        + directory + "/ext/runners]\n");
        site.write(
                "ext/modules/greet.py",
                "def hi(name, loud=False):\n    '''\n    Greet.\n\n    .. code-block:: bash\n\n        salt '*' greet.hi\n"
                        + "    '''\n    return name\n\n\ndef bare():\n    return 1\n");
        site.write("ext/states/calm.py", "def down(name, depth=2, **kwargs):\n    '''Calm down.'''\n    return {}\n");
        site.write("ext/runners/tidy.py", "def up(all=True):\n    '''Tidy up.'''\n    return 1\n");
        site.write("ext/returners/pigeon.py", "def returner(ret):\n    '''Send a pigeon.'''\n    return 1\n");
        site.write(
                "ext/renderers/upper.py",
                "def render(source, saltenv='base', sls='', **kw):\n    '''Shout.'''\n    return 1\n");
    }

    private String sys(String... args) {
        List<String> line = new ArrayList<>(List.of("--local", "--out=json", "--out-indent=-1"));
        line.addAll(List.of(args));
        String out = site.runAt(directory.resolve("etc"), "salt-call", line.toArray(String[]::new))
                .out();
        return out.substring("{\"local\": ".length(), out.length() - 2);
    }

    @Test
    void statesAreListedAndExplained() {
        assertThat(sys("sys.list_state_modules", "te*", "calm")).isEqualTo("[\"calm\", \"test\"]");
        assertThat(sys("sys.list_state_functions", "calm", "test.succeed*"))
                .isEqualTo("[\"calm.down\", \"test.succeed_with_changes\", \"test.succeed_without_changes\"]");
        assertThat(sys("sys.list_state_functions", "no")).isEqualTo("[]");
        assertThat(sys("sys.state_doc", "calm.down")).isEqualTo("{\"calm.down\": \"Calm down.\"}");
        assertThat(sys("sys.state_doc", "test.n*")).contains("{\"test.nop\": \"");
        assertThat(sys("sys.state_argspec", "calm"))
                .isEqualTo("{\"calm.down\": {\"args\": [\"name\", \"depth\"], \"defaults\": [2], \"varargs\": null,"
                        + " \"kwargs\": true}}");
        assertThat(sys("sys.state_argspec", "test.nop"))
                .isEqualTo(
                        "{\"test.nop\": {\"args\": [\"name\"], \"defaults\": null, \"varargs\": null, \"kwargs\": true}}");
    }

    @Test
    void stateSchemaNamesEachArgument() {
        assertThat(sys("sys.state_schema", "calm.down"))
                .startsWith("[{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"title\": \"calm.down\"")
                .contains(
                        "\"depth\": {\"oneOf\": [{\"type\": \"boolean\", \"title\": \"depth\", \"description\": \"depth\","
                                + " \"default\": 2}",
                        "\"x-ordering\": [\"name\", \"depth\"], \"additionalProperties\": false");
    }

    @Test
    void runnersAreKnownWhereNoneOfThemRuns() {
        assertThat(sys("sys.list_runners", "t*", "reactor", "state"))
                .isEqualTo("[\"reactor\", \"state\", \"test\", \"tidy\"]");
        assertThat(sys("sys.list_runner_functions", "tidy", "manage.u*")).isEqualTo("[\"manage.up\", \"tidy.up\"]");
        assertThat(sys("sys.runner_doc", "tidy")).isEqualTo("{\"tidy.up\": \"Tidy up.\"}");
        assertThat(sys("sys.runner_doc", "manage.up")).startsWith("{\"manage.up\": \"");
        assertThat(sys("sys.runner_argspec", "test.arg"))
                .isEqualTo("{\"test.arg\": {\"args\": null, \"defaults\": null, \"varargs\": true, \"kwargs\": true}}");
    }

    @Test
    void returnersAndRenderersAreListedAndExplained() {
        assertThat(sys("sys.list_returners", "r*", "pigeon")).isEqualTo("[\"pigeon\", \"rawfile_json\"]");
        assertThat(sys("sys.list_returner_functions", "pgjsonb.get_*", "pigeon"))
                .isEqualTo("[\"pgjsonb.get_fun\", \"pgjsonb.get_jid\", \"pgjsonb.get_jids\", \"pgjsonb.get_load\","
                        + " \"pgjsonb.get_minions\", \"pigeon.returner\"]");
        assertThat(sys("sys.returner_doc", "pigeon")).isEqualTo("{\"pigeon.returner\": \"Send a pigeon.\"}");
        assertThat(sys("sys.returner_argspec", "syslog.returner")).contains("\"args\": [\"ret\"]");
        assertThat(sys("sys.list_renderers", "j*", "upper")).isEqualTo("[\"jinja\", \"json\", \"upper\"]");
        assertThat(sys("sys.renderer_doc", "upper", "json"))
                .isEqualTo("{\"json\": \"Read JSON.\", \"upper\": \"Shout.\"}");
    }

    @Test
    void namesMeanModulesFunctionsOrGlobs() {
        assertThat(sys("sys.list_functions", "greet")).isEqualTo("[\"greet.bare\", \"greet.hi\"]");
        assertThat(sys("sys.list_functions", "test.p*", "greet.h*"))
                .isEqualTo("[\"greet.hi\", \"test.ping\", \"test.provider\", \"test.providers\"]");
        assertThat(sys("sys.doc", "greet."))
                .isEqualTo(
                        "{\"greet.bare\": null, \"greet.hi\": \"\\n    Greet.\\n\\n        salt '*' greet.hi\\n    \"}");
        assertThat(sys("sys.doc", "*et.h*")).contains("\"greet.hi\": ");
        assertThat(sys("sys.argspec", "greet.h*"))
                .isEqualTo("{\"greet.hi\": {\"args\": [\"name\", \"loud\"], \"defaults\": [false], \"varargs\": null,"
                        + " \"kwargs\": null}}");
        assertThat(sys("sys.argspec", "test.a")).isEqualTo("{}");
        assertThat(sys("sys.doc", "nosuch")).isEqualTo("{}");
    }

    @Test
    void documentationOfAllCommandsHasOneShape() {
        assertThat(site.runAt(directory.resolve("etc"), "salt-call", "--local", "-d", "test.ping")
                        .out())
                .isEqualTo("test.ping:\n\n    Return True: the minion is up and answers.\n    \n\n");
        assertThat(site.runAt(directory.resolve("etc"), "salt-call", "--local", "-d", "greet")
                        .out())
                .isEqualTo(
                        "greet.hi:\n\n    Greet.\n\n    .. code-block:: bash\n\n        salt '*' greet.hi\n    \n\n");
    }
}
