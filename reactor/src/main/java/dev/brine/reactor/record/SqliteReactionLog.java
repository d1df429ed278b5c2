package dev.brine.reactor.record;

import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.store.SqliteFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Records in the journal's own file, so that one flush to disk serves events and what became of them. */
public final class SqliteReactionLog implements ReactionLog {
    private final RecordWriter writer;
    private final RecordReader reader;
    private final AtomicLong numbers;
    private final AtomicLong settled;

    private SqliteReactionLog(SqliteFile file) {
        this.writer = new RecordWriter(file);
        this.reader = new RecordReader(file);
        this.numbers = new AtomicLong(reader.number(0, "SELECT max(num) FROM reaction"));
        this.settled = new AtomicLong(reader.number(-1, "SELECT value FROM reactor_mark WHERE name = 'settled'"));
    }

    /** Opens the records in {@code file}, which its owner closes. Blocks. */
    public static SqliteReactionLog open(SqliteFile file) {
        file.write(session -> {
                    RecordTables.make(session);
                    return true;
                })
                .join();
        return new SqliteReactionLog(file);
    }

    /** What is recorded; what is being written now may be missing. */
    public RecordReader read() {
        return reader;
    }

    /** As {@link #read}, with all that was recorded before this; waits for it. */
    public RecordReader upToDate() {
        writer.flush();
        return reader;
    }

    @Override
    public long next() {
        return numbers.incrementAndGet();
    }

    @Override
    public CompletionStage<Void> fired(Firing firing, List<ReactionRecord> others) {
        return writer.fired(firing, others);
    }

    @Override
    public CompletionStage<Void> update(ReactionRecord record) {
        return update(List.of(record));
    }

    @Override
    public CompletionStage<Void> update(List<ReactionRecord> records) {
        return writer.update(records);
    }

    @Override
    public List<ReactionRecord> in(ReactionRecord.State state) {
        return upToDate().find("WHERE state = ? ORDER BY num", state.name());
    }

    @Override
    public List<ReactionRecord> ofFiring(long event, String part, String rule) {
        return upToDate().find("WHERE event = ? AND part = ? AND rule = ? ORDER BY num", event, part, rule);
    }

    @Override
    public void settledTo(long event) {
        if (settled.getAndSet(event) != event) {
            writer.settledTo(event);
        }
    }

    @Override
    public long settled() {
        return settled.get();
    }

    @Override
    public boolean hasFired(long event, String part) {
        return reader.number(0, "SELECT 1 FROM firing WHERE event = ? AND part = ?", event, part) == 1;
    }

    @Override
    public List<ReactionRecord> open(String rule, long after, int limit) {
        return upToDate()
                .find(
                        "WHERE " + RecordTables.OPEN + " AND line = '' AND rule = ? AND num > ? ORDER BY num LIMIT ?",
                        rule,
                        after,
                        limit);
    }

    @Override
    public List<String> openRules() {
        return reader.words("SELECT DISTINCT rule FROM reaction WHERE " + RecordTables.OPEN + " AND line = ''");
    }

    @Override
    public List<String> lines() {
        return reader.words("SELECT DISTINCT line FROM reaction WHERE " + RecordTables.OPEN + " AND line != ''");
    }

    @Override
    public List<ReactionRecord> running(String line, long after, int limit) {
        return reader.find(
                "WHERE " + RecordTables.OPEN + " AND line = ? AND state = 'RUNNING' AND num > ? ORDER BY num LIMIT ?",
                line,
                after,
                limit);
    }

    @Override
    public List<ReactionRecord> due(String line, long now, Collection<String> busy, int limit) {
        return reader.find(
                "WHERE " + RecordTables.OPEN + " AND line = ? AND state != 'RUNNING' AND due <= ?"
                        + " AND per NOT IN (SELECT value FROM json_each(?)) ORDER BY num LIMIT ?",
                line,
                now,
                JsonWriter.write(new ArrayList<>(busy), JsonStyle.PYTHON),
                limit);
    }

    @Override
    public long nextDue(long now) {
        long due = reader.number(
                0, "SELECT min(due) FROM reaction WHERE state IN ('QUEUED', 'FAILED') AND line != '' AND due > ?", now);
        return due == 0 ? Long.MAX_VALUE : due;
    }

    @Override
    public void held(List<Held> more) {
        writer.held(more);
    }

    /**
     * Forgets what was recorded before {@code before} (milliseconds of the epoch) and the oldest beyond {@code most}, but no
     * reaction that has not ended, and no firing whose event may be read again. Not waited for.
     */
    public void retain(long before, long most) {
        writer.retain(before, most, numbers.get(), settled.get());
    }
}
