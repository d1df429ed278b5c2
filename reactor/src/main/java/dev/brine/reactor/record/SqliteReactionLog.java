package dev.brine.reactor.record;

import dev.brine.engine.data.Data;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.store.Session;
import dev.brine.engine.store.SqliteFile;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.transport.wire.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records in the journal's own file, so that one flush to disk serves events and what became of them. */
public final class SqliteReactionLog implements ReactionLog {
    private static final Logger log = LoggerFactory.getLogger(SqliteReactionLog.class);
    private static final String COLUMNS =
            "num, event, part, hops, tag, rule, sls, chunk, call, state, tries, jid, message, line, per, due";
    private static final String OPEN = "state IN ('QUEUED', 'RUNNING', 'FAILED')";
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

    private final SqliteFile file;
    private final AtomicLong numbers;
    private final AtomicLong settled;

    private SqliteReactionLog(SqliteFile file, long last, long settled) {
        this.file = file;
        this.numbers = new AtomicLong(last);
        this.settled = new AtomicLong(settled);
    }

    /** Opens the records in {@code file}, which its owner closes. Blocks. */
    public static SqliteReactionLog open(SqliteFile file) {
        file.write(session -> {
                    boolean old = number(session, "SELECT count(*) FROM pragma_table_info('firing')", 0) == 5;
                    for (String statement : old ? BEFORE_PARTS : List.<String>of()) {
                        session.update(statement);
                    }
                    for (String statement : SCHEMA) {
                        session.update(statement);
                    }
                    for (String statement : old ? AFTER_PARTS : List.<String>of()) {
                        session.update(statement);
                    }
                    return true;
                })
                .join();
        long last = file.read(session -> number(session, "SELECT max(num) FROM reaction", 0));
        long settled =
                file.read(session -> number(session, "SELECT value FROM reactor_mark WHERE name = 'settled'", -1));
        return new SqliteReactionLog(file, last, settled);
    }

    @SuppressWarnings("resource")
    private static long number(Session session, String sql, long none) throws SQLException {
        try (ResultSet rows = session.statement(sql).executeQuery()) {
            return rows.next() ? rows.getLong(1) : none;
        }
    }

    @Override
    public long next() {
        return numbers.incrementAndGet();
    }

    @Override
    public CompletionStage<Void> fired(Firing firing, List<ReactionRecord> others) {
        byte[] rules = Codec.LOCAL.encode(firing.rules());
        List<byte[]> calls = calls(firing.reactions());
        List<byte[]> otherCalls = calls(others);
        return file.write(session -> {
                    int fresh = session.update(
                            "INSERT OR IGNORE INTO firing (event, part, tag, rules, note, problem, at) VALUES (?,?,?,?,?,?,?)",
                            firing.event(),
                            firing.part(),
                            firing.tag(),
                            rules,
                            firing.note(),
                            firing.problem(),
                            firing.at());
                    for (int i = 0; fresh == 1 && i < calls.size(); i++) {
                        insert(session, firing.reactions().get(i), calls.get(i), firing.at());
                    }
                    for (int i = 0; i < otherCalls.size(); i++) {
                        update(session, others.get(i), otherCalls.get(i));
                    }
                    return true;
                })
                .thenApply(done -> null);
    }

    private static void insert(Session session, ReactionRecord record, byte[] call, long at) throws SQLException {
        session.update(
                "INSERT OR IGNORE INTO reaction (" + COLUMNS + ", at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                record.number(),
                record.event(),
                record.part(),
                record.hops(),
                record.tag(),
                record.rule(),
                record.sls(),
                record.chunk(),
                call,
                record.state().name(),
                record.tries(),
                record.jid(),
                record.message(),
                record.turn().line(),
                record.turn().per(),
                record.turn().due(),
                at);
    }

    @Override
    public CompletionStage<Void> update(ReactionRecord record) {
        return update(List.of(record));
    }

