package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import dev.brine.cli.golden.GoldenCommand;
import dev.brine.cli.golden.GoldenSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt -b} over four minions prints what Salt's prints, whichever minion comes first. */
class BatchGoldenTest {

    private static final Pattern RETURN = Pattern.compile("(?m)^ *\"?web\\d\"?:");

    private static GoldenSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = GoldenSite.start(directory, List.of());
        site.minion("web3");
        site.minion("web4");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @TestFactory
    Stream<DynamicTest> outputEqualsSalts() throws IOException {
        return GoldenCommand.all("batch-").map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(GoldenCommand c) {
        List<String> words = new ArrayList<>(c.command());
        Result result = site.site().run(words.remove(0), words.toArray(String[]::new));
        assertThat(returns(result.out())).matches(GoldenCommand.pattern(returns(c.out())));
        assertThat(firstBatch(result.out())).isEqualTo(firstBatch(c.out()));
        assertThat(result.exit()).isEqualTo(c.exit());
        assertThat(minions(result.out())).hasSameSizeAs(minions(c.out()));
        if (minions(c.out()).size() == 4) {
            assertThat(minions(result.out())).containsExactlyInAnyOrderElementsOf(minions(c.out()));
        }
    }

    /** What is printed of returns; which minions make up a later batch depends on who ends first. */
    private static String returns(String text) {
        return text.replaceAll("web\\d", "webN").replaceAll("\nExecuting run on .*\n\n", "");
    }

    private static int firstBatch(String text) {
        return text.lines()
                .filter(line -> line.startsWith("Executing run on"))
                .findFirst()
                .map(line -> line.split(",").length)
                .orElse(0);
    }

    private static List<String> minions(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = RETURN.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
