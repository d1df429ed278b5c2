package dev.brine.reactor.record;

import dev.brine.engine.store.Session;
import dev.brine.engine.store.SqliteFile;
import dev.brine.transport.wire.Codec;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records; writes are put together with those of the journal. Any thread. */
final class RecordWriter {
    private static final Logger log = LoggerFactory.getLogger(RecordWriter.class);

    private final SqliteFile file;

    RecordWriter(SqliteFile file) {
        this.file = file;
    }

    /** Waits until what was written before this is seen by those that read. */
    void flush() {
        file.write(session -> true).join();
    }

    /** See {@link ReactionLog#fired(ReactionLog.Firing, List)}. */
    CompletionStage<Void> fired(ReactionLog.Firing firing, List<ReactionRecord> others) {
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
                "INSERT OR IGNORE INTO reaction (" + RecordReader.COLUMNS
                        + ", at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
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

    /** See {@link ReactionLog#update(List)}. */
    CompletionStage<Void> update(List<ReactionRecord> records) {
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
                .map(record -> CallColumn.encode(record.reaction()))
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

    /** See {@link ReactionLog#settledTo}. */
    void settledTo(long event) {
        file.write(session -> session.update(
                        "INSERT OR REPLACE INTO reactor_mark (name, value) VALUES ('settled', ?)", event))
                .whenComplete((rows, error) -> {
                    if (error != null) {
                        log.debug("the reactor's place in the journal was not kept; it is again with the next", error);
                    }
                });
    }

    /** See {@link ReactionLog#held(List)}. */
    void held(List<Held> more) {
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

    /** See {@link SqliteReactionLog#retain}; {@code last} is the newest number, {@code read} the last event that need not be read again. */
    void retain(long before, long most, long last, long read) {
        file.write(session -> {
                    session.update("DELETE FROM reactor_held WHERE at < ?", before);
                    session.update(
                            "DELETE FROM reaction WHERE (at < ? OR num <= ?) AND event <= ? AND NOT ("
                                    + RecordTables.OPEN + ") AND state NOT IN ('GATHERED', 'BEHIND')",
                            before,
                            last - most,
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
}