    @Override
    public CompletionStage<Void> update(List<ReactionRecord> records) {
        List<byte[]> calls = calls(records);
        return file.write(session -> {
                    for (int i = 0; i < calls.size(); i++) {
                        update(session, records.get(i), calls.get(i));
                    }
                    return true;
                })
                .thenApply(rows -> null);
    }

    private static List<byte[]> calls(List<ReactionRecord> records) {
        return records.stream()
                .map(record -> Codec.LOCAL.encode(pack(record.reaction())))
                .toList();
    }

    private static void update(Session session, ReactionRecord record, byte[] call) throws SQLException {
        session.update(
                "UPDATE reaction SET call = ?, state = ?, tries = ?, jid = ?, message = ?, due = ? WHERE num = ?",
                call,
                record.state().name(),
                record.tries(),
                record.jid(),
                record.message(),
                record.turn().due(),
                record.number());
        if (record.tries() > 0 && !record.turn().line().isEmpty()) {
            session.update(
                    "INSERT INTO reaction_try (num, try, jid, state, message) VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET"
                            + " jid = excluded.jid, state = excluded.state, message = excluded.message",
                    record.number(),
                    record.tries(),
                    record.jid(),
                    record.state().name(),
                    record.message());
        }
    }

    /** The tries of a reaction that a policy follows, in order; of one that was run again by hand, those since then. */
    @SuppressWarnings("resource")
    public List<Try> tries(long number) {
        return file.read(session -> {
            List<Try> found = new ArrayList<>();
            try (ResultSet rows = session.statement(
                            "SELECT jid, state, message FROM reaction_try WHERE num = ? ORDER BY try", number)
                    .executeQuery()) {
                while (rows.next()) {
                    found.add(new Try(
                            rows.getString(1), ReactionRecord.State.valueOf(rows.getString(2)), rows.getString(3)));
                }
            }
            return found;
        });
    }

    @Override
    public List<ReactionRecord> in(ReactionRecord.State state) {
        file.write(session -> true).join();
        return find("WHERE state = ? ORDER BY num", state.name());
    }

    @Override
    public List<ReactionRecord> ofFiring(long event, String part, String rule) {
        file.write(session -> true).join();
        return find("WHERE event = ? AND part = ? AND rule = ? ORDER BY num", event, part, rule);
    }

    @Override
    public void settledTo(long event) {
        if (settled.getAndSet(event) == event) {
            return;
        }
        file.write(session -> session.update(
                        "INSERT OR REPLACE INTO reactor_mark (name, value) VALUES ('settled', ?)", event))
                .whenComplete((rows, error) -> {
                    if (error != null) {
                        log.debug("the reactor's place in the journal was not kept; it is again with the next", error);
                    }
                });
    }

    @Override
    public long settled() {
        return settled.get();
    }

    @Override
    @SuppressWarnings("resource")
    public boolean hasFired(long event, String part) {
        return file.read(session -> {
            try (ResultSet rows = session.statement("SELECT 1 FROM firing WHERE event = ? AND part = ?", event, part)
                    .executeQuery()) {
                return rows.next();
            }
        });
    }

    @Override
    public List<ReactionRecord> open(String rule, long after, int limit) {
        upToDate();
        return find(
                "WHERE " + OPEN + " AND line = '' AND rule = ? AND num > ? ORDER BY num LIMIT ?", rule, after, limit);
    }

    /** Waits until what was recorded before this is seen by those that read. */
    public SqliteReactionLog upToDate() {
        file.write(session -> true).join();
        return this;
    }

    /** Records that a condition finds: what follows {@code FROM reaction}. */
    @SuppressWarnings("resource")
    public List<ReactionRecord> find(String condition, Object... args) {
        return file.read(session -> {
            List<ReactionRecord> found = new ArrayList<>();
            try (ResultSet rows = session.statement("SELECT " + COLUMNS + " FROM reaction " + condition, args)
                    .executeQuery()) {
                while (rows.next()) {
                    found.add(record(rows));
                }
            }
            return found;
        });
    }

