package dev.brine.engine.returners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pgjsonb} up to the driver: addresses, statements and JSON texts. {@link PostgresIsRealTest} goes on from there. */
class PgjsonbReturnerTest {
    @TempDir
    private Path dir;

    private final List<String> said = new ArrayList<>();
    private Properties properties = new Properties();

    private PgjsonbReturner returner(ReturnerSite site) {
        return new PgjsonbReturner(site.parts, (url, given) -> {
            said.add(url);
            properties = given;
            return proxy(Connection.class, (self, method, args) -> switch (method.getName()) {
                case "prepareStatement" -> statement(String.valueOf(args[0]));
                default -> null;
            });
        });
    }

    private PreparedStatement statement(String sql) {
        said.add(sql);
        Map<Integer, Object> set = new TreeMap<>();
        return proxy(PreparedStatement.class, (self, method, args) -> switch (method.getName()) {
            case "setString" -> set.put((Integer) args[0], args[1]);
            case "addBatch", "executeUpdate" -> {
                said.add(set.values().toString());
                yield method.getReturnType() == int.class ? 1 : null;
            }
            case "executeBatch" -> new int[] {1};
            case "executeQuery" ->
                proxy(ResultSet.class, (rows, of, none) -> of.getName().equals("next") ? false : null);
            default -> null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void returnsGoIntoSaltsTables() throws IOException {
        Map<String, Object> ret = ReturnerSite.ret("1", "web1", "cmd.run", "a\u0000b \u00e4");
        returner(new ReturnerSite(dir)).save(ret);
        assertThat(said)
                .containsExactly(
                        "jdbc:postgresql://localhost:5432/salt",
                        "INSERT INTO salt_returns (fun, jid, return, id, success, full_ret, alter_time)"
                                + " VALUES (?, ?, ?::jsonb, ?, ?, ?::jsonb, now())",
                        "[cmd.run, 1, \"a\\ufffdb \u00e4\", web1, true, {\"id\": \"web1\", \"jid\": \"1\", \"fun\":"
                                + " \"cmd.run\", \"fun_args\": [], \"return\": \"a\\ufffdb \u00e4\", \"retcode\": 0,"
                                + " \"success\": true}]");
        assertThat(properties).containsEntry("user", "salt").containsEntry("password", "salt");
    }

    @Test
    void jobsAndEventsGoIntoSaltsTables() throws IOException {
        PgjsonbReturner returner = returner(new ReturnerSite(dir));
        returner.saveLoad("1", Map.of("fun", "test.ping"), List.of("web1"));
        returner.events().orElseThrow().save(List.of(Map.of("tag", "t".repeat(300), "data", Map.of("a", 1L))));
        assertThat(said)
                .contains(
                        "INSERT INTO jids (jid, load) VALUES (?, ?::jsonb) ON CONFLICT (jid) DO UPDATE SET load = EXCLUDED.load",
                        "[1, {\"fun\": \"test.ping\"}]",
                        "INSERT INTO salt_events (tag, data, master_id, alter_time) VALUES (?, ?::jsonb, ?, now())",
                        "[" + "t".repeat(255) + ", {\"a\": 1}, web1]");
    }

    @Test
    void optionsMakeTheAddress() throws IOException {
        ReturnerSite site = new ReturnerSite(dir)
                .option(
                        "returner.pgjsonb",
                        Map.of(
                                "host", "db1", "port", 5433L, "db", "jobs", "user", "u", "pass", "p", "sslmode",
                                "require"));
        assertThat(returner(site).returns("1")).isEmpty();
        assertThat(said).contains("jdbc:postgresql://db1:5433/jobs");
        assertThat(properties)
                .containsEntry("user", "u")
                .containsEntry("password", "p")
                .containsEntry("sslmode", "require");
    }

    @Test
    void missingDriverIsSaidClearly() {
        PgjsonbReturner returner = new PgjsonbReturner(
                new ReturnerSite(dir).parts, (url, given) -> DriverManager.getConnection("jdbc:none:x", given));
        assertThatThrownBy(() -> returner.save(ReturnerSite.ret()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "jdbc:postgresql://localhost:5432/salt: the PostgreSQL driver (postgresql-*.jar)"
                                + " is not among Brine's libraries");
    }

    @Test
    void serverThatIsNotThereIsNamed() {
        Returner returner = new ReturnerSite(dir)
                .option("returner.pgjsonb.host", "127.0.0.1")
                .option("returner.pgjsonb.port", 1L)
                .returner("pgjsonb");
        assertThatThrownBy(() -> returner.save(ReturnerSite.ret()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/salt: ");
    }
}
