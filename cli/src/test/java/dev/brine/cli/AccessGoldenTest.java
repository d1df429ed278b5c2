package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import dev.brine.cli.golden.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users with a password read what Salt's read, allowed or refused. Only the exit code of a refusal is another one: Salt ends with 0,
 * which tells a script that all went well.
 */
class AccessGoldenTest {

    /** Cases whose outcome is another one on purpose; see their own tests. */
    private static final Set<String> DIFFERENT = Set.of(
            // Salt lets a compound call pass at its first function that is allowed
            "compound-partly-allowed",
            // there are other back ends here
            "no-such-backend",
            "run-no-such-backend");

    private static final int REFUSED = 2;

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Path users = Files.writeString(directory.resolve("users"), "carl:pw\n");
        Map<String, Object> auto = Map.of(
                "ann", List.of("test.*", "@runner"),
                "empty", List.of(),
                "jim",
                        List.of(
                                "@jobs",
                                "@wheel",
                                Map.of("web1", List.of(Map.of("cmd.run", Map.of("args", List.of("id.*")))))));
        Map<String, Object> secret = Map.of(
                "bob",
                List.of(
                        "test.ping",
                        Map.of("@runner", List.of("manage.*")),
                        Map.of("@wheel", List.of("key.list_all"))));
        Map<String, Object> file = Map.of("^filename", users.toString(), "carl", List.of("test.*"));
        site = CommandSite.in(directory)
                .start(master -> master.option("sharedsecret", "sesame")
                        .option("external_auth", Map.of("auto", auto, "sharedsecret", secret, "file", file)))
                .minion("web1");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @TestFactory
    Stream<DynamicTest> usersReadWhatSaltsRead() throws Exception {
        return ((List<?>) Json.resource(AccessGoldenTest.class, "/golden/access.json"))
                .stream()
                        .map(c -> (Map<?, ?>) c)
                        .filter(c -> !DIFFERENT.contains(String.valueOf(c.get("name"))))
                        .map(c -> DynamicTest.dynamicTest(String.valueOf(c.get("name")), () -> check(c)));
    }

    private static void check(Map<?, ?> c) {
        List<String> command =
                ((List<?>) c.get("command")).stream().map(String::valueOf).toList();
        Result result = site.as(
                "ann",
                site.directory().resolve("m/etc"),
                command.get(0),
                command.subList(1, command.size()).toArray(String[]::new));

        String expected = String.valueOf(c.get("text"));
        boolean refused = expected.startsWith("Auth");
        assertThat(result.out() + result.err()).isEqualTo(expected);
        assertThat(result.exit()).isEqualTo(refused ? REFUSED : ((Long) c.get("exit")).intValue());
    }
}
