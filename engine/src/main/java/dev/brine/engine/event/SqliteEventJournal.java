package dev.brine.engine.event;

import dev.brine.engine.config.Journal;
import dev.brine.engine.data.Data;
import dev.brine.engine.store.SqliteFile;
import dev.brine.engine.store.StoreException;
import dev.brine.transport.wire.Codec;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The event journal in one SQLite file.
 *
 * <p>An event's number is its row; numbers ascend over restarts and are never given twice. A reader that asks for numbers that
 * retention has taken away is told so by {@link #first()}, never by a silent gap. Any thread.
 */
public final class SqliteEventJournal implements EventJournal {
    private static final int SLICE = 10_000;
    private static final String COLUMNS = "off, tag, kind, origin, cause, rule, hops, data";

    private final SqliteFile file;
    private final Clock clock;
    private final long last;
    private volatile LongSupplier needed = () -> Long.MAX_VALUE;

    private SqliteEventJournal(SqliteFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.last = edge("max");
    }

    public static SqliteEventJournal open(Path path, Clock clock) {
        return new SqliteEventJournal(
                SqliteFile.open(
                        path,
                        List.of(
                                "CREATE TABLE IF NOT EXISTS event (off INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
                                        + " tag TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL, cause INTEGER NOT NULL,"
                                        + " rule TEXT NOT NULL, hops INTEGER NOT NULL, data BLOB NOT NULL)"),
                        clock),
                clock);
    }

    /** The file, for what must be committed together with events. */
    public SqliteFile file() {
        return file;
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public CompletionStage<Void> append(Event event) {
        byte[] data = Codec.LOCAL.encode(event.data());
        long at = clock.millis();
        return file.write(session -> session.update(
                        "INSERT INTO event (" + COLUMNS + ", at) VALUES (?,?,?,?,?,?,?,?,?)",
                        event.number(),
                        event.tag(),
                        event.origin().kind().name(),
                        event.origin().id(),
                        event.cause().event(),
                        event.cause().rule(),
                        event.cause().hops(),
                        data,
                        at))
                .thenApply(rows -> null);
    }

    /** Keeps retention from forgetting events whose numbers are not below what {@code reader} says it has still to read. */
    public void hold(LongSupplier reader) {
        needed = reader;
    }

    /** Number of the oldest event kept; 0 when there is none. */
    public long first() {
        return edge("min");
    }

    /** At most {@code limit} events with numbers from {@code from} on, in order. */
    @SuppressWarnings("resource")
    public List<Event> from(long from, int limit) {
        return file.read(session -> events(
                session.statement("SELECT " + COLUMNS + " FROM event WHERE off >= ? ORDER BY off LIMIT ?", from, limit)
                        .executeQuery()));
    }

    /** At most {@code limit} events with numbers below {@code number}, newest first. */
    @SuppressWarnings("resource")
    public List<Event> before(long number, int limit) {
        return file.read(session -> events(session.statement(
                        "SELECT " + COLUMNS + " FROM event WHERE off < ? ORDER BY off DESC LIMIT ?", number, limit)
                .executeQuery()));
    }

    /**
     * Events that came of an event: those that name it and the rule as their cause, and those about the job, in order.
     *
     * @param jid the job that the rule's reaction published; empty when there is none
     */
    @SuppressWarnings("resource")
    public List<Event> following(long event, String rule, String jid, int limit) {
        return file.read(session -> events(session.statement(
                        "SELECT " + COLUMNS + " FROM event WHERE off > ? AND ((cause = ? AND rule = ? AND ? = '')"
                                + " OR (? != '' AND (tag = ? OR instr(tag, '/' || ? || '/') > 0))) ORDER BY off LIMIT ?",
                        event,
                        event,
                        rule,
                        jid,
                        jid,
                        jid,
                        jid,
                        limit)
                .executeQuery()));
    }

    /** What {@link #about} gives; {@code next} is where to go on. */
    public record Slice(List<Event> events, long next) {}

    /** The number that an event published now will not be below. */
    public long next() {
        return edge("max") + 1;
    }

    /**
     * Events of one job or runner call with numbers from {@code from} on, in order; it ends early when their data pass {@code
     * bytes}, but not before the first.
     */
    @SuppressWarnings("resource")
    public Slice about(String jid, long from, int bytes) {
        String job = "salt/job/" + jid + "/";
        String run = "salt/run/" + jid + "/";
        return file.read(session -> {
            // the end first: what is committed after this belongs to the next slice
            long end = number(session.statement("SELECT seq FROM sqlite_sequence WHERE name = 'event'"));
            List<Event> events = new ArrayList<>();
            long left = bytes;
            try (ResultSet rows = session.statement(
                            "SELECT " + COLUMNS + " FROM event WHERE off >= ? AND off <= ?"
                                    + " AND (substr(tag, 1, ?) = ? OR substr(tag, 1, ?) = ?) ORDER BY off",
                            from,
                            end,
                            job.length(),
                            job,
                            run.length(),
                            run)
                    .executeQuery()) {
                while (left > 0 && rows.next()) {
                    left -= rows.getBytes(8).length;
                    events.add(event(rows));
                }
            }
            boolean cut = left <= 0;
            return new Slice(events, cut ? events.get(events.size() - 1).number() + 1 : Math.max(from, end + 1));
        });
    }

    public Optional<Event> event(long number) {
        return from(number, 1).stream().filter(e -> e.number() == number).findFirst();
    }

    /** Numbers of the first event at or after {@code from} and of the last before {@code until}; empty when none is between. */
    @SuppressWarnings("resource")
    public Optional<long[]> between(Instant from, Instant until) {
        return file.read(session -> {
            try (ResultSet rows = session.statement(
                            "SELECT min(off), max(off) FROM event WHERE at >= ? AND at < ?",
                            from.toEpochMilli(),
                            until.toEpochMilli())
                    .executeQuery()) {
                rows.next();
                long first = rows.getLong(1);
                return first == 0 ? Optional.empty() : Optional.of(new long[] {first, rows.getLong(2)});
            }
        });
    }

    /**
     * Forgets events that are too old, and the oldest of too many, but none that a reader holds; in slices, so that other
     * writes get their turn.
     *
     * @return how many were forgotten
     */
    public long retain(Journal limits, Instant now) {
        long keep = needed.getAsLong();
        long before = limits.keep().isZero()
                ? Long.MIN_VALUE
                : now.minus(limits.keep()).toEpochMilli();
        long tooMany = edge("max") - limits.mostEvents();
        long all = 0;
        int gone = SLICE;
        while (gone == SLICE) {
            gone = slice(before, tooMany, keep);
            all += gone;
        }
        gone = 1;
        while (gone > 0 && usedBytes() > limits.mostBytes()) {
            gone = slice(before, first() + SLICE / 10, keep);
            all += gone;
        }
        return all;
    }

    /** What the file's records take; free pages in it are used again and do not count. */
    @SuppressWarnings("resource")
    private long usedBytes() {
        return file.read(session -> {
            try (ResultSet rows = session.statement("SELECT (c.page_count - f.freelist_count) * s.page_size FROM"
                            + " pragma_page_count c, pragma_freelist_count f, pragma_page_size s")
                    .executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    private int slice(long before, long bySize, long needed) {
        try {
            return file.write(session -> session.update(
                            "DELETE FROM event WHERE off IN (SELECT off FROM event WHERE off < ? AND (at < ? OR off <= ?)"
                                    + " ORDER BY off LIMIT " + SLICE + ")",
                            needed,
                            before,
                            bySize))
                    .join();
        } catch (CompletionException e) {
            throw new StoreException(file.file() + ": cannot forget old events: " + e.getMessage(), e);
        }
    }

    /** The lowest or highest number; the highest also counts numbers whose events are gone. */
    @SuppressWarnings("resource")
    private long edge(String which) {
        return file.read(session -> {
            String sql = which.equals("max")
                    ? "SELECT seq FROM sqlite_sequence WHERE name = 'event'"
                    : "SELECT min(off) FROM event";
            return number(session.statement(sql));
        });
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0L;
        }
    }

    private static List<Event> events(ResultSet rows) throws SQLException {
        try (rows) {
            List<Event> events = new ArrayList<>();
            while (rows.next()) {
                events.add(event(rows));
            }
            return events;
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong(1),
                row.getString(2),
                new LinkedHashMap<>(Data.asMap("event", Codec.LOCAL.decode(row.getBytes(8)))),
                new Origin(Origin.Kind.valueOf(row.getString(3)), row.getString(4)),
                new Cause(row.getLong(5), row.getString(6), row.getInt(7)));
    }

    @Override
    public void close() {
        file.close();
    }
}
