package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of the module {@code file} whose answers depend on the machine; the others are in the golden cases. */
class ManagedFunctionsTest {
    @TempDir
    Path directory;

    private TestStatesMinion minion;

    @BeforeEach
    void start() throws IOException {
        minion = new TestStatesMinion(directory.toRealPath());
    }

    @AfterEach
    void stop() {
        minion.close();
    }

    @Test
    void renderedSourceIsHandedOnAsATemporaryFileThatItsUseRemoves() throws IOException {
        minion.file("t.jinja", "{{ who }} at {{ name }}\n");
        String target = minion.work().resolve("f").toString();

        List<?> managed = (List<?>) value(
                "file.get_managed",
                target,
                "jinja",
                "salt://t.jinja",
                null,
                null,
                null,
                null,
                null,
                null,
                "base",
                Map.of("who", "she"),
                null);
        Path copy = Path.of(String.valueOf(managed.get(0)));

        assertThat(copy).hasContent("she at " + target + "\n");
        assertThat(((Map<?, ?>) managed.get(1)).get("hash_type")).isEqualTo("sha256");
        assertThat(managed.get(2)).isEqualTo("");

        Map<?, ?> placed = (Map<?, ?>) value(
                "file.manage_file",
                target,
                copy.toString(),
                Map.of(),
                "salt://t.jinja",
                managed.get(1),
                null,
                null,
                "0600",
                null,
                "base",
                "");

        assertThat(placed.get("result")).isEqualTo(true);
        assertThat(Path.of(target)).hasContent("she at " + target + "\n");
        assertThat(copy).doesNotExist();
    }

    @Test
    void templateThatDoesNotRenderIsSaidInsteadOfThrown() throws IOException {
        minion.file("bad.jinja", "{{ nobody.home }}\n");

        List<?> managed = (List<?>) value(
                "file.get_managed",
                "/tmp/x",
                "jinja",
                "salt://bad.jinja",
                null,
                null,
                null,
                null,
                null,
                null,
                "base",
                null,
                null);

        assertThat(managed.get(0)).isEqualTo("");
        assertThat(String.valueOf(managed.get(2))).contains("nobody");
    }

    @Test
    void testModeOfTheMinionChangesNothing() throws IOException {
        Files.createDirectories(directory.resolve("dry"));
        Path root = directory.resolve("dry").toRealPath();
        try (TestStatesMinion dry = new TestStatesMinion(root, Map.of("test", true))) {
            String target = dry.work().resolve("f").toString();
            Outcome outcome = dry.call(
                    "file.manage_file",
                    new ArrayList<>(
                            Arrays.asList(target, "", Map.of(), null, Map.of(), null, null, null, null, "base", "")),
                    Map.of("contents", "new\n"));

            assertThat((Map<?, ?>) outcome.value())
                    .extracting("result", "comment")
                    .containsExactly(null, "File " + target + " not updated");
            assertThat(Path.of(target)).doesNotExist();
        }
    }

    @Test
    void replacedFileIsKeptWhereTheCallAsksForIt() throws IOException {
        Path target = Files.writeString(minion.work().resolve("f"), "old\n");

        minion.call(
                "file.manage_file",
                new ArrayList<>(Arrays.asList(
                        target.toString(), "", Map.of(), null, Map.of(), null, null, null, null, "base", "minion")),
                Map.of("contents", "new\n"));

        assertThat((Map<?, ?>) value("file.list_backup", target.toString())).hasSize(1);
        assertThat((Map<?, ?>) value("file.remove_backup", target.toString(), 0L))
                .extracting("result")
                .isEqualTo(true);
        assertThat((Map<?, ?>) value("file.list_backup", target.toString())).isEmpty();
    }

    @Test
    void fileThatThisProcessHoldsIsAmongTheOpenOnes() throws IOException {
        Path held = Files.writeString(minion.work().resolve("held"), "x");
        long self = ProcessHandle.current().pid();
        try (FileInputStream in = new FileInputStream(held.toFile())) {
            assertThat(in.read()).isEqualTo('x');

            Map<?, ?> byFile = (Map<?, ?>) value("file.open_files");
            Map<?, ?> byProcess = (Map<?, ?>) value("file.open_files", true);

            assertThat(((List<?>) byFile.get(held.toString())).contains(self)).isTrue();
            assertThat(((List<?>) byProcess.get(self)).contains(held.toString()))
                    .isTrue();
        }
    }

    private Object value(String function, Object... args) {
        return minion.call(function, new ArrayList<>(Arrays.asList(args)), Map.of())
                .value();
    }
}
