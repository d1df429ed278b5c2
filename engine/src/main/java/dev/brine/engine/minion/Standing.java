package dev.brine.engine.minion;

import dev.brine.engine.minion.SessionState.Connected;
import dev.brine.engine.minion.SessionState.Connecting;
import dev.brine.engine.minion.SessionState.Ended;
import dev.brine.transport.channel.ClientChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands and with which keys, for those who wait for it.
 *
 * <p>The session's thread writes, any thread reads and waits. Once closed it stays so.
 */
final class Standing {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private SessionState state = new Connecting(0);
    private @Nullable ClientChannel channel;
    private volatile boolean closed;

    SessionState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** The keys of the moment; empty while not signed in. */
    Optional<ClientChannel> channel() {
        lock.lock();
        try {
            return Optional.ofNullable(channel);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Goes on to another state; the keys stay while that is a sign-in. */
    void become(SessionState next) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            state = next;
            if (!(next instanceof Connected) && !(next instanceof Connecting)) {
                channel = null;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There are new keys; who waits for them is woken with the next state. */
    void signedIn(ClientChannel fresh) {
        lock.lock();
        try {
            channel = fresh;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are keys or it is over; false when the time was not enough. */
    boolean awaitConnected(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (channel == null && !(state instanceof Ended) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return channel != null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the keys after {@code old}, which the master does not understand any more. */
    ClientChannel after(ClientChannel old, Duration timeout) throws IOException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while ((channel == old || channel == null) && !(state instanceof Ended) && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (channel == null || channel == old) {
                throw new IOException("no new sign-in within " + timeout.toSeconds() + " s: " + state.text());
            }
            return channel;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a new sign-in", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits, answering to {@link #close} only. */
    void pause(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            channel = null;
            state = new Ended("closed", 0);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
