package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import dev.brine.cli.golden.GoldenCommand;
import dev.brine.cli.golden.GoldenSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-run state.event} shows events as Salt's shows them, down to the "None" that the runner returns. */
class EventGoldenTest {

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
    Stream<DynamicTest> eventsPrintAsSaltsPrint() throws IOException {
        return GoldenCommand.all("event-").map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    /** A watch that began between two events of one job saw the wrong pair; then it watches once more. */
    private static void check(GoldenCommand c) throws Exception {
        Result seen = watched(c);
        while (!beginsAsExpected(c, seen)) {
            seen = watched(c);
        }
        // ours name the master in publications, and minions give the name back
        String out = seen.out().replaceAll("(?m)^ +\"(__pub_)?master_id\": .*\n", "");
        assertThat(out).matches(GoldenCommand.pattern(c.out()));
        assertThat(seen.exit()).isEqualTo(c.exit());
    }

    private static boolean beginsAsExpected(GoldenCommand c, Result seen) {
        return !c.out().contains("/new\t") || seen.out().split("\t")[0].endsWith("/new");
    }

    /** Runs the watch, and fires what the note says until it has seen enough. */
    private static Result watched(GoldenCommand c) throws Exception {
        String[] watch = c.command().subList(1, c.command().size()).toArray(String[]::new);
        List<String> cause = cause(c.note());
        CompletableFuture<Result> result =
                CompletableFuture.supplyAsync(() -> site.site().run("salt-run", watch));
        while (!result.isDone()) {
            site.site().run(cause.get(0), cause.subList(1, cause.size()).toArray(String[]::new));
        }
        return result.get(30, TimeUnit.SECONDS);
    }

    /** The words of {@code fired: salt-run event.send demo/one {b: 1, a: ...}}: what stands in braces is one word. */
    private static List<String> cause(String note) {
        String line = note.replaceFirst("^fired: ", "");
        int brace = line.indexOf('{');
        List<String> words = new ArrayList<>(
                List.of((brace < 0 ? line : line.substring(0, brace)).strip().split(" ")));
        if (brace >= 0) {
            words.add(line.substring(brace));
        }
        return words;
    }
}
