package dev.brine.engine.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.Tags;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions of a minion that is signed in at a master, called on the spot. */
@Timeout(60)
class ModulesTest {
    @TempDir
    static Path temp;

    private static TestMaster master;
    private static TestMinion minion;

    @BeforeAll
    static void start() throws Exception {
        Path roots = temp.resolve("srv");
        Files.createDirectories(roots.resolve("app"));
        Files.writeString(roots.resolve("hello.txt"), "hello {{ grains.id }}\n");
        Files.writeString(roots.resolve("app/init.sls"), "a: test.nop\n");
        Files.writeString(roots.resolve("run.sh"), "#!/bin/sh\necho got $1\nexit 4\n");
        master = TestMaster.in(temp.resolve("m"))
                .option("auto_accept", true)
                .option("file_roots", Map.of("base", List.of(roots.toString())))
                .start();
        minion = TestMinion.of(master, temp.resolve("n"), "web1")
                .option("grains", Map.of("role", "web", "os_family", "Debian"))
                .start();
        master.await(Tags.minionStart("web1"));
    }

    @AfterAll
    static void stop() {
        minion.close();
        master.close();
    }

    @Test
    void commandLineOfAJobGoesThroughTheShell() {
        assertThat(job("cmd.run", "echo a | tr a b").value()).isEqualTo("b");
    }

    @Test
    void commandLineInsideOfOtherFunctionsIsTakenApart() {
        assertThat(value("cmd.run", "echo a | tr")).isEqualTo("a | tr");
        assertThat(value("cmd.shell", "echo a | tr a b")).isEqualTo("b");
        assertThat(value("cmd.shell", List.of("echo a | tr"), Map.of("python_shell", false)))
                .isEqualTo("a | tr");
        assertThat(value("cmd.run", List.of("echo a | tr a b"), Map.of("python_shell", true)))
                .isEqualTo("b");
    }

    @Test
    void minionKnowsThatItIsConnectedWithItsMaster() {
        assertThat(value("status.master", "127.0.0.1")).isEqualTo(true);
        assertThat(value("status.master", "no.such.host.invalid")).isNull();
    }

    @Test
    void failedCommandMakesAFailedCall() {
        Outcome outcome = invoke("cmd.run_all", List.of("sh -c 'echo out; echo err >&2; exit 3'"), Map.of());

        assertThat(outcome.retcode()).isEqualTo(3);
        assertThat((Map<?, ?>) outcome.value())
                .extracting("retcode", "stdout", "stderr")
                .containsExactly(3L, "out", "err");
        assertThat(invoke("cmd.run", List.of("false"), Map.of("ignore_retcode", true))
                        .retcode())
                .isZero();
        assertThat(invoke("cmd.run", List.of("false"), Map.of("success_retcodes", List.of(1L)))
                        .retcode())
                .isZero();
    }

    @Test
    void commandGetsInputEnvironmentAndDirectory() {
        assertThat(value("cmd.run", List.of("cat"), Map.of("stdin", "a\\nb"))).isEqualTo("a\nb");
        assertThat(value(
                        "cmd.run",
                        List.of("echo $X; pwd; umask"),
                        Map.of("env", Map.of("X", 5L), "cwd", "/usr", "umask", "027", "python_shell", true)))
                .isEqualTo("5\n/usr\n0027");
    }

    @Test
    void commandThatTakesTooLongIsEnded() {
        Outcome outcome = invoke("cmd.run", List.of("sleep 60"), Map.of("timeout", 0.2));

        assertThat(outcome.value()).isEqualTo("sleep 60 : Timed out after 0.2 seconds");
        assertThat(outcome.retcode()).isEqualTo(1);
    }

    @Test
    void scriptIsFetchedAndRun() {
        assertThat((Map<?, ?>) value("cmd.script", "salt://run.sh", "it"))
                .extracting("retcode", "stdout")
                .containsExactly(4L, "got it");
    }

    @Test
    void filesComeFromTheMaster() {
        assertThat(value("cp.list_master")).isEqualTo(List.of("app/init.sls", "hello.txt", "run.sh"));
        assertThat(value("cp.list_states")).isEqualTo(List.of("app"));
        assertThat(value("cp.get_file_str", "salt://hello.txt")).isEqualTo("hello {{ grains.id }}\n");
        assertThat(value("cp.get_file_str", "salt://nothing")).isEqualTo(false);
        assertThat(value("cp.cache_file", "salt://hello.txt"))
                .isEqualTo(minion.cache().resolve("files/base/hello.txt").toString());
    }

    @Test
    void changedFileIsFetchedAnewAndAnUnchangedOneIsNot() throws Exception {
        Path source = temp.resolve("srv/changing.txt");
        Files.writeString(source, "one");
        Path cached = Path.of((String) value("cp.cache_file", "salt://changing.txt"));
        var first = Files.getLastModifiedTime(cached);
        value("cp.cache_file", "salt://changing.txt");
        assertThat(Files.getLastModifiedTime(cached)).isEqualTo(first);

        Files.writeString(source, "two, longer");
        value("cp.cache_file", "salt://changing.txt");

        assertThat(cached).hasContent("two, longer");
        Files.delete(source);
    }

