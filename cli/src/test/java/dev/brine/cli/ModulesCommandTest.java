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

/** Small functions of many modules as {@code salt-call --local} runs them; the values are those of Salt 3006. */
class ModulesCommandTest {

    @TempDir
    Path directory;

    private CommandSite site;

    @BeforeEach
    void configure() throws IOException {
        site = CommandSite.in(directory);
        site.write(
                "etc/minion",
                "id: w1\nroot_dir: " + directory + "\nfile_roots: {base: [" + directory
                        + "/files]}\npillar_roots: {base: ["
                        + directory + "/pillar]}\ngrains: {role: web}\nown: {driver: yaml, files: [" + directory
                        + "/values.yaml]}\nenvironment_values: {driver: env}\ndb: {driver: sqlite3, database: "
                        + directory
                        + "/sdb.sqlite}\nsecret: sdb://own/a:b\nsecrets: [sdb://own/a:b, {x: sdb://nosuch/y}]\n");
        site.write("values.yaml", "a:\n  b: deep\n");
        site.write("files/ok.sls", "ok:\n  test.nop: []\n");
        site.write("files/web/a.sls", "a:\n  test.nop: []\n");
        site.write("files/form/defaults.yaml", "a:\n  b: 1\nc: x\n");
        site.write("files/jform/defaults.json", "{\"k\": [1]}");
        site.write("pillar/top.sls", "base:\n  '*':\n    - data\n");
        site.write("pillar/data.sls", "p1: one\n");
    }

    private Result call(String... args) {
        List<String> line = new ArrayList<>(List.of("--local", "--out=json", "--out-indent=-1"));
        line.addAll(List.of(args));
        return site.runAt(directory.resolve("etc"), "salt-call", line.toArray(String[]::new));
    }

    private String value(String... args) {
        Result result = call(args);
        assertThat(result.out()).as(result.err()).startsWith("{\"local\": ");
        return result.out().substring("{\"local\": ".length(), result.out().length() - 2);
    }

    @Test
    void valuesBehindUrisAreReadAndSet() {
        assertThat(value("sdb.get", "sdb://own/a:b")).isEqualTo("\"deep\"");
        assertThat(value("sdb.get", "sdb://own/zz")).isEqualTo("null");
        assertThat(value("sdb.get", "sdb://environment_values/PATH")).startsWith("\"");
        assertThat(value("sdb.set", "sdb://db/m", "{a: [1, x]}")).isEqualTo("true");
        assertThat(value("sdb.get", "sdb://db/m")).isEqualTo("{\"a\": [1, \"x\"]}");
        assertThat(value("sdb.get", "sdb://db/other")).isEqualTo("null");
        assertThat(value("sdb.get_or_set_hash", "sdb://db/h", "4", "chars=a")).isEqualTo("\"aaaa\"");
        assertThat(value("sdb.get_or_set_hash", "sdb://db/h", "4", "chars=b")).isEqualTo("\"aaaa\"");
    }

    @Test
    void whatIsNoUriOfAProfileComesBackAsItIs() {
        assertThat(value("sdb.get", "plain")).isEqualTo("\"plain\"");
        assertThat(value("sdb.get", "sdb://nosuch/x")).isEqualTo("\"sdb://nosuch/x\"");
        assertThat(call("sdb.get", "plain", "strict=True").err()).contains("SDB uri must start with \"sdb://\"");
        assertThat(call("sdb.get", "sdb://nosuch/x", "strict=True").err())
                .contains("SDB profile \"nosuch\" wasnt found in the minion configuration");
        assertThat(call("sdb.get", "sdb://nosuch", "strict=True").err())
                .contains("SDB uri must have a profile name as a first part of the uri before the /");
        assertThat(value("sdb.set", "plain", "v")).isEqualTo("false");
        assertThat(value("sdb.delete", "plain")).isEqualTo("false");
        assertThat(call("sdb.set", "sdb://own/k", "v").err()).contains("only reads");
        assertThat(call("sdb.delete", "sdb://db/m").err()).contains("cannot delete");
    }

    @Test
    void configurationHasTheValuesBehindItsUris() {
        assertThat(value("config.get", "secret")).isEqualTo("\"deep\"");
        assertThat(value("config.get", "secrets")).isEqualTo("[\"deep\", {\"x\": \"sdb://nosuch/y\"}]");
        assertThat(call("config.gather_bootstrap_script").err()).contains("salt-cloud, which is not part of Brine");
    }

    @Test
    void stateTreeIsAskedForPaths() {
        assertThat(value("slsutil.file_exists", "ok.sls")).isEqualTo("true");
        assertThat(value("slsutil.file_exists", "web")).isEqualTo("false");
        assertThat(value("slsutil.dir_exists", "web")).isEqualTo("true");
        assertThat(value("slsutil.path_exists", "nosuch")).isEqualTo("false");
        assertThat(value("slsutil.findup", "web", "ok.sls")).isEqualTo("\"ok.sls\"");
        assertThat(value("slsutil.findup", "web", "[zz, a.sls]")).isEqualTo("\"web/a.sls\"");
        assertThat(call("slsutil.findup", "nosuch", "ok.sls").err())
                .contains("Starting path not found in the state tree: nosuch");
        assertThat(call("slsutil.findup", "web", "zz").err()).contains("File pattern(s) not found in path ancestry");
    }

    @Test
    void bannerIsDrawn() {
        assertThat(value("slsutil.banner", "width=30", "text=hello world this is a long text to wrap", "title=T"))
                .isEqualTo("\"##############################\\n#                            #\\n"
                        + "#             T              #\\n#                            #\\n"
                        + "# hello world this is a long #\\n# text to wrap               #\\n"
                        + "##############################\"");
        assertThat(value("slsutil.banner", "5")).startsWith("\"#####\\n#   #\\n# T #\\n# H #");
        assertThat(call("slsutil.banner", "4").err()).contains("Width is too small to render banner");
        assertThat(value("slsutil.serialize", "yaml", "{a: 1}")).isEqualTo("\"{a: 1}\"");
    }

