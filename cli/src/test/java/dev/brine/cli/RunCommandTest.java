package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-run} with its options. */
class RunCommandTest {

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory);
        site.write("runners/bare.py", """
                def bare(a):
                    return a

                def told(timeout=None):
                    \"""Told.\"""
                    return timeout
                """);
        site.start(master -> master.option(
                "runner_dirs", List.of(directory.resolve("runners").toString())));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static Result run(String... args) {
        return site.run("salt-run", args);
    }

    @Test
    void jobIdIsTheOneGiven() {
        String jid = "20200101000000000001";
        assertThat(run("--jid", jid, "bare.bare", "1").out()).isEqualTo("1\n");
        assertThat(site.master().tags()).contains("salt/run/" + jid + "/new", "salt/run/" + jid + "/ret");
    }

    @Test
    void whatIsNoJobIdIsAUsageError() {
        Result wrong = run("--jid=xx", "bare.bare", "1");
        assertThat(wrong.exit()).isEqualTo(64);
        assertThat(wrong.err()).endsWith("salt-run: error: 'xx' is not a valid JID\n");
    }

    @Test
    void timeoutIsTheFunctionsWhereItHasOne() {
        assertThat(run("-t", "7", "bare.told").out()).isEqualTo("7\n");
        assertThat(run("--timeout=7", "bare.told", "timeout=3").out()).isEqualTo("3\n");
        assertThat(run("--timeout=7", "bare.bare", "1").out()).isEqualTo("1\n");
        assertThat(run("bare.told").out()).isEqualTo("None\n");
    }

    @Test
    void quietCallRunsAndPrintsNothing() {
        assertThat(run("--quiet", "bare.bare", "1")).isEqualTo(new Result(0, "", ""));
        assertThat(run("--quiet", "error.error", "name=ValueError", "message=x").exit())
                .isEqualTo(1);
    }

    @Test
    void asynchronousCallIsNotWaitedFor() {
        assertThat(run("--async", "--jid=20200101000000000002", "event.send", "demo/async", "{}"))
                .isEqualTo(new Result(0, "", ""));
        site.master().await("demo/async");
        assertThat(site.master().await("salt/run/20200101000000000002/ret").data())
                .containsEntry("return", true);
    }

    @Test
    void grainsAreNotNeededToSkipThem() {
        assertThat(run("--skip-grains", "bare.bare", "1")).isEqualTo(new Result(0, "1\n", ""));
    }

    @Test
    void keywordThatIsNotParsedStaysText() {
        assertThat(run("--no-parse=a", "--out=json", "bare.bare", "a=1").out()).isEqualTo("\"1\"\n");
        assertThat(run("--out=json", "bare.bare", "a=1").out()).isEqualTo("1\n");
    }

    @Test
    void argumentsComeFromStandardInput() {
        site.typing("bare.bare\nfrom there\n");
        assertThat(run("--args-stdin").out()).isEqualTo("from there\n");
    }

    @Test
    void functionWithoutDocumentationIsListedAsSaltListsIt() {
        assertThat(run("-d", "bare").out()).isEqualTo("bare.bare:\nNone\nbare.told:\nTold.\n");
        assertThat(run("--doc", "bare.t*").out()).isEqualTo("bare.told:\nTold.\n");
        assertThat(run("--documentation", "nosuch").out()).isEmpty();
    }

    @Test
    void twoNamesToDocumentAreAUsageError() {
        assertThat(run("-d", "bare", "jobs").exit()).isEqualTo(64);
    }

    @Test
    void beginningOfANameShowsWhatBeginsSo() {
        assertThat(run("bare.t", "--out=json", "--out-indent=-1"))
                .isEqualTo(new Result(0, "{\"bare.told\": \"Told.\"}\n", ""));
    }

    @Test
    void personWhoMistypesAFunctionIsToldTheNearNames() {
        assertThat(site.watched("salt-run", "manag.up").err())
                .isEqualTo("Did you mean manage.up? All there is: salt-run -d\n");
        assertThat(run("manag.up").err()).isEmpty();
    }

    @Test
    void mistypedOptionIsToldTheNearOne() {
        assertThat(run("--asinc", "manage.up").err()).endsWith("no such option: --asinc (did you mean --async?)\n");
    }

    @Test
    void profilingIsRefusedWithItsReason() {
        for (String option : List.of("--enable-profiling", "--profiling-path=/tmp/x")) {
            Result refused = run(option, "manage.up");
            assertThat(refused.exit()).isEqualTo(64);
            assertThat(refused.err()).contains("not available in this version: use a profiler of the JVM");
        }
    }
}
