package dev.brine.reactor.record;

import dev.brine.engine.store.SqliteFile;
import dev.brine.reactor.policy.ThrottleState;
import dev.brine.reactor.policy.ThrottleStore;
import dev.brine.transport.wire.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What throttles remember, in the journal's own file. Any thread. */
public final class SqliteThrottleStore implements ThrottleStore {
    private static final Logger log = LoggerFactory.getLogger(SqliteThrottleStore.class);

    private final SqliteFile file;

    private SqliteThrottleStore(SqliteFile file) {
        this.file = file;
    }

    /** Opens the rows in {@code file}, which its owner closes. Blocks. */
    public static SqliteThrottleStore open(SqliteFile file) {
        file.write(session -> {
                    session.update(
                            "CREATE TABLE IF NOT EXISTS reactor_throttle (policy TEXT NOT NULL, id TEXT NOT NULL,"
                                    + " until INTEGER NOT NULL, state BLOB NOT NULL, PRIMARY KEY (policy, id)) WITHOUT ROWID");
                    return session.update(
                            "CREATE INDEX IF NOT EXISTS reactor_throttle_until ON reactor_throttle (until)");
                })
                .join();
        return new SqliteThrottleStore(file);
    }

    @Override
    public List<Row> rows(long now) {
        return file
                .read(session -> session.list(
                        SqliteThrottleStore::row,
                        "SELECT policy, id, until, state FROM reactor_throttle WHERE until >= ?",
                        now))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty when the state is of a form that is not known any more. */
    private static Optional<Row> row(ResultSet rows) throws SQLException {
        String policy = rows.getString(1);
        String key = rows.getString(2);
        long until = rows.getLong(3);
        return ThrottleState.of(Codec.LOCAL.decode(rows.getBytes(4))).map(state -> new Row(policy, key, until, state));
    }

    @Override
    public void put(Row row) {
        byte[] state = Codec.LOCAL.encode(row.state().plain());
        told(file.write(session -> session.update(
                "INSERT OR REPLACE INTO reactor_throttle (policy, id, until, state) VALUES (?,?,?,?)",
                row.policy(),
                row.key(),
                row.until(),
                state)));
    }

    @Override
    public void remove(String policy, String key) {
        told(file.write(
                session -> session.update("DELETE FROM reactor_throttle WHERE policy = ? AND id = ?", policy, key)));
    }

    @Override
    public void expire(long now) {
        told(file.write(session -> session.update("DELETE FROM reactor_throttle WHERE until < ?", now)));
    }

    private void told(CompletionStage<Integer> write) {
        write.whenComplete((rows, error) -> {
            if (error != null) {
                log.warn(
                        "{}: what a throttle counted was not kept, a rule may answer once too often after a restart: {}",
                        file.file(),
                        error.toString());
            }
        });
    }
}
