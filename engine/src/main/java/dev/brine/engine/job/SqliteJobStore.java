package dev.brine.engine.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.Glob;
import dev.brine.engine.store.Session;
import dev.brine.engine.store.SqliteFile;
import dev.brine.engine.store.StoreException;
import dev.brine.transport.wire.Codec;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The job store in one SQLite file. Loads and values are msgpack blobs; what is searched for has columns of its own. */
public final class SqliteJobStore implements JobStore {
    private static final int EXPIRE_SLICE = 500;

    private final SqliteFile file;
    /** Ids a recent job was for; saves a look-up for each of its returns. */
    private final Cache<String, Set<String>> asked =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private SqliteJobStore(SqliteFile file) {
        this.file = file;
    }

    public static SqliteJobStore open(Path path, Clock clock) {
        return new SqliteJobStore(SqliteFile.open(
                path,
                List.of(
                        "CREATE TABLE IF NOT EXISTS job (jid TEXT PRIMARY KEY, started INTEGER NOT NULL, fun TEXT NOT NULL,"
                                + " load BLOB NOT NULL, minions BLOB NOT NULL, missing BLOB NOT NULL) WITHOUT ROWID",
                        "CREATE INDEX IF NOT EXISTS job_started ON job (started)",
                        "CREATE INDEX IF NOT EXISTS job_fun ON job (fun, started)",
                        "CREATE TABLE IF NOT EXISTS ret (jid TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,"
                                + " retcode INTEGER NOT NULL, success INTEGER NOT NULL, out TEXT, load BLOB NOT NULL,"
                                + " PRIMARY KEY (jid, id)) WITHOUT ROWID",
                        "CREATE INDEX IF NOT EXISTS ret_minion ON ret (id, at)"),
                clock));
    }

    @Override
    public CompletionStage<Void> begin(Job job) {
        byte[] load = Codec.LOCAL.encode(job.load());
        byte[] minions = Codec.LOCAL.encode(job.minions());
        byte[] missing = Codec.LOCAL.encode(job.missing());
        asked.put(job.jid(), Set.copyOf(job.minions()));
        return file.write(session -> {
                    session.update(
                            "INSERT OR IGNORE INTO job (jid, started, fun, load, minions, missing) VALUES (?,?,?,?,?,?)",
                            job.jid(),
                            job.started().toEpochMilli(),
                            job.fun(),
                            load,
                            minions,
                            missing);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Landing> land(JobReturn ret) {
        byte[] load = Codec.LOCAL.encode(ret.load());
        return file.write(session -> {
            Set<String> minions = askedFor(session, ret.jid());
            if (minions == null) {
                return Landing.UNKNOWN_JOB;
            }
            if (!minions.contains(ret.id())) {
                return Landing.UNASKED;
            }
            int rows = session.update(
                    "INSERT OR IGNORE INTO ret (jid, id, at, retcode, success, out, load) VALUES (?,?,?,?,?,?,?)",
                    ret.jid(),
                    ret.id(),
                    ret.at().toEpochMilli(),
                    ret.retcode(),
                    ret.success(),
                    ret.out(),
                    load);
            return rows == 1 ? Landing.LANDED : Landing.ALREADY_THERE;
        });
    }

    @SuppressWarnings({"resource", "NullAway"}) // null means: no such job
    private Set<String> askedFor(Session session, String jid) throws SQLException {
        Set<String> known = asked.getIfPresent(jid);
        if (known != null) {
            return known;
        }
        try (ResultSet rows =
                session.statement("SELECT minions FROM job WHERE jid = ?", jid).executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            Set<String> minions = new HashSet<>(strings(rows.getBytes(1)));
            asked.put(jid, minions);
            return minions;
        }
    }

    @Override
    @SuppressWarnings("resource")
    public Optional<Job> job(String jid) {
        return file.read(session -> {
            try (ResultSet rows = session.statement(
                            "SELECT jid, started, load, minions, missing FROM job WHERE jid = ?", jid)
                    .executeQuery()) {
                return rows.next() ? Optional.of(job(rows)) : Optional.empty();
            }
        });
    }

    @Override
    @SuppressWarnings("resource")
    public List<JobReturn> returns(String jid) {
        return file.read(session -> {
            List<JobReturn> found = new ArrayList<>();
            try (ResultSet rows = session.statement(
                            "SELECT jid, id, at, retcode, success, out, load FROM ret WHERE jid = ? ORDER BY id", jid)
                    .executeQuery()) {
                while (rows.next()) {
                    Map<String, Object> load =
                            new LinkedHashMap<>(Data.asMap("return", Codec.LOCAL.decode(rows.getBytes(7))));
                    if (load.isEmpty()) {
                        continue;
                    }
                    found.add(new JobReturn(
                            rows.getString(1),
                            rows.getString(2),
                            load.get("return"),
                            rows.getInt(4),
                            rows.getBoolean(5),
                            rows.getString(6),
                            load,
                            Instant.ofEpochMilli(rows.getLong(3))));
                }
            }
            return found;
        });
    }

    @Override
    @SuppressWarnings("resource")
    public List<Job> find(JobQuery query) {
        Glob fun = Glob.of(query.fun().orElse("*"));
        return file.read(session -> {
            List<Job> found = new ArrayList<>();
            String minion = query.minion().orElse("");
            String sql = "SELECT jid, started, load, minions, missing FROM job WHERE started >= ? AND started < ?"
                    + (minion.isEmpty() ? "" : " AND jid IN (SELECT jid FROM ret WHERE id = ?)")
                    + " ORDER BY started DESC, jid DESC";
            List<Object> args = new ArrayList<>();
            args.add(query.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
            args.add(query.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
            if (!minion.isEmpty()) {
                args.add(minion);
            }
            try (ResultSet rows = session.statement(sql, args.toArray()).executeQuery()) {
                while (found.size() < query.limit() && rows.next()) {
                    Job job = job(rows);
                    if (fun.test(job.fun())) {
                        found.add(job);
                    }
                }
            }
            return found;
        });
    }

    /** Works in slices, so that other writes get their turn between them. */
    @Override
    public int expire(Instant before) {
        int all = 0;
        int gone = EXPIRE_SLICE;
        while (gone == EXPIRE_SLICE) {
            gone = slice(before.toEpochMilli());
            all += gone;
        }
        return all;
    }

    private int slice(long before) {
        String old = "(SELECT jid FROM job WHERE started < ? ORDER BY started LIMIT " + EXPIRE_SLICE + ")";
        try {
            return file.write(session -> {
                        session.update("DELETE FROM ret WHERE jid IN " + old, before);
                        return session.update("DELETE FROM job WHERE jid IN " + old, before);
                    })
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException store ? store : new StoreException(file.file() + ": " + e, e);
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private static Job job(ResultSet rows) throws SQLException {
        return new Job(
                rows.getString(1),
                new LinkedHashMap<>(Data.asMap("job", Codec.LOCAL.decode(rows.getBytes(3)))),
                strings(rows.getBytes(4)),
                strings(rows.getBytes(5)),
                Instant.ofEpochMilli(rows.getLong(2)));
    }

    private static List<String> strings(byte[] packed) {
        List<String> texts = new ArrayList<>();
        if (Codec.LOCAL.decode(packed) instanceof List<?> items) {
            items.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }
}