    @Override
    public List<String> openRules() {
        return words("SELECT DISTINCT rule FROM reaction WHERE " + OPEN + " AND line = ''");
    }

    @Override
    public List<String> lines() {
        return words("SELECT DISTINCT line FROM reaction WHERE " + OPEN + " AND line != ''");
    }

    @SuppressWarnings("resource")
    private List<String> words(String sql) {
        return file.read(session -> {
            List<String> words = new ArrayList<>();
            try (ResultSet rows = session.statement(sql).executeQuery()) {
                while (rows.next()) {
                    words.add(rows.getString(1));
                }
            }
            return words;
        });
    }

    @Override
    public List<ReactionRecord> running(String line, long after, int limit) {
        return find(
                "WHERE " + OPEN + " AND line = ? AND state = 'RUNNING' AND num > ? ORDER BY num LIMIT ?",
                line,
                after,
                limit);
    }

    @Override
    public List<ReactionRecord> due(String line, long now, Collection<String> busy, int limit) {
        return find(
                "WHERE " + OPEN + " AND line = ? AND state != 'RUNNING' AND due <= ?"
                        + " AND per NOT IN (SELECT value FROM json_each(?)) ORDER BY num LIMIT ?",
                line,
                now,
                JsonWriter.write(new ArrayList<>(busy), JsonStyle.PYTHON),
                limit);
    }

    @Override
    @SuppressWarnings("resource")
    public long nextDue(long now) {
        return file.read(session -> {
            try (ResultSet rows = session.statement(
                            "SELECT min(due) FROM reaction WHERE state IN ('QUEUED', 'FAILED') AND line != '' AND due > ?",
                            now)
                    .executeQuery()) {
                long due = rows.next() ? rows.getLong(1) : 0;
                return due == 0 ? Long.MAX_VALUE : due;
            }
        });
    }

    @Override
    public void held(List<Held> more) {
        file.write(session -> {
                    for (Held one : more) {
                        session.update(
                                "INSERT INTO reactor_held (rule, policy, gate, count, event, tag, reason, at)"
                                        + " VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET count = count + excluded.count,"
                                        + " event = excluded.event, tag = excluded.tag, reason = excluded.reason,"
                                        + " at = excluded.at",
                                one.rule(),
                                one.policy(),
                                one.gate(),
                                one.count(),
                                one.event(),
                                one.tag(),
                                one.reason(),
                                one.at());
                    }
                    return true;
                })
                .whenComplete((rows, error) -> {
                    if (error != null) {
                        log.debug("how often policies held events back was not kept", error);
                    }
                });
    }

    /** What policies held back, over restarts; the last first. */
    @SuppressWarnings("resource")
    public List<Held> held() {
        return file.read(session -> {
            List<Held> found = new ArrayList<>();
            try (ResultSet rows = session.statement(
                            "SELECT rule, policy, gate, count, event, tag, reason, at FROM reactor_held ORDER BY at DESC")
                    .executeQuery()) {
                while (rows.next()) {
                    found.add(new Held(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getLong(4),
                            rows.getLong(5),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getLong(8)));
                }
            }
            return found;
        });
    }

