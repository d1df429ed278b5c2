package dev.brine.reactor.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bounded number of calls at a time, the rules in turns.
 *
 * <p>One rule never gets all places, so that a flood of slow calls of one rule leaves some to the others. Each rule's line is bounded;
 * calls that do not fit are refused here, and the caller leaves them where they are recorded until {@code onRoom} tells that the
 * line has become short. Any thread; a call's stage must complete.
 */
final class CallQueue {
    private final int places;
    private final int perRule;
    private final int line;
    private final Consumer<String> onRoom;
    private final LongSupplier now;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Line> lines = new HashMap<>();
    private final Deque<Line> turns = new ArrayDeque<>();
    private final Set<String> refused = new HashSet<>();
    private final AtomicInteger asked = new AtomicInteger();
    private int running;
    private boolean closed;

    /**
     * A queue.
     *
     * @param places calls at a time
     * @param line most calls of one rule that wait
     * @param onRoom told the rule whose line is half empty after it refused something
     * @param now milliseconds of the epoch
     */
    CallQueue(int places, int line, Consumer<String> onRoom, LongSupplier now) {
        this.now = now;
        this.places = places;
        this.perRule = places < 4 ? Math.max(1, places - 1) : places * 3 / 4;
        this.line = line;
        this.onRoom = onRoom;
    }

    private record Waiting(Supplier<? extends CompletionStage<?>> call, long since) {}

    private static final class Line {
        private final String rule;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int running;
        private boolean inTurn;

        private Line(String rule) {
            this.rule = rule;
        }
    }

    /** Puts a call in its rule's line; false when that is full, or when earlier ones were refused and are not back yet. */
    boolean offer(String rule, Supplier<? extends CompletionStage<?>> call) {
        lock.lock();
        try {
            if (closed || refused.contains(rule)) {
                return false;
            }
            Line of = lines.computeIfAbsent(rule, Line::new);
            if (of.waiting.size() >= line) {
                refused.add(rule);
                return false;
            }
            of.waiting.addLast(new Waiting(call, now.getAsLong()));
            takeTurn(of);
        } finally {
            lock.unlock();
        }
        pump();
        return true;
    }

    /** Lets the rule's line be filled again: by whoever brings back what was refused. */
    void reopen(String rule) {
        lock.lock();
        try {
            refused.remove(rule);
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn(Line of) {
        if (!of.inTurn && !of.waiting.isEmpty() && of.running < perRule) {
            of.inTurn = true;
            turns.addLast(of);
        }
    }

    /** Starts what may start. A call that ends at once asks again; whoever is at it already takes that up. */
    private void pump() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            for (Start next = next(); next != null; next = next()) {
                Line of = next.of;
                boolean room = next.room;
                next.call.get().whenComplete((value, error) -> ended(of));
                if (room) {
                    onRoom.accept(of.rule);
                }
            }
            seen = asked.addAndGet(-seen);
        }
    }

    private record Start(Line of, Supplier<? extends CompletionStage<?>> call, boolean room) {}

    private @Nullable Start next() {
        lock.lock();
        try {
            if (closed || running >= places || turns.isEmpty()) {
                return null;
            }
            Line of = turns.removeFirst();
            of.inTurn = false;
            Supplier<? extends CompletionStage<?>> call =
                    of.waiting.removeFirst().call();
            of.running++;
            running++;
            takeTurn(of);
            return new Start(of, call, refused.contains(of.rule) && of.waiting.size() == line / 2);
        } finally {
            lock.unlock();
        }
    }

    private void ended(Line of) {
        lock.lock();
        try {
            of.running--;
            running--;
            takeTurn(of);
            if (of.running == 0 && of.waiting.isEmpty() && !refused.contains(of.rule)) {
                lines.remove(of.rule);
            }
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** The call that waits longest; null when none waits. */
    Lag.@Nullable Oldest oldest() {
        lock.lock();
        try {
            Lag.Oldest oldest = null;
            for (Line of : lines.values()) {
                Waiting first = of.waiting.peekFirst();
                if (first != null) {
                    oldest = Lag.Oldest.of(oldest, new Lag.Oldest(first.since(), "", of.rule));
                }
            }
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /** Calls that run or wait. */
    int size() {
        lock.lock();
        try {
            return running
                    + lines.values().stream().mapToInt(l -> l.waiting.size()).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Starts no more calls. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
