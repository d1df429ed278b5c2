package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.rule.RuleSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Matched events in line.
 *
 * <p>Three classes of origin are served 8:4:1 (the master and local processes, minions, strangers), the rules of a class in
 * turns, events of one minion one after another in the order in which they came. Each rule of each class has its own bounded
 * share; what does not fit stays in the journal. Any thread.
 */
final class FairQueue {
    private static final int[] WEIGHTS = {8, 4, 1};

    private final int share;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final Map<String, Stream> streams = new HashMap<>();
    private final Map<String, Deque<Work>> lanes = new HashMap<>();
    private final List<Deque<Stream>> turns = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
    private final int[] credit = WEIGHTS.clone();
    private int size;
    private boolean closed;

    /** @param share most events of one rule and class of origin */
    FairQueue(int share) {
        this.share = share;
    }

    /** A matched event in line. */
    static final class Work {
        final Event event;
        final List<RuleSet.Match> matches;
        private final Stream stream;
        private final @Nullable String lane;

        private Work(Event event, List<RuleSet.Match> matches, Stream stream, @Nullable String lane) {
            this.event = event;
            this.matches = matches;
            this.stream = stream;
            this.lane = lane;
        }
    }

    private static final class Stream {
        private final String key;
        private final int kind;
        private final Deque<Work> ready = new ArrayDeque<>();
        private int held;

        private Stream(String key, int kind) {
            this.key = key;
            this.kind = kind;
        }
    }

    /** What shares a bound: the class of origin and the first rule that matched. */
    static String streamOf(Event event, List<RuleSet.Match> matches) {
        return kind(event.origin()) + "|" + matches.get(0).rule().pattern().text();
    }

    private static int kind(Origin origin) {
        return switch (origin.kind()) {
            case MASTER, LOCAL, API -> 0;
            case SYNDIC, MINION -> 1;
            case ANONYMOUS -> 2;
        };
    }

    /** Events of one minion keep their order; those of the master itself about a minion, too. */
    private static @Nullable String laneOf(Event event) {
        if (!event.origin().id().isEmpty()) {
            return event.origin().id();
        }
        return event.data().get("id") instanceof String id ? id : null;
    }

    /** Puts an event in line; false when the share of its rule is used up. */
    boolean offer(Event event, List<RuleSet.Match> matches) {
        lock.lock();
        try {
            String key = streamOf(event, matches);
            Stream stream = streams.computeIfAbsent(key, k -> new Stream(k, kind(event.origin())));
            if (stream.held >= share) {
                return false;
            }
            Work work = new Work(event, matches, stream, laneOf(event));
            stream.held++;
            size++;
            if (work.lane != null) {
                Deque<Work> lane = lanes.computeIfAbsent(work.lane, l -> new ArrayDeque<>(2));
                lane.addLast(work);
                if (lane.size() > 1) {
                    return true;
                }
            }
            makeReady(work);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void makeReady(Work work) {
        Stream stream = work.stream;
        stream.ready.addLast(work);
        if (stream.ready.size() == 1) {
            turns.get(stream.kind).addLast(stream);
        }
        ready.signal();
    }

    /** The next event, waiting for one; null when the queue was closed. Give it back to {@link #done}. */
    @Nullable
    Work take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Deque<Stream> turn = turn();
                if (turn != null) {
                    Stream stream = turn.removeFirst();
                    Work work = stream.ready.removeFirst();
                    if (!stream.ready.isEmpty()) {
                        turn.addLast(stream);
                    }
                    return work;
                }
                ready.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Deque<Stream> turn() {
        for (int round = 0; round < 2; round++) {
            for (int kind = 0; kind < WEIGHTS.length; kind++) {
                if (!turns.get(kind).isEmpty() && credit[kind] > 0) {
                    credit[kind]--;
                    return turns.get(kind);
                }
            }
            System.arraycopy(WEIGHTS, 0, credit, 0, WEIGHTS.length);
        }
        return null;
    }

    /** Lets the minion's next event go on; gives how many events of the same share still wait. */
    int done(Work work) {
        lock.lock();
        try {
            size--;
            int left = --work.stream.held;
            if (left == 0) {
                streams.remove(work.stream.key);
            }
            if (work.lane != null) {
                Deque<Work> lane = lanes.get(work.lane);
                if (lane != null) {
                    lane.removeFirst();
                    if (lane.isEmpty()) {
                        lanes.remove(work.lane);
                    } else {
                        makeReady(lane.peekFirst());
                    }
                }
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Events in line or in work. */
    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
