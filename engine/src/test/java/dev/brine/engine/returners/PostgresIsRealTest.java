package dev.brine.engine.returners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code pgjsonb} with a PostgreSQL server of its own; skipped on hosts that have none installed. */
@Execution(ExecutionMode.SAME_THREAD)
class PostgresIsRealTest {
    private static Optional<Process> server = Optional.empty();
    private static Path home = Path.of("/nowhere");
    private static int port;

    @TempDir
    private Path dir;

    @BeforeAll
    static void startServer() throws Exception {
        Path programs = programs().orElse(Path.of("/none"));
        assumeTrue(Files.isExecutable(programs.resolve("initdb")), "PostgreSQL is not installed");
        home = Files.createTempDirectory("brine-pg");
        List<String> as = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // the server refuses to run as root
            assumeTrue(run(List.of("chown", "postgres", home.toString())) == 0, "there is no account postgres");
            as.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        List<String> make = new ArrayList<>(as);
        make.addAll(List.of(
                programs.resolve("initdb").toString(),
                "-U",
                "salt",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                "-D",
                home + "/d"));
        assumeTrue(run(make) == 0, "initdb does not work here");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> start = new ArrayList<>(as);
        start.addAll(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                home + "/d",
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
                "-c",
                "shared_buffers=1MB"));
        server = Optional.of(quiet(start).start());
        Instant end = Instant.now().plusSeconds(60);
        while (!answers()) {
            assertThat(server.get().isAlive() && Instant.now().isBefore(end))
                    .as("PostgreSQL answers within a minute")
                    .isTrue();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        sql("CREATE DATABASE salt", "postgres");
    }

    private static Optional<Path> programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.of(System.getenv("PATH").split(":"))
                    .map(Path::of)
                    .filter(at -> Files.isExecutable(at.resolve("initdb")))
                    .findFirst();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin")).max(Comparator.naturalOrder());
        }
    }

    private static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private static int run(List<String> command) throws InterruptedException {
        try {
            return quiet(command).start().waitFor();
        } catch (IOException e) {
            return 127;
        }
    }

    private static boolean answers() {
        try {
            sql("SELECT 1", "postgres");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static String sql(String text, String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, "salt", "salt");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(text)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server.isPresent()) {
            server.get().destroy();
            if (!server.get().waitFor(30, TimeUnit.SECONDS)) {
                server.get().destroyForcibly().waitFor();
            }
        }
        if (Files.isDirectory(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Salt's documentation of the returner has these tables. */
    @BeforeEach
    void makeTables() throws SQLException {
        sql("""
                DROP TABLE IF EXISTS jids; DROP TABLE IF EXISTS salt_returns; DROP TABLE IF EXISTS salt_events;
                CREATE TABLE jids (jid varchar(255) NOT NULL PRIMARY KEY, load jsonb NOT NULL);
                CREATE TABLE salt_returns (fun varchar(50) NOT NULL, jid varchar(255) NOT NULL, return jsonb NOT NULL,
                  id varchar(255) NOT NULL, success varchar(10) NOT NULL, full_ret jsonb NOT NULL,
                  alter_time TIMESTAMP WITH TIME ZONE DEFAULT NOW());
                CREATE TABLE salt_events (id BIGSERIAL NOT NULL UNIQUE, tag varchar(255) NOT NULL, data jsonb NOT NULL,
                  alter_time TIMESTAMP WITH TIME ZONE DEFAULT NOW(), master_id varchar(255) NOT NULL)
                """, "salt");
    }

    private Returner returner() {
        return new ReturnerSite(dir)
                .option("returner.pgjsonb", Map.of("host", "127.0.0.1", "port", (long) port))
                .returner("pgjsonb");
    }

    @Test
    void jobsAndReturnsComeBackAsTheyWereKept() throws IOException {
        Returner returner = returner();
        JobCache cache = returner.jobCache().orElseThrow();
        Map<String, Object> load = Map.of("fun", "test.ping", "tgt", "*", "user", "root");
        cache.saveLoad("20261121120000000001", load, List.of("web1", "web2"));
        cache.saveLoad("20261121120000000001", load, List.of("web1", "web2"));
        returner.save(ReturnerSite.ret("20261121120000000001", "web2", "test.ping", true));
        returner.save(ReturnerSite.ret("20261121120000000001", "web1", "test.ping", "\u0000 nul"));
        returner.save(ReturnerSite.ret("20261121130000000001", "web1", "test.ping", "later"));
        assertThat(cache.load("20261121120000000001")).hasValue(load);
        assertThat(cache.load("none")).isEmpty();
        assertThat(cache.jobs()).containsOnlyKeys("20261121120000000001");
        assertThat(cache.returns("20261121120000000001")).containsOnlyKeys("web1", "web2");
        assertThat(cache.minions()).containsExactly("web1", "web2");
        assertThat(cache.lastReturns("test.ping").get("web1").toString()).contains("later");
        assertThat(cache.returns("20261121120000000001").get("web2"))
                .isEqualTo(ReturnerSite.ret("20261121120000000001", "web2", "test.ping", true));
    }

    @Test
    void columnsHoldWhatSaltPutsThere() throws Exception {
        returner().save(ReturnerSite.ret("1", "web1", "x".repeat(80), List.of("a", 1L)));
        assertThat(sql("SELECT success || ' ' || length(fun) || ' ' || return::text FROM salt_returns", "salt"))
                .isEqualTo("true 50 [\"a\", 1]");
    }

    @Test
    void eventsAreKeptWithTheMastersId() throws Exception {
        returner()
                .events()
                .orElseThrow()
                .save(List.of(
                        Map.of("tag", "salt/auth", "data", Map.of("id", "web1")),
                        Map.of("tag", "b", "data", Map.of("t", "\u00e4".getBytes(StandardCharsets.UTF_8)))));
        assertThat(sql("SELECT string_agg(tag || data::text || master_id, ' ' ORDER BY id) FROM salt_events", "salt"))
                .isEqualTo("salt/auth{\"id\": \"web1\"}web1 b{\"t\": \"\u00e4\"}web1");
    }
}
