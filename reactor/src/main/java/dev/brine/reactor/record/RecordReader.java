package dev.brine.reactor.record;

import dev.brine.engine.store.Session;
import dev.brine.engine.store.SqliteFile;
import dev.brine.transport.wire.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads records: for the reactor, and for people who ask what became of events. Any thread. */
public final class RecordReader {
    /** The columns of a reaction, in the order of {@link #reaction}. */
    static final String COLUMNS =
            "num, event, part, hops, tag, rule, sls, chunk, call, state, tries, jid, message, line, per, due";

    private final SqliteFile file;

    RecordReader(SqliteFile file) {
        this.file = file;
    }

    /** Reactions that a condition finds: what follows {@code FROM reaction}. */
    public List<ReactionRecord> find(String condition, Object... args) {
        return list(RecordReader::reaction, "SELECT " + COLUMNS + " FROM reaction " + condition, args);
    }

    /** Firings that a condition finds, newest as it says: what follows {@code FROM firing}. */
    public List<ReactionLog.Firing> firings(String condition, Object... args) {
        return list(
                RecordReader::firing,
                "SELECT event, part, tag, rules, note, problem, at FROM firing " + condition,
                args);
    }

    /** The tries of a reaction that a policy follows, in order; of one that was run again by hand, those since then. */
    public List<Try> tries(long number) {
        return list(
                rows -> new Try(rows.getString(1), ReactionRecord.State.valueOf(rows.getString(2)), rows.getString(3)),
                "SELECT jid, state, message FROM reaction_try WHERE num = ? ORDER BY try",
                number);
    }

    /** What policies held back, over restarts; the last first. */
    public List<Held> held() {
        return list(
                RecordReader::held,
                "SELECT rule, policy, gate, count, event, tag, reason, at FROM reactor_held ORDER BY at DESC");
    }

    /** How many reactions are in each state. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        list(
                        rows -> Map.entry(rows.getString(1).toLowerCase(Locale.ROOT), rows.getLong(2)),
                        "SELECT state, count(*) FROM reaction GROUP BY state ORDER BY state")
                .forEach(state -> counts.put(state.getKey(), state.getValue()));
        return counts;
    }

    /** The first column of what a query finds. */
    List<String> words(String sql) {
        return list(rows -> rows.getString(1), sql);
    }

    /** As {@link Session#number}. */
    long number(long none, String sql, Object... args) {
        return file.read(session -> session.number(none, sql, args));
    }

    private <T> List<T> list(Session.Row<T> row, String sql, Object... args) {
        return file.read(session -> session.list(row, sql, args));
    }

    private static ReactionRecord reaction(ResultSet rows) throws SQLException {
        return new ReactionRecord(
                rows.getLong(1),
                rows.getLong(2),
                rows.getString(3),
                rows.getInt(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                CallColumn.decode(rows.getBytes(9)),
                ReactionRecord.State.valueOf(rows.getString(10)),
                rows.getInt(11),
                rows.getString(12),
                rows.getString(13),
                new ReactionRecord.Turn(rows.getString(14), rows.getString(15), rows.getLong(16)));
    }

    private static ReactionLog.Firing firing(ResultSet rows) throws SQLException {
        List<String> rules = Codec.LOCAL.decode(rows.getBytes(4)) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new ReactionLog.Firing(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rules,
                rows.getString(5),
                rows.getString(6),
                List.of(),
                rows.getLong(7));
    }

    private static Held held(ResultSet rows) throws SQLException {
        return new Held(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getString(6),
                rows.getString(7),
                rows.getLong(8));
    }
}