    @Test
    void firstMatchingTargetChooses() {
        assertThat(value("match.ifelse", "zz", "x", "w1", "w1", "z")).isEqualTo("\"w1\"");
        assertThat(value("match.ifelse", "G@role:web", "here", "else")).isEqualTo("\"here\"");
        assertThat(value("match.ifelse", "False", "here", "else")).isEqualTo("\"else\"");
        assertThat(value("match.ifelse", "only")).isEqualTo("\"only\"");
        assertThat(call("match.ifelse", "w*", "x").err())
                .contains("The ifelse function must have an odd number of arguments!");
    }

    @Test
    void defaultsOfFormulasAreRead() {
        assertThat(value("defaults.get", "form")).isEqualTo("{\"a\": {\"b\": 1}, \"c\": \"x\"}");
        assertThat(value("defaults.get", "form:a:b")).isEqualTo("1");
        assertThat(value("defaults.get", "form:zz", "d")).isEqualTo("\"d\"");
        assertThat(value("defaults.get", "jform:k")).isEqualTo("[1]");
        assertThat(value("defaults.get", "nosuch")).isEqualTo("null");
    }

    @Test
    void mapsAreFilledUpWithDefaults() {
        assertThat(value("defaults.update", "{n1: {x: 1, l: [1]}, n2: {}}", "{x: 0, l: [2]}"))
                .isEqualTo("{\"n1\": {\"x\": 1, \"l\": [2, 1]}, \"n2\": {\"x\": 0, \"l\": [2]}}");
        assertThat(value("defaults.update", "null", "{a: 1}", "in_place=False")).isEqualTo("{}");
        assertThat(call("defaults.merge", "null", "{b: 2}").err())
                .contains("Can't perform in-place merge into NoneType");
        assertThat(value("defaults.merge", "null", "{b: 2}", "in_place=False")).isEqualTo("{\"b\": 2}");
    }

    @Test
    void pillarAndGrainsHaveTheirSecondNames() {
        assertThat(value("pillar.fetch", "p1")).isEqualTo("\"one\"");
        assertThat(value("pillar.fetch", "nosuch", "d")).isEqualTo("\"d\"");
        assertThat(value("pillar.file_exists", "top.sls")).isEqualTo("true");
        assertThat(value("pillar.file_exists", "top.sls", "dev")).isEqualTo("false");
        assertThat(value("grains.fetch", "role")).isEqualTo("\"web\"");
        assertThat(value("grains.fetch", "nosuch", "d")).isEqualTo("\"d\"");
    }

    @Test
    void dataIsFormattedAsCommandsShowIt() {
        assertThat(value("out.string_format", "{a: {b: 1}}")).isEqualTo("\"a:\\n    ----------\\n    b:\\n        1\"");
        assertThat(value("out.string_format", "{a: 1}", "out=yaml")).isEqualTo("\"a: 1\"");
        assertThat(value("out.html_format", "{a: 1}")).isEqualTo("\"a:<br />&nbsp;&nbsp;&nbsp;&nbsp;1\"");
    }

    @Test
    void shellsTellTheirVersions() {
        assertThat(value("cmd.shell_info", "nosuch"))
                .isEqualTo(
                        "{\"error\": \"Salt does not know how to get the version number for nosuch\", \"installed\": null}");
        assertThat(value("cmd.tty", "nosuch9", "hi"))
                .isEqualTo("{\"Error\": \"The specified device is not a valid TTY\"}");
        assertThat(value("cmd.tty", "ttynosuch9", "hi"))
                .isEqualTo("{\"Error\": \"Echoing to /dev/ttynosuch9 returned error\"}");
    }

    @Test
    void machineryIsTriedAsInSalt() {
        assertThat(value("test.collatz", "3")).startsWith("[[3, 10, 5.0, 16.0, 8.0, 4.0, 2.0], ");
        assertThat(value("test.collatz", "1")).startsWith("[[], ");
        assertThat(call("test.fib", "num=-1").err()).contains("ValueError: Negative number is not allowed!");
        assertThat(value("test.arg_repr", "1", "a")).startsWith("{\"args\": \"(1, 'a')\"");
        assertThat(call("test.exception", "boo").err())
                .contains("Exception: boo")
                .doesNotContain("java");
        assertThat(call("test.raise_exception", "OSError", "2", "No such").err())
                .contains("OSError: [Errno 2] No such");
        assertThat(value("test.raise_exception", "nosuch", "x")).isEqualTo("false");
        assertThat(value("test.try", "test.exception")).isEqualTo("null");
        assertThat(value("test.provider", "nosuch")).isEqualTo("\"\"");
        assertThat(value("test.provider", "cmd")).isEqualTo("\"cmdmod\"");
        assertThat(value("test.random_hash", "1", "md5")).isEqualTo("\"cfcd208495d565ef66e7dff9f98764da\"");
        assertThat(value("test.rand_str")).matches("\"[0-9a-f]{64}\"");
        assertThat(value("test.tty", "tty1", "hi")).isEqualTo("\"ERROR: This function has been moved to cmd.tty\"");
        assertThat(value("test.not_loaded")).startsWith("[");
        assertThat(value("test.module_report")).startsWith("{\"functions\": [");
        assertThat(value("test.deprecation_warning")).isEqualTo("true");
        assertThat(value("log.exception", "x")).isEqualTo("true");
        assertThat(value("environ.setenv", "x")).isEqualTo("false");
    }
}
