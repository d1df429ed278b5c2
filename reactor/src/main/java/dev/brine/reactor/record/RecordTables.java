package dev.brine.reactor.record;

import dev.brine.engine.store.Session;
import java.sql.SQLException;
import java.util.List;

/** The tables of the reactor's records in the journal's file. */
final class RecordTables {
    /** Records that have not ended. */
    static final String OPEN = "state IN ('QUEUED', 'RUNNING', 'FAILED')";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS firing (event INTEGER NOT NULL, part TEXT NOT NULL, tag TEXT NOT NULL,"
                    + " rules BLOB NOT NULL, note TEXT NOT NULL, problem TEXT NOT NULL, at INTEGER NOT NULL,"
                    + " PRIMARY KEY (event, part)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS reaction (num INTEGER PRIMARY KEY, event INTEGER NOT NULL, part TEXT NOT NULL,"
                    + " hops INTEGER NOT NULL, tag TEXT NOT NULL, rule TEXT NOT NULL, sls TEXT NOT NULL, chunk TEXT NOT NULL,"
                    + " call BLOB NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, jid TEXT NOT NULL,"
                    + " message TEXT NOT NULL, line TEXT NOT NULL, per TEXT NOT NULL, due INTEGER NOT NULL,"
                    + " at INTEGER NOT NULL, UNIQUE (event, part, sls, chunk))",
            "CREATE INDEX IF NOT EXISTS reaction_open ON reaction (line, rule, num) WHERE " + OPEN,
            "CREATE INDEX IF NOT EXISTS reaction_due ON reaction (due) WHERE state IN ('QUEUED', 'FAILED') AND line != ''",
            "CREATE INDEX IF NOT EXISTS reaction_jid ON reaction (jid) WHERE jid != ''",
            "CREATE TABLE IF NOT EXISTS reaction_try (num INTEGER NOT NULL, try INTEGER NOT NULL, jid TEXT NOT NULL,"
                    + " state TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (num, try)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS reactor_held (rule TEXT NOT NULL, policy TEXT NOT NULL, gate TEXT NOT NULL,"
                    + " count INTEGER NOT NULL, event INTEGER NOT NULL, tag TEXT NOT NULL, reason TEXT NOT NULL,"
                    + " at INTEGER NOT NULL, PRIMARY KEY (rule, policy, gate)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS reactor_mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");

    /** Files from before an event could have several firings are carried over. */
    private static final List<String> BEFORE_PARTS = List.of(
            "ALTER TABLE firing RENAME TO firing_old",
            "ALTER TABLE reaction RENAME TO reaction_old",
            "DROP INDEX IF EXISTS reaction_open",
            "DROP INDEX IF EXISTS reaction_jid");

    private static final List<String> AFTER_PARTS = List.of(
            "INSERT INTO firing SELECT event, '', tag, rules, '', problem, at FROM firing_old",
            "INSERT INTO reaction SELECT num, event, '', hops, tag, rule, sls, chunk, call, state, tries, jid, message,"
                    + " '', '', 0, at FROM reaction_old",
            "DROP TABLE firing_old",
            "DROP TABLE reaction_old");

    private RecordTables() {}

    /** Makes those that are missing. */
    static void make(Session session) throws SQLException {
        boolean old = session.number(0, "SELECT count(*) FROM pragma_table_info('firing')") == 5;
        if (old) {
            run(session, BEFORE_PARTS);
        }
        run(session, SCHEMA);
        if (old) {
            run(session, AFTER_PARTS);
        }
    }

    private static void run(Session session, List<String> statements) throws SQLException {
        for (String statement : statements) {
            session.update(statement);
        }
    }
}
