package dev.brine.reactor.flow;

import dev.brine.reactor.policy.Concurrency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reactions of one line that are in work. One thread. */
final class Slots {
    private final Map<Long, String> inWork = new HashMap<>();
    private final Map<String, Integer> alike = new HashMap<>();

    /** Takes a place, also where there is none left: for what was in work before a restart. */
    void take(long number, String per) {
        if (inWork.putIfAbsent(number, per) == null) {
            alike.merge(per, 1, Integer::sum);
        }
    }

    /** Takes a place; false when there is none, or when the reaction has one already. */
    boolean take(long number, String per, Concurrency limit) {
        boolean free = inWork.size() < limit.max()
                && (limit.maxPer() == 0 || alike.getOrDefault(per, 0) < limit.maxPer())
                && !inWork.containsKey(number);
        if (free) {
            take(number, per);
        }
        return free;
    }

    /** Gives it back; false when there was none. */
    boolean free(long number) {
        String per = inWork.remove(number);
        if (per != null) {
            alike.computeIfPresent(per, (key, count) -> count == 1 ? null : count - 1);
        }
        return per != null;
    }

    /** Keys of which no more may be in work. */
    List<String> busy(Concurrency limit) {
        return limit.maxPer() == 0
                ? List.of()
                : alike.entrySet().stream()
                        .filter(entry -> entry.getValue() >= limit.maxPer())
                        .map(Map.Entry::getKey)
                        .toList();
    }

    int size() {
        return inWork.size();
    }
}
