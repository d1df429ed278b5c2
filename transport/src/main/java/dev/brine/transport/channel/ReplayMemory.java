package dev.brine.transport.channel;

import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.Nonce;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the nonces of authenticated requests, so that each is obeyed once.
 *
 * <p>Nonces are kept by the second their sender signed ({@code ts}) for as long as such a {@code ts} would pass. When a minion
 * has more than its share, its oldest seconds are dropped and requests as old as these are refused from then on: nothing is
 * ever forgotten that could still be accepted. Only where the time check is off, dropped seconds are forgotten. Any thread.
 */
final class ReplayMemory {
    /** In place of the oldest {@code ts} when there is no time check. */
    static final long NO_LIMIT = Long.MIN_VALUE;

    private final Map<MinionId, Window> windows = new ConcurrentHashMap<>();
    private final int perMinion;

    ReplayMemory(int perMinion) {
        this.perMinion = perMinion;
    }

    /**
     * Whether this nonce is new; if so, it is remembered.
     *
     * @param ts the second in the request
     * @param oldest the oldest {@code ts} that the time check still lets through
     */
    boolean isFirst(MinionId minion, Nonce nonce, long ts, long oldest) {
        return windows.computeIfAbsent(minion, id -> new Window()).add(nonce, ts, oldest, perMinion);
    }

    void forget(MinionId minion) {
        windows.remove(minion);
    }

    /** The seconds of one minion. */
    private static final class Window {
        private final TreeMap<Long, NonceSet> seconds = new TreeMap<>();
        private long floor = Long.MIN_VALUE;
        private int size;

        synchronized boolean add(Nonce nonce, long ts, long oldest, int limit) {
            while (!seconds.isEmpty() && seconds.firstKey() < oldest) {
                dropFirst();
            }
            if (ts < oldest || ts <= floor) {
                return false;
            }
            NonceSet second = seconds.get(ts);
            if (second != null && second.contains(nonce)) {
                return false;
            }
            if (size >= limit && !makeRoom(ts, oldest)) {
                return false;
            }
            seconds.computeIfAbsent(ts, any -> new NonceSet()).add(nonce);
            size++;
            return true;
        }

        /** Drops an older second than the one asked for; that one itself must stay whole. */
        private boolean makeRoom(long ts, long oldest) {
            if (oldest != NO_LIMIT) {
                if (seconds.firstKey() >= ts) {
                    return false;
                }
                floor = seconds.firstKey();
            }
            dropFirst();
            return true;
        }

        private void dropFirst() {
            size -= seconds.pollFirstEntry().getValue().size();
        }
    }
}
