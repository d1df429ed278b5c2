package dev.brine.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    private static final List<String> SCHEMA = List.of("CREATE TABLE IF NOT EXISTS t (k TEXT PRIMARY KEY)");

    @TempDir
    Path dir;

    private SqliteFile open() {
        return SqliteFile.open(dir.resolve("sub/x.db"), SCHEMA, Clock.systemUTC());
    }

    private static long count(SqliteFile file) {
        return file.read(session -> {
            try (ResultSet rows = session.statement("SELECT count(*) FROM t").executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Test
    void whatIsAcknowledgedIsThereAfterReopening() {
        try (SqliteFile file = open()) {
            List<CompletableFuture<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                String key = "k" + i;
                writes.add(file.write(s -> s.update("INSERT INTO t VALUES (?)", key)));
            }
            writes.forEach(CompletableFuture::join);
        }
        try (SqliteFile file = open()) {
            assertThat(count(file)).isEqualTo(5000);
        }
    }

    @Test
    void aWriteThatFailsIsUndoneAloneAndItsNeighboursAreKept() {
        try (SqliteFile file = open()) {
            CompletableFuture<Integer> good = file.write(s -> s.update("INSERT INTO t VALUES ('a')"));
            CompletableFuture<Integer> bad = file.write(s -> {
                s.update("INSERT INTO t VALUES ('half')");
                return s.update("INSERT INTO t VALUES ('a')");
            });
            CompletableFuture<Integer> after = file.write(s -> s.update("INSERT INTO t VALUES ('b')"));
            good.join();
            after.join();
            assertThatThrownBy(bad::join).hasMessageContaining("UNIQUE");
            assertThat(count(file)).isEqualTo(2);
        }
    }

    @Test
    void aDamagedFileIsSetAsideAndBegunAnew() throws Exception {
        Path file = dir.resolve("sub/x.db");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "this is no database, but it was here before, and somebody may want to look at it");
        try (SqliteFile opened = open()) {
            assertThat(opened.write(s -> s.update("INSERT INTO t VALUES ('a')")).join())
                    .isEqualTo(1);
        }
        try (var files = Files.list(file.getParent())) {
            assertThat(files.map(p -> p.getFileName().toString())).anyMatch(n -> n.startsWith("x.db.corrupt-"));
        }
    }

    @Test
    void theFileIsPrivate() throws Exception {
        try (SqliteFile file = open()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aClosedFileRefuses() {
        SqliteFile file = open();
        file.close();
        assertThatThrownBy(() -> file.write(s -> 1).join()).hasMessageContaining("is closed");
    }
}
