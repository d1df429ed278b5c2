package dev.brine.transport.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path dir;

    @Test
    void replacedFileHasItsModeAndNothingIsLeftBeside() throws IOException {
        Path file = dir.resolve(".root_key");
        PrivateFile.replace(file, SECRET, "rw-------");
        PrivateFile.replace(file, "next".getBytes(StandardCharsets.US_ASCII), "rw-------");
        assertThat(file).hasContent("next");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void failedReplacementLeavesNothingBehind() throws IOException {
        Path directory = Files.createDirectory(dir.resolve("taken"));
        Files.createFile(directory.resolve("child"));
        assertThatThrownBy(() -> PrivateFile.replace(directory, SECRET, "rw-------"))
                .isInstanceOf(IOException.class);
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(directory);
        }
    }

    @Test
    void hugeFileIsNotReadAsAKey() throws IOException {
        Path file = dir.resolve("huge");
        PrivateFile.create(file, new byte[70_000], "rw-------");
        assertThatThrownBy(() -> PrivateFile.read(file)).hasMessageContaining("64 KiB");
    }
}
