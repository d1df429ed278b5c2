package dev.brine.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
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

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
