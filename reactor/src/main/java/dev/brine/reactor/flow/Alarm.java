package dev.brine.reactor.flow;

import java.time.Clock;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things at their time, one after another, on a thread of its own.
 *
 * <p>The clock is looked at again every tenth of a second as long as something waits, because it may be set. What waits is in memory only:
 * whoever sets an alarm knows from its records what to set again after a restart. Any thread.
 */
final class Alarm implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Alarm.class);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);

    private final Clock clock;
    private final Runnable eachLook;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> waiting = new PriorityQueue<>();
    private final Thread thread;
    private long entries;
    private boolean busy;
    private long looked = System.nanoTime();
    private boolean closed;

    private record Entry(long at, long order, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    /** @param eachLook done whenever the clock is looked at */
    Alarm(Clock clock, String name, Runnable eachLook) {
        this.clock = clock;
        this.eachLook = eachLook;
        this.thread = new Thread(this::loop, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Does {@code task} when the clock says so much (milliseconds of the epoch), or a moment later. */
    void at(long millis, Runnable task) {
        lock.lock();
        try {
            waiting.add(new Entry(millis, entries++, task));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Does {@code task} as soon as it can. */
    void now(Runnable task) {
        at(Long.MIN_VALUE, task);
    }

    /** When the next thing is due; {@code Long.MAX_VALUE} when nothing waits. */
    long next(long none) {
        lock.lock();
        try {
            Entry first = waiting.peek();
            return first == null ? none : first.at;
        } finally {
            lock.unlock();
        }
    }

    /** How many things were to be done so far; and one more, never told again, while one of them is due or being done. */
    long quiet() {
        lock.lock();
        try {
            Entry first = waiting.peek();
            return busy || (first != null && first.at <= clock.millis()) ? -1 : entries;
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        try {
            for (Runnable task = next(); task != null; task = next()) {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("something that was due could not be done", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Runnable next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long sinceLook = System.nanoTime() - looked;
                if (sinceLook >= LOOK) {
                    looked = System.nanoTime();
                    return eachLook;
                }
                Entry first = waiting.peek();
                busy = first != null && first.at <= clock.millis();
                if (first != null && busy) {
                    waiting.remove();
                    return first.task;
                }
                changed.awaitNanos(LOOK - sinceLook);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
