package dev.brine.engine.sdb;

import dev.brine.engine.call.FunctionError;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sqlite3}: a table of keys and values in msgpack, in the file {@code database}; the same that Salt reads and writes. */
final class SqliteDriver implements Sdb.Driver {
    private final Map<String, Object> profile;
    private final String table;

    SqliteDriver(Map<String, Object> profile) {
        this.profile = profile;
        this.table = String.valueOf(profile.getOrDefault("table", "sdb"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private Connection open() throws SQLException {
        Object database = profile.get("database");
        if (database == null) {
            throw new FunctionError("sdb driver sqlite3: the profile has no database");
        }
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        try (Statement statement = connection.createStatement()) {
            if (profile.get("create_statements") instanceof List<?> own) {
                for (Object sql : own) {
                    create(statement, String.valueOf(sql));
                }
            } else if (!Boolean.FALSE.equals(profile.get("create_table"))) {
                create(statement, "CREATE TABLE IF NOT EXISTS " + quoted(table) + " (key text, value blob)");
                create(
                        statement,
                        "CREATE UNIQUE INDEX IF NOT EXISTS " + quoted(table + "_idx") + " ON " + quoted(table)
                                + " (key)");
            }
        }
        return connection;
    }

    /** Salt 3006: what cannot be created is there already. */
    private static void create(Statement statement, String sql) {
        try {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("already exists")) {
                throw new FunctionError("sdb driver sqlite3: " + e.getMessage(), e);
            }
        }
    }

    /** Salt's queries name their values {@code :key} and {@code :value}. */
    private static PreparedStatement prepared(Connection connection, String sql, String key, byte @Nullable [] value)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql.replace(":key", "?1").replace(":value", "?2"));
        statement.setString(1, key);
        if (value != null) {
            statement.setBytes(2, value);
        }
        return statement;
    }

    @Override
    public @Nullable Object get(String key) {
        String sql = String.valueOf(
                profile.getOrDefault("get_query", "SELECT value FROM " + quoted(table) + " WHERE key=:key"));
        try (Connection connection = open();
                PreparedStatement statement = prepared(connection, sql, key, null);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Codec.LOCAL.decode(bytes(rows.getObject(1))) : null;
        } catch (SQLException | DecodeException e) {
            throw new FunctionError("sdb driver sqlite3: " + key + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(@Nullable Object value) {
        return value instanceof byte[] bytes ? bytes : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Object set(String key, @Nullable Object value) {
        String sql = String.valueOf(profile.getOrDefault(
                "set_query", "INSERT OR REPLACE INTO " + quoted(table) + " VALUES (:key, :value)"));
        try (Connection connection = open();
                PreparedStatement statement = prepared(connection, sql, key, Codec.LOCAL.encode(value))) {
            statement.executeUpdate();
            return true;
        } catch (SQLException e) {
            throw new FunctionError("sdb driver sqlite3: " + key + ": " + e.getMessage(), e);
        }
    }
}
