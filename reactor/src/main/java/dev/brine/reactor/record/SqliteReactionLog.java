package dev.brine.reactor.record;

import dev.brine.engine.data.Data;
import dev.brine.engine.store.Session;
import dev.brine.engine.store.SqliteFile;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.transport.wire.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
    private static final String COLUMNS = "num, event, hops, tag, rule, sls, chunk, call, state, tries, jid, message";
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS firing (event INTEGER PRIMARY KEY, tag TEXT NOT NULL, rules BLOB NOT NULL,"
                    + " problem TEXT NOT NULL, at INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS reaction (num INTEGER PRIMARY KEY, event INTEGER NOT NULL, hops INTEGER NOT NULL,"
                    + " tag TEXT NOT NULL, rule TEXT NOT NULL, sls TEXT NOT NULL, chunk TEXT NOT NULL, call BLOB NOT NULL,"
                    + " state TEXT NOT NULL, tries INTEGER NOT NULL, jid TEXT NOT NULL, message TEXT NOT NULL,"
                    + " at INTEGER NOT NULL, UNIQUE (event, sls, chunk))",
            "CREATE INDEX IF NOT EXISTS reaction_open ON reaction (rule, num) WHERE state IN ('QUEUED', 'RUNNING', 'FAILED')",
            "CREATE INDEX IF NOT EXISTS reaction_jid ON reaction (jid) WHERE jid != ''",
            "CREATE TABLE IF NOT EXISTS reactor_mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");

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
                    for (String statement : SCHEMA) {
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
    public CompletionStage<Void> fired(Firing firing) {
        byte[] rules = Codec.LOCAL.encode(firing.rules());
        List<byte[]> calls = firing.reactions().stream()
                .map(r -> Codec.LOCAL.encode(pack(r.reaction())))
                .toList();
        return file.write(session -> {
                    int fresh = session.update(
                            "INSERT OR IGNORE INTO firing (event, tag, rules, problem, at) VALUES (?,?,?,?,?)",
                            firing.event(),
                            firing.tag(),
                            rules,
                            firing.problem(),
                            firing.at());
                    for (int i = 0; fresh == 1 && i < calls.size(); i++) {
                        insert(session, firing.reactions().get(i), calls.get(i), firing.at());
                    }
                    return true;
                })
                .thenApply(done -> null);
    }

    private static void insert(Session session, ReactionRecord record, byte[] call, long at) throws SQLException {
        session.update(
                "INSERT OR IGNORE INTO reaction (" + COLUMNS + ", at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                record.number(),
                record.event(),
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
                at);
    }

    @Override
    public CompletionStage<Void> update(ReactionRecord record) {
        return file.write(session -> session.update(
                        "UPDATE reaction SET state = ?, tries = ?, jid = ?, message = ? WHERE num = ?",
                        record.state().name(),
                        record.tries(),
                        record.jid(),
                        record.message(),
                        record.number()))
                .thenApply(rows -> null);
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
    public boolean hasFired(long event) {
        return file.read(session -> {
            try (ResultSet rows = session.statement("SELECT 1 FROM firing WHERE event = ?", event)
                    .executeQuery()) {
                return rows.next();
            }
        });
    }

    @Override
    public List<ReactionRecord> open(String rule, long after, int limit) {
        // what was recorded before this is seen
        file.write(session -> true).join();
        return find(
                "WHERE state IN ('QUEUED', 'RUNNING', 'FAILED') AND rule = ? AND num > ? ORDER BY num LIMIT ?",
                rule,
                after,
                limit);
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
    @SuppressWarnings("resource")
    public List<String> openRules() {
        return file.read(session -> {
            List<String> rules = new ArrayList<>();
            try (ResultSet rows = session.statement(
                            "SELECT DISTINCT rule FROM reaction WHERE state IN ('QUEUED', 'RUNNING', 'FAILED')")
                    .executeQuery()) {
                while (rows.next()) {
                    rules.add(rows.getString(1));
                }
            }
            return rules;
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
                            "SELECT event, tag, rules, problem, at FROM firing " + condition, args)
                    .executeQuery()) {
                while (rows.next()) {
                    List<String> rules = Codec.LOCAL.decode(rows.getBytes(3)) instanceof List<?> list
                            ? list.stream().map(String::valueOf).toList()
                            : List.of();
                    found.add(new Firing(
                            rows.getLong(1), rows.getString(2), rules, rows.getString(4), List.of(), rows.getLong(5)));
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
                    session.update(
                            "DELETE FROM reaction WHERE (at < ? OR num <= ?) AND event <= ?"
                                    + " AND state NOT IN ('QUEUED', 'RUNNING', 'FAILED')",
                            before,
                            tooMany,
                            read);
                    return session.update(
                            "DELETE FROM firing WHERE (at < ? OR event < (SELECT coalesce(min(event), 0) FROM reaction WHERE num > ?))"
                                    + " AND event <= ? AND event NOT IN (SELECT event FROM reaction)",
                            before,
                            Math.max(0, tooMany),
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
                rows.getInt(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                unpack(Data.of("call", Codec.LOCAL.decode(rows.getBytes(8)))),
                ReactionRecord.State.valueOf(rows.getString(9)),
                rows.getInt(10),
                rows.getString(11),
                rows.getString(12));
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
