package dev.brine.cli;

import dev.brine.cli.golden.GoldenCommand;
import dev.brine.cli.golden.GoldenSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Commands print what Salt's print, and end as Salt's end, with the same minions, modules, states and runners. */
class CommandGoldenTest {

    /** What differs, and why it stays so. */
    private static final Map<String, String> DIFFERENT = Map.ofEntries(
            Map.entry("salt-hello-nested-key", "data without states of keys is shown nested; Salt prints nothing"),
            Map.entry("salt-cmd-retcode", "a program that is not there is told of in other words"),
            Map.entry("salt-cmd-run-missing-program", "a program that is not there is told of in other words"),
            Map.entry("salt-test-arg", "publications name their master"),
            Map.entry("salt-test-args-types", "publications name their master"),
            Map.entry("salt-state-failed-json", "start_time comes before duration"),
            Map.entry("salt-saltutil-running", "needs a job that runs"),
            Map.entry("run-unknown-keyword", "says which keyword it is, not only how the function is used"),
            Map.entry("run-error", "without a trace of Python's"),
            Map.entry("call-exception", "the trace is printed once, not thrice"));

    private static GoldenSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = GoldenSite.start(directory, List.of());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @TestFactory
    Stream<DynamicTest> jobsPrintWhatSaltsPrint() throws IOException {
        return tests("salt-");
    }

    @TestFactory
    Stream<DynamicTest> runnersPrintWhatSaltsPrint() throws IOException {
        return tests("run-");
    }

    @TestFactory
    Stream<DynamicTest> callsPrintWhatSaltsPrint() throws IOException {
        return tests("call-");
    }

    private static Stream<DynamicTest> tests(String prefix) throws IOException {
        return GoldenCommand.all(prefix)
                .filter(c -> !c.note().contains("db1") && !DIFFERENT.containsKey(c.name()))
                .filter(c -> !c.name().startsWith("run-jobs"))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> site.check(c)));
    }
}