    @Test
    void pathThatLeavesTheCacheIsRefused() {
        Outcome outcome = invoke("cp.cache_file", List.of("salt://../../etc/passwd"), Map.of());

        assertThat(String.valueOf(outcome.value())).contains("leads out of the file server's roots");
        assertThat(outcome.success()).isFalse();
    }

    @Test
    void templatesSeeGrainsAndFunctions() {
        Path target = temp.resolve("rendered.txt");
        assertThat(value("cp.get_template", "salt://hello.txt", target.toString()))
                .isEqualTo(target.toString());
        assertThat(target).hasContent("hello web1");
        assertThat(value("slsutil.renderer", List.of(), Map.of("string", "x: {{ salt['test.echo'](grains.role) }}")))
                .isEqualTo(Map.of("x", "web"));
    }

    @Test
    void grainsAreFoundAndChosenBy() {
        assertThat(value("grains.get", "role")).isEqualTo("web");
        assertThat(value("grains.get", "no:thing", "dflt")).isEqualTo("dflt");
        assertThat(value(
                        "grains.filter_by",
                        Map.of("Debian", Map.of("pkg", "apache2"), "RedHat", Map.of("pkg", "httpd"))))
                .isEqualTo(Map.of("pkg", "apache2"));
        assertThat(value("match.compound", "G@role:web and web*")).isEqualTo(true);
        assertThat(value("match.grain", "role:db")).isEqualTo(false);
    }

    @Test
    void setGrainIsThereAtOnceAndInTheFile() throws Exception {
        assertThat(value("grains.setval", "datacenter", "north")).isEqualTo(Map.of("datacenter", "north"));
        assertThat(value("grains.get", "datacenter")).isEqualTo("north");
        value("grains.append", "tags", "a");
        assertThat(value("grains.append", "tags", "a")).isEqualTo("The val a was already in the list tags");
        assertThat(value("grains.set", "apps:web:port", 80L))
                .extracting("result")
                .isEqualTo(true);
        assertThat(value("grains.get", "apps:web:port")).isEqualTo(80L);
        assertThat(Files.readString(temp.resolve("n/grains"))).contains("datacenter: north");
        value("grains.delkey", "datacenter");
        assertThat(value("grains.get", "datacenter")).isEqualTo("");
    }

    @Test
    void mineValueComesBackFromTheMaster() {
        assertThat(value("mine.send", List.of("greeting"), Map.of("mine_function", "test.echo", "text", "hi")))
                .isEqualTo(true);
        assertThat(value("mine.get", "*", "greeting")).isEqualTo(Map.of("web1", "hi"));
    }

    @Test
    void eventReachesTheMasterWithItsDataInside() {
        assertThat(value("event.send", "my/tag", Map.of("a", 1L))).isEqualTo(true);

        assertThat(master.await("my/tag").data()).containsEntry("id", "web1").containsEntry("data", Map.of("a", 1L));
    }

    @Test
    void filesAreWrittenReadAndRemoved() {
        String file = temp.resolve("f.txt").toString();
        assertThat(value("file.write", file, "a=1", "b=2")).isEqualTo("Wrote 2 lines to \"" + file + "\"");
        value("file.append", file, "c=3");
        assertThat(value("file.read", file)).isEqualTo("a=1\nb=2\nc=3\n");
        assertThat(String.valueOf(value("file.replace", file, "^b=(\\d)", "b=\\1\\1")))
                .contains("-b=2\n+b=22\n");
        assertThat(value("file.set_mode", file, "0600")).isEqualTo("0600");
        assertThat(value("file.stats", file)).extracting("mode", "type", "size").containsExactly("0600", "file", 13L);
        assertThat(value("file.check_hash", file, "md5:" + value("file.get_hash", file, "md5")))
                .isEqualTo(true);
        assertThat(value("file.remove", file)).isEqualTo(true);
        assertThat(value("file.file_exists", file)).isEqualTo(false);
    }

    @Test
    void everyFunctionHasADocumentThatNamesItsPurpose() {
        Invoker functions = minion.minion().functions();

        assertThat(functions.table().names())
                .hasSizeGreaterThan(200)
                .allSatisfy(name -> assertThat(
                                functions.table().find(name).orElseThrow().doc())
                        .isNotBlank());
    }

    private static Object value(String fun, Object... args) {
        return value(fun, Arrays.asList(args), Map.of());
    }

    private static Object value(String fun, List<?> args, Map<String, ?> kwargs) {
        return invoke(fun, args, kwargs).value();
    }

    private static Outcome invoke(String fun, List<?> args, Map<String, ?> kwargs) {
        Invoker functions = minion.minion().functions();
        return functions.invoke(
                new java.util.ArrayList<>(args), new java.util.LinkedHashMap<>(kwargs), Call.local(fun, functions));
    }

    private static Outcome job(String fun, Object... args) {
        Invoker functions = minion.minion().functions();
        return functions.invoke(
                Arrays.asList(args),
                Map.of(),
                Call.of(fun, "20261121000000000000", "root", Map.of("fun", fun), functions, () -> false));
    }
}
