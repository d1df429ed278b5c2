package dev.brine.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SQLite database with a single committer thread.
 *
 * <p>Writes from any thread wait in a bounded queue; the committer puts all that wait into one transaction, so one flush to
 * disk serves many (group commit), and completes each write's future after the commit. A write that throws is undone alone
 * and fails alone. When a commit fails (disk full, I/O error) every write of the batch fails, the connection is thrown away
 * and the next batch begins with a new one, because a file whose flush failed must not be trusted through the same handle.
 * When the queue is full a write fails at once: whoever asked has not been told that it is kept and will ask again.
 *
 * <p>WAL mode and {@code synchronous=FULL}: what was acknowledged survives kill -9 and power cuts. A file that cannot be
 * opened as a database is set aside as {@code <name>.corrupt-<millis>} and begun anew.
 */
public final class SqliteFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteFile.class);
    private static final int QUEUE = 100_000;
    private static final int BATCH = 2_000;
    private static final int READERS = 4;

    private final Path file;
    private final List<String> schema;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final BlockingQueue<Session> readers = new ArrayBlockingQueue<>(READERS);
    private final Thread committer;
    private volatile boolean closing;

    private SqliteFile(Path file, List<String> schema, Session writer) {
        this.file = file;
        this.schema = schema;
        this.committer = new Thread(() -> commitAll(writer), "store-" + file.getFileName());
        this.committer.setDaemon(true);
    }

    /** What a write does with the writing connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private record Pending<T>(Work<T> work, CompletableFuture<T> done) {
        @Nullable
        Runnable attempt(Session session) throws SQLException {
            session.execute("SAVEPOINT w");
            try {
                T value = work.run(session);
                session.execute("RELEASE w");
                return () -> done.complete(value);
            } catch (SQLException | RuntimeException e) {
                session.execute("ROLLBACK TO w");
                session.execute("RELEASE w");
                done.completeExceptionally(e);
                return null;
            }
        }
    }

    /**
     * Opens the file, creating it with mode 0600, and brings its tables into being.
     *
     * @param schema statements that create what is missing; run at every opening, so {@code IF NOT EXISTS}
     * @throws StoreException when the directory cannot be written to
     */
    public static SqliteFile open(Path file, List<String> schema, Clock clock) {
        Session writer;
        try {
            writer = connect(file, schema);
        } catch (SQLException damaged) {
            setAside(file, clock, damaged);
            try {
                writer = connect(file, schema);
            } catch (SQLException e) {
                throw new StoreException(file + ": cannot open it: " + e.getMessage(), e);
            }
        }
        SqliteFile opened = new SqliteFile(file, schema, writer);
        opened.committer.start();
        return opened;
    }

    public Path file() {
        return file;
    }

    /** Queues a write; the future completes when its transaction is on disk. Never blocks. */
    public <T> CompletableFuture<T> write(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (closing) {
            done.completeExceptionally(new StoreException(file + " is closed"));
        } else if (!queue.offer(new Pending<>(work, done))) {
            done.completeExceptionally(
                    new StoreException(file + ": " + QUEUE + " writes wait already; the disk is too slow"));
        }
        return done;
    }

    /** Reads with a connection of its own; sees everything whose write has completed. */
    public <T> T read(Work<T> work) {
        Session session = readers.poll();
        try {
            if (session == null) {
                session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file));
                session.execute("PRAGMA query_only=1");
                session.execute("PRAGMA busy_timeout=5000");
            }
            T value = work.run(session);
            if (closing || !readers.offer(session)) {
                session.close();
            }
            return value;
        } catch (SQLException e) {
            closeQuietly(session);
            throw new StoreException(file + ": " + e.getMessage(), e);
        }
    }

    /** Commits what waits, then closes. */
    @Override
    public void close() {
        closing = true;
        try {
            committer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Session session = readers.poll(); session != null; session = readers.poll()) {
            closeQuietly(session);
        }
    }

    private void commitAll(Session first) {
        Session session = first;
        List<Pending<?>> batch = new ArrayList<>();
        while (true) {
            try {
                Pending<?> next = queue.poll(50, TimeUnit.MILLISECONDS);
                if (next == null) {
                    if (closing && queue.isEmpty()) {
                        break;
                    }
                    continue;
                }
                batch.add(next);
            } catch (InterruptedException e) {
                break;
            }
            queue.drainTo(batch, BATCH);
            session = commit(session, batch);
            batch.clear();
        }
        closeQuietly(session);
    }

    private @Nullable Session commit(@Nullable Session open, List<Pending<?>> batch) {
        Session session = open;
        try {
            if (session == null) {
                session = connect(file, schema);
            }
            List<Runnable> done = new ArrayList<>(batch.size());
            session.execute("BEGIN IMMEDIATE");
            for (Pending<?> pending : batch) {
                Runnable completion = pending.attempt(session);
                if (completion != null) {
                    done.add(completion);
                }
            }
            session.execute("COMMIT");
            done.forEach(Runnable::run);
            return session;
        } catch (SQLException e) {
            log.error("{}: a batch of {} writes was not kept: {}", file, batch.size(), e.getMessage());
            batch.forEach(pending ->
                    pending.done.completeExceptionally(new StoreException(file + ": not kept: " + e.getMessage(), e)));
            closeQuietly(session);
            return null;
        }
    }

    private static Session connect(Path file, List<String> schema) throws SQLException {
        createPrivately(file);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute("PRAGMA wal_autocheckpoint=4000");
            for (String create : schema) {
                statement.execute(create);
            }
            return new Session(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void createPrivately(Path file) {
        try {
            Path parent = file.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(
                        parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new StoreException(file + ": cannot create it: " + e, e);
        }
    }

    private static void setAside(Path file, Clock clock, SQLException why) {
        String suffix = ".corrupt-" + clock.millis();
        log.error(
                "{} cannot be used as a database ({}); it is set aside as {}{}", file, why.getMessage(), file, suffix);
        for (String part : List.of("", "-wal", "-shm")) {
            Path from = Path.of(file + part);
            try {
                if (Files.exists(from)) {
                    Files.move(from, Path.of(file + suffix + part));
                }
            } catch (IOException e) {
                throw new StoreException(from + ": cannot set it aside: " + e, e);
            }
        }
    }

    private static void closeQuietly(@Nullable Session session) {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                log.debug("closing a connection failed", e);
            }
        }
    }
}
