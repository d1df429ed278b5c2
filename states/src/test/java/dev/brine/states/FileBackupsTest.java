package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBackupsTest {
    @TempDir
    Path directory;

    private TestStatesMinion minion;
    private String file;

    @BeforeEach
    void start() throws IOException {
        minion = new TestStatesMinion(directory.toRealPath());
        file = minion.work().resolve("f_1").toString();
        Files.writeString(Path.of(file), "first\n");
        for (String text : List.of("second", "third")) {
            minion.apply("""
                    f:
                      file.managed:
                        - name: @WORK@/f_1
                        - contents: %s
                        - backup: minion
                    """.formatted(text));
        }
    }

    @AfterEach
    void stop() {
        minion.close();
    }

    @Test
    void copiesOfAFileAreListedNewestFirst() {
        Map<?, ?> copies = copies();

        assertThat(copies.keySet()).map(Object::toString).containsExactly("0", "1");
        assertThat(content(copies.get(0L))).hasContent("second");
        assertThat(content(copies.get(1L))).hasContent("first");
        assertThat(call("list_backups", file, 1L)).asString().contains("Backup Time", "Size=7");
        assertThat(call("list_backups_dir", minion.work() + "/")).asString().startsWith("{f_1={0={");
    }

    @Test
    void copyIsPutBackAndWhatWasThereIsKept() {
        assertThat(call("restore_backup", file, 1L)).asString().contains("Successfully restored");

        assertThat(Path.of(file)).hasContent("first");
        assertThat(content(copies().get(0L))).hasContent("third");
    }

    @Test
    void copyIsRemoved() {
        assertThat(call("delete_backup", file, 0L)).asString().contains("Successfully removed");

        assertThat(copies()).hasSize(1);
        assertThat(content(copies().get(0L))).hasContent("first");
    }

    private Map<?, ?> copies() {
        return (Map<?, ?>) call("list_backups", file);
    }

    private static Path content(Object copy) {
        return Path.of(String.valueOf(((Map<?, ?>) copy).get("Location")));
    }

    private Object call(String function, Object... arguments) {
        return minion.call("file." + function, List.of(arguments), Map.of()).value();
    }
}
