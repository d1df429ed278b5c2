package dev.brine.transport.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * The thread that owns ZeroMQ sockets. It sleeps in a selector on the sockets' signal descriptors and is
 * woken by {@link #execute}; it never polls. Everything but {@code execute}, {@code call} and {@code close}
 * is for the loop's own thread.
 *
 * <p>The task queue has no size of its own: whoever hands over bounds what he hands over (requests in work,
 * queued publishes, connections), and says so where he does.
 */
final class SocketLoop implements AutoCloseable {

    /** A socket in the loop. */
    interface Source {

        ZMQ.Socket socket();

        /** Takes what is there, but not for too long; returns whether there may be more. */
        boolean read();

        /** Whether to look at the socket at all now. */
        default boolean wantsRead() {
            return true;
        }

        /** The loop ends: say goodbye and close the socket. */
        void end();
    }

    /** Something to do at a time ({@link System#nanoTime}). */
    record Timer(long at, long number, Runnable task) {}

    private static final Logger LOG = LoggerFactory.getLogger(SocketLoop.class);

    private final Selector selector;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Source> sources = new LinkedHashSet<>();
    private final Set<Source> touched = new LinkedHashSet<>();
    private final TreeSet<Timer> timers =
            new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private long timerNumber;
    private volatile boolean asleep;
    private volatile boolean stopping;

    SocketLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector for " + name, e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands a task to the loop; from any thread, never waits. False once the loop has ended. */
    boolean execute(Runnable task) {
        if (stopping && Thread.currentThread() != thread) {
            return false;
        }
        tasks.add(task);
        if (asleep) {
            selector.wakeup();
        }
        return true;
    }

    /** Runs something on the loop and waits for its result. */
    <T> T call(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!execute(() -> complete(result, work))) {
            throw new IllegalStateException(thread.getName() + " is closed");
        }
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + thread.getName(), e);
        }
    }

    void add(Source source) {
        try {
            source.socket().getFD().register(selector, SelectionKey.OP_READ, source);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch a socket in " + thread.getName(), e);
        }
        sources.add(source);
        touched.add(source);
    }

    void remove(Source source) {
        SelectionKey key = source.socket().getFD().keyFor(selector);
        if (key != null) {
            key.cancel();
        }
        sources.remove(source);
        touched.remove(source);
    }

    /** Looks at the source again before sleeping: necessary after every send and after a pause. */
    void touch(Source source) {
        touched.add(source);
        SelectionKey key = source.socket().getFD().keyFor(selector);
        if (key != null && key.isValid() && key.interestOps() == 0 && source.wantsRead()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    Timer at(long nanoTime, Runnable task) {
        Timer timer = new Timer(nanoTime, timerNumber++, task);
        timers.add(timer);
        return timer;
    }

    void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** Ends the loop: runs what was handed over before, ends the sources, waits for the thread. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
        try {
            result.complete(work.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private void run() {
        while (!stopping) {
            guarded(this::round);
        }
        while (!tasks.isEmpty()) {
            runTasks();
        }
        for (Source source : List.copyOf(sources)) {
            guarded(source::end);
        }
        guarded(this::runTasks);
        guarded(() -> {
            try {
                selector.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void round() {
        runTasks();
        runTimers();
        for (Source source : new ArrayList<>(touched)) {
            if (!source.wantsRead()) {
                touched.remove(source);
                ignore(source);
            } else if (!source.read()) {
                touched.remove(source);
            }
        }
        select();
        for (SelectionKey key : selector.selectedKeys()) {
            touched.add((Source) key.attachment());
        }
        selector.selectedKeys().clear();
    }

    private void ignore(Source source) {
        SelectionKey key = source.socket().getFD().keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(0);
        }
    }

    private void select() {
        try {
            if (!touched.isEmpty()) {
                selector.selectNow();
                return;
            }
            asleep = true;
            if (tasks.isEmpty() && !stopping) {
                if (timers.isEmpty()) {
                    selector.select();
                } else {
                    long nanos = timers.first().at() - System.nanoTime();
                    if (nanos > 0) {
                        selector.select(nanos / 1_000_000 + 1);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("selecting in " + thread.getName(), e);
        } finally {
            asleep = false;
        }
    }

    private void runTasks() {
        for (int n = 0; n < 1000; n++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.first().at() - now <= 0) {
            Timer due = timers.pollFirst();
            if (due != null) {
                guarded(due.task());
            }
        }
    }

    /** The loop survives whatever its tasks and handlers throw. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Exception | AssertionError | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.error("{}: a task failed; the loop goes on", thread.getName(), e);
        }
    }
}
