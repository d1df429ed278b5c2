package dev.brine.engine.master;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The master's threads.
 *
 * <p>The workers' queue needs no bound of its own: the request server reads only so many requests ahead. Runner and wheel calls
 * wait in a bounded queue; what does not fit is refused, and the caller told.
 */
final class Pools implements AutoCloseable {
    private static final int RUNNERS = 50;
    private static final int WHEELS = 4;
    private static final int WAITING = 10_000;

    final ExecutorService workers;
    final ExecutorService runners;
    final ExecutorService wheels;
    final ScheduledExecutorService timer;

    Pools(int workerThreads) {
        workers = pool("worker", workerThreads, Integer.MAX_VALUE);
        runners = pool("runner", RUNNERS, WAITING);
        wheels = pool("wheel", WHEELS, WAITING);
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1, named("timer"));
        scheduled.setRemoveOnCancelPolicy(true);
        scheduled.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer = scheduled;
    }

    private static ExecutorService pool(String name, int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Ends the threads; what runs is waited for, but not for long. */
    @Override
    public void close() {
        timer.shutdownNow();
        wheels.shutdown();
        runners.shutdown();
        workers.shutdown();
        try {
            if (!wheels.awaitTermination(2, TimeUnit.SECONDS)) {
                wheels.shutdownNow();
            }
            runners.shutdownNow();
            if (!workers.awaitTermination(2, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
