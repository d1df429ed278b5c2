package dev.brine.engine.returners;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.render.json.JsonReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code pgjsonb}: jobs, returns and events in a PostgreSQL database, in the tables of Salt's returner of that name.
 *
 * <p>Options {@code returner.pgjsonb.host, user, pass, db, port, sslmode, sslcert, sslkey, sslrootcert}. Each call has a
 * connection of its own, as in Salt; they are rare enough.
 */
final class PgjsonbReturner implements Returner, JobCache {
    private static final List<String> SSL = List.of("sslmode", "sslcert", "sslkey", "sslrootcert");

    private final ReturnerOptions options;
    private final String id;
    private final Connector connector;

    /** Opens connections. */
    @FunctionalInterface
    interface Connector {
        Connection open(String url, Properties properties) throws SQLException;
    }

    PgjsonbReturner(ReturnerParts parts) {
        this(parts, DriverManager::getConnection);
    }

    PgjsonbReturner(ReturnerParts parts, Connector connector) {
        this.connector = connector;
        this.id = parts.id();
        this.options = parts.options(
                "returner.pgjsonb",
                Map.of("host", "localhost", "user", "salt", "pass", "salt", "db", "salt", "port", 5432L));
    }

    @Override
    public void save(Map<String, Object> ret) throws IOException {
        run(
                ret,
                "INSERT INTO salt_returns (fun, jid, return, id, success, full_ret, alter_time)"
                        + " VALUES (?, ?, ?::jsonb, ?, ?, ?::jsonb, now())",
                statement -> {
                    statement.setString(1, fun(ret.get("fun")));
                    statement.setString(2, String.valueOf(ret.get("jid")));
                    statement.setString(3, json(ret.get("return")));
                    statement.setString(4, String.valueOf(ret.get("id")));
                    statement.setString(5, String.valueOf(Boolean.TRUE.equals(ret.get("success"))));
                    statement.setString(6, json(ret));
                    return statement.executeUpdate();
                });
    }

    private static String fun(@Nullable Object fun) {
        String text = fun instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(fun);
        return text.length() > 50 ? text.substring(0, 50) : text;
    }

    /** PostgreSQL's jsonb has no place for NUL. */
    private static String json(@Nullable Object value) {
        return JsonText.of(value).replace("\\u0000", "\\ufffd");
    }

    @Override
    public Optional<JobCache> jobCache() {
        return Optional.of(this);
    }

    @Override
    public Optional<EventReturner> events() {
        return Optional.of(events -> run(
                Map.of(),
                "INSERT INTO salt_events (tag, data, master_id, alter_time) VALUES (?, ?::jsonb, ?, now())",
                statement -> {
                    for (Map<String, Object> event : events) {
                        String tag = String.valueOf(event.get("tag"));
                        statement.setString(1, tag.length() > 255 ? tag.substring(0, 255) : tag);
                        statement.setString(2, json(event.get("data")));
                        statement.setString(3, id);
                        statement.addBatch();
                    }
                    return statement.executeBatch().length;
                }));
    }

    @Override
    public void saveLoad(String jid, Map<String, Object> load, List<String> minions) throws IOException {
        run(
                Map.of(),
                "INSERT INTO jids (jid, load) VALUES (?, ?::jsonb) ON CONFLICT (jid) DO UPDATE SET load = EXCLUDED.load",
                statement -> {
                    statement.setString(1, jid);
                    statement.setString(2, json(load));
                    return statement.executeUpdate();
                });
    }

    @Override
    public Optional<Map<String, Object>> load(String jid) throws IOException {
        return run(Map.of(), "SELECT jid, load FROM jids WHERE jid = ?", statement -> {
            statement.setString(1, jid);
            return pairs(statement).values().stream().findFirst().map(PgjsonbReturner::map);
        });
    }

    @Override
    public Map<String, Object> returns(String jid) throws IOException {
        return run(Map.of(), "SELECT id, full_ret FROM salt_returns WHERE jid = ? ORDER BY id", statement -> {
            statement.setString(1, jid);
            return pairs(statement);
        });
    }

    @Override
    public Map<String, Map<String, Object>> jobs() throws IOException {
        return run(Map.of(), "SELECT jid, load FROM jids ORDER BY jid", statement -> {
            Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
            pairs(statement).forEach((jid, load) -> jobs.put(jid, map(load)));
            return jobs;
        });
    }

    @Override
    public Map<String, Object> lastReturns(String fun) throws IOException {
        return run(
                Map.of(),
                "SELECT DISTINCT ON (id) id, full_ret FROM salt_returns WHERE fun = ? ORDER BY id, jid DESC",
                statement -> {
                    statement.setString(1, fun);
                    return pairs(statement);
                });
    }

    @Override
    public List<String> minions() throws IOException {
        return run(
                Map.of(),
                "SELECT DISTINCT id, 'null' FROM salt_returns ORDER BY id",
                statement -> new ArrayList<>(pairs(statement).keySet()));
    }

    /** Reads rows of a name and a JSON text. */
    private static Map<String, Object> pairs(PreparedStatement statement) throws SQLException {
        Map<String, Object> pairs = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                pairs.put(rows.getString(1), JsonReader.read(rows.getString(2)));
            }
        }
        return pairs;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        return TextKeys.copy(value);
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(Map<String, Object> ret, String sql, Work<T> work) throws IOException {
        ReturnerOptions.Chosen chosen = options.of(ret);
        String url = "jdbc:postgresql://" + chosen.text("host") + ":" + chosen.number("port", 5432) + "/"
                + chosen.text("db");
        Properties properties = new Properties();
        properties.setProperty("user", chosen.text("user"));
        properties.setProperty("password", chosen.text("pass"));
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        for (String option : SSL) {
            if (!chosen.text(option).isEmpty()) {
                properties.setProperty(option, chosen.text(option));
            }
        }
        try (Connection connection = connector.open(url, properties);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            String missing = "08001".equals(e.getSQLState())
                            && String.valueOf(e.getMessage()).contains("suitable")
                    ? "the PostgreSQL driver (postgresql-*.jar) is not among Brine's libraries: "
                    : "";
            throw new IOException(url + ": " + missing + e.getMessage(), e);
        }
    }
}
