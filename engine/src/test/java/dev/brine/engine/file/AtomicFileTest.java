package dev.brine.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final AtomicFile.Look PRIVATE = new AtomicFile.Look(null, null, "0600");

    @TempDir
    Path directory;

    @Test
    void newFileHasItsModeAndNothingElseIsLeft() throws Exception {
        Path file = directory.resolve("f");
        AtomicFile.write(file, bytes("x"), new AtomicFile.Look(null, null, "0640"));
        assertThat(FileStat.of(file, false).orElseThrow().mode()).isEqualTo("0640");
        assertThat(names()).containsExactly("f");
    }

    @Test
    void existingFileKeepsItsMode() throws Exception {
        Path file = Files.writeString(directory.resolve("f"), "old");
        Files.setAttribute(file, "unix:mode", 0604);
        AtomicFile.replace(file, bytes("new"), PRIVATE);
        assertThat(file).hasContent("new");
        assertThat(FileStat.of(file, false).orElseThrow().mode()).isEqualTo("0604");
    }

    @Test
    void linkIsReplacedAndItsTargetLeftAlone() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("link"), victim);
        AtomicFile.write(link, bytes("mine"), PRIVATE);
        assertThat(victim).hasContent("precious");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(link).hasContent("mine");
    }

    @Test
    void readersSeeTheOldContentOrTheNewButNeverAPart() throws Exception {
        Path file = directory.resolve("f");
        byte[] first = bytes("a".repeat(100_000));
        byte[] second = bytes("b".repeat(100_000));
        AtomicFile.write(file, first, PRIVATE);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> torn = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!done.get()) {
                count += whole(file) ? 0 : 1;
            }
            return count;
        });
        for (int i = 0; i < 30; i++) {
            AtomicFile.write(file, i % 2 == 0 ? second : first, PRIVATE);
        }
        done.set(true);
        assertThat(torn.get()).isZero();
    }

    @Test
    void failureLeavesNoTemporaryFile() throws Exception {
        Path occupied = Files.createDirectory(directory.resolve("d"));
        Files.writeString(occupied.resolve("inside"), "x");
        assertThatThrownBy(() -> AtomicFile.write(occupied, bytes("x"), PRIVATE))
                .isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("d");
    }

    @Test
    void missingDirectoryIsNamed() {
        assertThatThrownBy(() -> AtomicFile.write(directory.resolve("no/f"), bytes("x"), PRIVATE))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no");
    }

    private static boolean whole(Path file) {
        try {
            String text = Files.readString(file);
            return text.length() == 100_000 && text.chars().distinct().count() == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(p -> Files.exists(p, LinkOption.NOFOLLOW_LINKS))
                    .map(p -> p.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
