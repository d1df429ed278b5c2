package dev.brine.reactor.window;

import dev.brine.engine.store.SqliteFile;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Windows in the journal's own file. Any thread. */
public final class SqliteWindowLog implements WindowLog {
    private static final Logger log = LoggerFactory.getLogger(SqliteWindowLog.class);

    private final SqliteFile file;

    private SqliteWindowLog(SqliteFile file) {
        this.file = file;
    }

    /** Opens the windows in {@code file}, which its owner closes. Blocks. */
    public static SqliteWindowLog open(SqliteFile file) {
        file.write(session -> {
                    session.update(
                            "CREATE TABLE IF NOT EXISTS reactor_window (window TEXT NOT NULL, event INTEGER NOT NULL,"
                                    + " part INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,"
                                    + " PRIMARY KEY (window, event, part)) WITHOUT ROWID");
                    session.update(
                            "CREATE TABLE IF NOT EXISTS reactor_roll (num INTEGER NOT NULL, minion TEXT NOT NULL,"
                                    + " jid TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (num, minion)) WITHOUT ROWID");
                    return true;
                })
                .join();
        return new SqliteWindowLog(file);
    }

    @Override
    public void seen(Row row) {
        told(file.write(session -> session.update(
                "INSERT OR IGNORE INTO reactor_window (window, event, part, id, at) VALUES (?,?,?,?,?)",
                row.window(),
                row.event(),
                row.part(),
                row.key(),
                row.at())));
    }

    @Override
    public void gone(String window, Collection<Long> events) {
        List<Long> numbers = List.copyOf(events);
        told(file.write(session -> {
            int rows = 0;
            for (Long event : numbers) {
                rows += session.update("DELETE FROM reactor_window WHERE window = ? AND event = ?", window, event);
            }
            return rows;
        }));
    }

    @Override
    public void expired(String window, long at) {
        told(file.write(
                session -> session.update("DELETE FROM reactor_window WHERE window = ? AND at < ?", window, at)));
    }

    @Override
    public List<Row> rows(String window, long last) {
        return file.read(session -> session.list(
                row -> new Row(window, row.getString(1), row.getInt(2), row.getLong(3), row.getLong(4)),
                "SELECT id, part, event, at FROM reactor_window WHERE window = ? AND event <= ? ORDER BY event, part",
                window,
                last));
    }

    @Override
    public void only(Collection<String> windows) {
        List<String> kept = List.copyOf(windows);
        String marks = String.join(",", kept.stream().map(w -> "?").toList());
        told(file.write(session ->
                session.update("DELETE FROM reactor_window WHERE window NOT IN (" + marks + ")", kept.toArray())));
    }

    @Override
    public CompletionStage<Boolean> roll(long reaction, Collection<String> minions) {
        List<String> ids = List.copyOf(minions);
        return file.write(session -> {
            for (String id : ids) {
                session.update(
                        "INSERT OR IGNORE INTO reactor_roll (num, minion, jid, outcome) VALUES (?,?,'','')",
                        reaction,
                        id);
            }
            return true;
        });
    }

    @Override
    public CompletionStage<Boolean> rolling(long reaction, String jid, Collection<String> minions) {
        List<String> ids = List.copyOf(minions);
        return file.write(session -> {
            for (String id : ids) {
                session.update("UPDATE reactor_roll SET jid = ? WHERE num = ? AND minion = ?", jid, reaction, id);
            }
            return true;
        });
    }

    @Override
    public void rolled(long reaction, String minion, String outcome) {
        told(file.write(session -> session.update(
                "UPDATE reactor_roll SET outcome = ? WHERE num = ? AND minion = ?", outcome, reaction, minion)));
    }

    @Override
    public List<Rolled> rolls(long reaction) {
        file.write(session -> true).join();
        return file.read(session -> session.list(
                row -> new Rolled(row.getString(1), row.getString(2), row.getString(3)),
                "SELECT minion, jid, outcome FROM reactor_roll WHERE num = ? ORDER BY minion",
                reaction));
    }

    @Override
    public void rolledOver(long reaction) {
        told(file.write(session -> session.update("DELETE FROM reactor_roll WHERE num = ?", reaction)));
    }

    private void told(CompletionStage<?> write) {
        write.whenComplete((done, error) -> {
            if (error != null) {
                log.error("{}: what a window waits with is not kept: {}", file.file(), error.toString());
            }
        });
    }
}
