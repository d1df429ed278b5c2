package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.SqliteEventJournal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every event of the bus, once and in order, for the matching thread.
 *
 * <p>The bus hands over to a bounded queue. When that is full, events are only noticed; the reader drains the queue, goes on in the
 * journal, and comes back to the queue when it has caught up. Without a journal what does not fit is lost, counted and told.
 */
final class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final int CAPACITY = 4_000;
    private static final int PAGE = 1_000;

    private final @Nullable SqliteEventJournal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Event> queue = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long newest;
    private long missedFrom;
    private long lost;
    private boolean closed;

    /** @param from the first event to read from the journal, 0 to begin with what the bus brings */
    Intake(@Nullable SqliteEventJournal journal, long from) {
        this.journal = journal;
        this.missedFrom = journal == null ? 0 : from;
    }

    /** Called by the bus. */
    void accept(Event event) {
        lock.lock();
        try {
            newest = event.number();
            if (missedFrom > 0 || closed) {
                return;
            }
            if (queue.size() < CAPACITY) {
                queue.addLast(event);
                arrived.signal();
            } else if (journal != null) {
                missedFrom = event.number();
            } else if (lost++ % CAPACITY == 0) {
                log.error(
                        "events come faster than they are matched and there is no journal: {} lost so far; set event_journal:"
                                + " True",
                        lost);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has {@code task} run by the reading thread, before the next event. */
    void run(Runnable task) {
        lock.lock();
        try {
            tasks.addLast(task);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next event; waits for one. Null when the intake was closed. */
    @Nullable
    Event next() throws InterruptedException {
        while (true) {
            Runnable task;
            long from = 0;
            long known = 0;
            lock.lockInterruptibly();
            try {
                task = tasks.pollFirst();
                if (task == null) {
                    if (closed) {
                        return null;
                    }
                    Event event = queue.pollFirst();
                    if (event != null) {
                        return event;
                    }
                    if (missedFrom == 0) {
                        arrived.await();
                        continue;
                    }
                    from = missedFrom;
                    known = newest;
                }
            } finally {
                lock.unlock();
            }
            if (task != null) {
                task.run();
            } else {
                refill(from, known);
            }
        }
    }

    private void refill(long from, long known) {
        if (journal == null) {
            return;
        }
        // whatever was published before this is on disk and to be seen after it
        journal.file().write(session -> true).join();
        List<Event> page = journal.from(from, PAGE);
        lock.lock();
        try {
            queue.addAll(page);
            long read = page.isEmpty() ? from - 1 : page.get(page.size() - 1).number();
            boolean all = page.size() < PAGE && newest <= Math.max(known, read);
            missedFrom = all ? 0 : page.size() < PAGE ? Math.max(known, read) + 1 : read + 1;
        } finally {
            lock.unlock();
        }
    }

    /** Number of the last event that the bus handed over. */
    long newest() {
        lock.lock();
        try {
            return newest;
        } finally {
            lock.unlock();
        }
    }

    /** The next event in memory; null when there is none. */
    @Nullable
    Event head() {
        lock.lock();
        try {
            return queue.peekFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has nothing left. */
    boolean isIdle() {
        lock.lock();
        try {
            return queue.isEmpty() && tasks.isEmpty() && missedFrom == 0;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