    /** How many records are in each state. */
    @SuppressWarnings("resource")
    public Map<String, Long> counts() {
        return file.read(session -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            try (ResultSet rows = session.statement(
                            "SELECT state, count(*) FROM reaction GROUP BY state ORDER BY state")
                    .executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1).toLowerCase(java.util.Locale.ROOT), rows.getLong(2));
                }
            }
            return counts;
        });
    }

    /** Firings that a condition finds, newest as it says: what follows {@code FROM firing}. */
    @SuppressWarnings("resource")
    public List<Firing> firings(String condition, Object... args) {
        return file.read(session -> {
            List<Firing> found = new ArrayList<>();
            try (ResultSet rows = session.statement(
                            "SELECT event, part, tag, rules, note, problem, at FROM firing " + condition, args)
                    .executeQuery()) {
                while (rows.next()) {
                    List<String> rules = Codec.LOCAL.decode(rows.getBytes(4)) instanceof List<?> list
                            ? list.stream().map(String::valueOf).toList()
                            : List.of();
                    found.add(new Firing(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rules,
                            rows.getString(5),
                            rows.getString(6),
                            List.of(),
                            rows.getLong(7)));
                }
            }
            return found;
        });
    }

    /**
     * Forgets what was recorded before {@code before} (milliseconds of the epoch) and the oldest beyond {@code most}, but no
     * reaction that has not ended, and no firing whose event may be read again. Not waited for.
     */
    public void retain(long before, long most) {
        long tooMany = numbers.get() - most;
        long read = settled.get();
        file.write(session -> {
                    session.update("DELETE FROM reactor_held WHERE at < ?", before);
                    session.update(
                            "DELETE FROM reaction WHERE (at < ? OR num <= ?) AND event <= ? AND NOT (" + OPEN
                                    + ") AND state NOT IN ('GATHERED', 'BEHIND')",
                            before,
                            tooMany,
                            read);
                    session.update("DELETE FROM reaction_try WHERE num NOT IN (SELECT num FROM reaction)");
                    return session.update(
                            "DELETE FROM firing WHERE (at < ? OR event <= (SELECT event FROM firing ORDER BY event DESC LIMIT 1 OFFSET ?))"
                                    + " AND event <= ? AND event NOT IN (SELECT event FROM reaction)",
                            before,
                            most,
                            read);
                })
                .whenComplete((rows, error) -> {
                    if (error != null) {
                        log.warn("{}: cannot forget old reactions: {}", file.file(), error.toString());
                    }
                });
    }

    private static ReactionRecord record(ResultSet rows) throws SQLException {
        return new ReactionRecord(
                rows.getLong(1),
                rows.getLong(2),
                rows.getString(3),
                rows.getInt(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                unpack(Data.of("call", Codec.LOCAL.decode(rows.getBytes(9)))),
                ReactionRecord.State.valueOf(rows.getString(10)),
                rows.getInt(11),
                rows.getString(12),
                rows.getString(13),
                new ReactionRecord.Turn(rows.getString(14), rows.getString(15), rows.getLong(16)));
    }

    private static Map<String, Object> pack(Reaction reaction) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>(reaction.describe());
        if (reaction instanceof Reaction.Local local) {
            call.put("ret", local.ret());
            call.put("jid", local.jid());
            call.put("options", local.options());
        }
        return strict(call);
    }

    private static Reaction unpack(Data call) {
        String fun = call.string("fun");
        List<@Nullable Object> arg = new ArrayList<>();
        if (call.value("arg") instanceof List<?> list) {
            arg.addAll(list);
        }
        Map<String, @Nullable Object> kwarg = loose(Data.asMap("kwarg", call.value("kwarg")));
        return switch (call.string("type")) {
            case "runner" -> new Reaction.Runner(fun, arg, kwarg);
            case "wheel" -> new Reaction.Wheel(fun, arg, kwarg);
            case "caller" -> new Reaction.Caller(fun, arg, kwarg);
            default ->
                new Reaction.Local(
                        call.value("tgt"),
                        call.string("tgt_type"),
                        fun,
                        arg,
                        kwarg,
                        call.string("ret"),
                        call.string("jid"),
                        loose(Data.asMap("options", call.value("options"))));
        };
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null is a plain value
    private static Map<String, Object> strict(Map<String, @Nullable Object> map) {
        return (Map<String, Object>) (Map<String, ?>) map;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null is a plain value
    private static Map<String, @Nullable Object> loose(Map<String, Object> map) {
        return (Map<String, @Nullable Object>) (Map<String, ?>) map;
    }
}
