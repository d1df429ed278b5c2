package dev.brine.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Forces new files to disk beside the work of the one who writes them.
 *
 * <p>Forcing one file after the other costs a disk's round trip each; forced together, they share it. A file that replaces
 * another is forced before it takes the other's place and does not come here; one that is new has nothing to lose. Used by
 * one thread; {@link #settle} must have returned before anyone is told that the files are there. At most {@value #OPEN} files
 * are on their way: the writer waits for a place.
 */
public final class DiskSync implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int OPEN = 128;

    private final Semaphore places = new Semaphore(OPEN);
    private final List<Future<Void>> pending = new ArrayList<>();
    private @Nullable ExecutorService threads;

    /** Takes over an open file that lies in its place, and closes it. */
    void take(FileChannel channel, Path file) {
        if (threads == null) {
            AtomicInteger number = new AtomicInteger();
            threads = Executors.newFixedThreadPool(THREADS, work -> {
                Thread thread = new Thread(work, "disk-sync-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
        places.acquireUninterruptibly();
        pending.add(threads.submit(() -> {
            try (channel) {
                channel.force(true);
                return null;
            } catch (IOException e) {
                throw new IOException(file + " could not be forced to disk: " + e.getMessage(), e);
            } finally {
                places.release();
            }
        }));
    }

    /**
     * Waits until all that was taken over is on disk.
     *
     * @throws IOException when a file could not be forced; the message names it
     */
    public void settle() throws IOException {
        try {
            for (Future<Void> each : pending) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before all files were on disk", e);
        } finally {
            pending.clear();
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
