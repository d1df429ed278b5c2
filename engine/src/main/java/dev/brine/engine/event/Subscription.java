package dev.brine.engine.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A reader's bounded queue of events.
 *
 * <p>When it is full the oldest event is dropped and counted: an observer that does not keep up must not hold up the bus.
 * Read by one thread; closing it wakes that thread with an empty result.
 */
public final class Subscription implements Consumer<Event>, AutoCloseable {
    private final Predicate<Event> wanted;
    private final int capacity;
    private final Consumer<Subscription> onClose;
    private final ArrayDeque<Event> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private long dropped;
    private boolean closed;

    Subscription(Predicate<Event> wanted, int capacity, Consumer<Subscription> onClose) {
        this.wanted = wanted;
        this.capacity = capacity;
        this.onClose = onClose;
    }

    /** Called by the bus. */
    @Override
    public void accept(Event event) {
        if (!wanted.test(event)) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (queue.size() == capacity) {
                queue.removeFirst();
                dropped++;
            }
            queue.addLast(event);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next event, waiting at most {@code timeout} for it; empty when none came or the subscription was closed. */
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return Optional.ofNullable(queue.pollFirst());
        } finally {
            lock.unlock();
        }
    }

    /** The first event that {@code match} accepts; those before it are consumed. */
    public Optional<Event> await(Predicate<Event> match, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Optional<Event> event = next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (event.isEmpty() || match.test(event.get())) {
                return event;
            }
        }
    }

    /** How many events were dropped because the reader did not keep up. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
