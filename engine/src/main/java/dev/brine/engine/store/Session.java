package dev.brine.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection with its prepared statements; used by one thread at a time. */
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement that takes no arguments (BEGIN, PRAGMA). */
    @SuppressWarnings("resource")
    void execute(String sql) throws SQLException {
        statement(sql).execute();
    }

    /** The statement for {@code sql}, prepared once; {@code args} are bound from 1 on. Closed with the session, not by the caller. */
    @SuppressWarnings("resource")
    public PreparedStatement statement(String sql, @Nullable Object... args) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < args.length; i++) {
            statement.setObject(i + 1, args[i]);
        }
        return statement;
    }

    /** Runs an insert, update or delete; gives the number of rows it changed. */
    @SuppressWarnings("resource")
    public int update(String sql, @Nullable Object... args) throws SQLException {
        return statement(sql, args).executeUpdate();
    }

    /** Makes something of the row that a result stands at. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** What a query finds, each row read by {@code row}. */
    @SuppressWarnings("resource")
    public <T> List<T> list(Row<T> row, String sql, @Nullable Object... args) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement(sql, args).executeQuery()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    /** The first number of the first row; {@code none} when there is no row, 0 when it is null. */
    @SuppressWarnings("resource")
    public long number(long none, String sql, @Nullable Object... args) throws SQLException {
        try (ResultSet rows = statement(sql, args).executeQuery()) {
            return rows.next() ? rows.getLong(1) : none;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
