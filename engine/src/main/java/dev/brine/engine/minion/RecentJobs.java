package dev.brine.engine.minion;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** The last so many jids, so that a job that arrives twice runs once (Salt 3006: {@code minion_jid_queue_hwm}). One thread. */
final class RecentJobs {
    private final int capacity;
    private final ArrayDeque<String> order = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    RecentJobs(int capacity) {
        this.capacity = capacity;
    }

    /** Remembers the jid; false when it was there already. */
    boolean add(String jid) {
        if (!seen.add(jid)) {
            return false;
        }
        order.addLast(jid);
        if (order.size() > capacity) {
            seen.remove(order.removeFirst());
        }
        return true;
    }
}
