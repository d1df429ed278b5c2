package dev.brine.transport.zmq;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the frames of all peers of a server may hold, from the announcement of their length until
 * their request is answered: anybody can announce 32 MiB and send nothing.
 *
 * <p>Frames up to 16 KiB are free. The others together hold a third of the heap, and those above 2 MiB, which few
 * honest peers send, one and a half times the longest message. What became of a frame whose connection ended is
 * known from the garbage collector only; it is asked, at most every second, before a frame is refused. Any thread.
 */
final class FrameBudget {

    private static final int FREE = 16 << 10;
    private static final int LARGE = 2 << 20;
    private static final long ASK_NANOS = 1_000_000_000L;

    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heldByLarge = new AtomicLong();
    private final long limit;
    private final long limitOfLarge;
    private final AtomicLong asked = new AtomicLong(System.nanoTime() - ASK_NANOS);

    /** @param maxMessage longest frame in bytes; negative: any */
    FrameBudget(long maxMessage) {
        long heap = Runtime.getRuntime().maxMemory();
        limitOfLarge = maxMessage < 0 ? heap / 3 : maxMessage + maxMessage / 2;
        limit = Math.max(heap / 3, limitOfLarge);
    }

    /** A frame's share, from {@link #hold} to {@link #release}. */
    private static final class Hold extends WeakReference<Frame> {
        private final int size;

        Hold(Frame frame, int size) {
            super(frame);
            this.size = size;
        }
    }

    /** Whether there is room for so many bytes; if so, they are taken and {@link #hold} must follow. */
    boolean take(int size) {
        if (size <= FREE || taken(size)) {
            return true;
        }
        collect();
        if (taken(size)) {
            return true;
        }
        long before = asked.get();
        long now = System.nanoTime();
        if (now - before < ASK_NANOS || !asked.compareAndSet(before, now)) {
            return false;
        }
        System.gc();
        collect();
        return taken(size);
    }

    /** Binds what was taken to the frame; the result is for {@link #release}, null for a frame that is free. */
    @Nullable
    Reference<Frame> hold(Frame frame) {
        if (frame.size() <= FREE) {
            return null;
        }
        Hold hold = new Hold(frame, frame.size());
        holds.add(hold);
        return hold;
    }

    /** Gives a share back; more than once does no harm. */
    void release(@Nullable Reference<? extends Frame> reference) {
        if (reference instanceof Hold hold && holds.remove(hold)) {
            give(hold.size);
        }
    }

    private boolean taken(int size) {
        boolean fits = held.addAndGet(size) <= limit;
        if (size > LARGE) {
            fits &= heldByLarge.addAndGet(size) <= limitOfLarge;
        }
        if (!fits) {
            give(size);
        }
        return fits;
    }

    private void give(int size) {
        held.addAndGet(-size);
        if (size > LARGE) {
            heldByLarge.addAndGet(-size);
        }
    }

    private void collect() {
        for (Hold hold : holds) {
            if (hold.refersTo(null)) {
                release(hold);
            }
        }
    }
}
