package dev.brine.cli;

import dev.brine.cli.golden.GoldenCommand;
import dev.brine.cli.golden.GoldenSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A minion whose key is accepted but which never connected is told of as in Salt. */
class SilentMinionGoldenTest {

    private static GoldenSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = GoldenSite.start(directory, List.of("db1"));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @TestFactory
    Stream<DynamicTest> outputEqualsSalts() throws IOException {
        return Stream.concat(GoldenCommand.all("salt-down"), GoldenCommand.all("run-manage"))
                .filter(c -> c.note().contains("db1"))
                // here it is said that nothing is sent to it
                .filter(c -> !c.name().equals("salt-down-batch"))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> site.check(c)));
    }
}
