package dev.brine.reactor.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a throttle remembers of the events that are alike in {@code by}. Immutable.
 *
 * @param passedAt when the last one was answered, milliseconds of the epoch; 0 for never
 * @param passed its number: after a crash it may be looked at again and must be answered again
 * @param hits what is counted, and what was counted already and may be looked at again after a crash
 * @param pending what waits for its window to end
 */
public record ThrottleState(
        long passedAt,
        long passed,
        List<Hit> hits,
        @Nullable Pending pending) {
    static final ThrottleState EMPTY = new ThrottleState(0, 0, List.of(), null);

    public ThrottleState {
        hits = List.copyOf(hits);
    }

    /** @param used whether it was part of an answered number */
    public record Hit(long event, long at, boolean used) {}

    /**
     * A window of {@code once_after}.
     *
     * @param first number of the event it began with
     * @param since when that came
     * @param due when it ends
     * @param last number of the event that will be answered
     * @param count of the events in it
     * @param rules left sides of the rules that will answer
     */
    public record Pending(long first, long since, long due, long last, long count, List<String> rules) {}

    ThrottleState passed(long event, long at) {
        return new ThrottleState(at, event, hits, null);
    }

    ThrottleState hits(List<Hit> now) {
        return new ThrottleState(passedAt, passed, now, pending);
    }

    ThrottleState pending(@Nullable Pending now) {
        return new ThrottleState(passedAt, passed, hits, now);
    }

    /** For a store. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("at", passedAt);
        plain.put("event", passed);
        List<Object> counted = new ArrayList<>();
        hits.forEach(hit -> counted.add(List.of(hit.event, hit.at, hit.used)));
        plain.put("hits", counted);
        if (pending != null) {
            plain.put(
                    "pending",
                    List.of(
                            pending.first,
                            pending.since,
                            pending.due,
                            pending.last,
                            pending.count,
                            new ArrayList<>(pending.rules)));
        }
        return plain;
    }

    /** From a store; empty when it is none. */
    public static Optional<ThrottleState> of(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> plain)
                || !(plain.get("at") instanceof Long at)
                || !(plain.get("event") instanceof Long event)
                || !(plain.get("hits") instanceof List<?> counted)) {
            return Optional.empty();
        }
        List<Hit> hits = new ArrayList<>();
        for (Object one : counted) {
            if (one instanceof List<?> hit) {
                hits.add(new Hit((Long) hit.get(0), (Long) hit.get(1), (Boolean) hit.get(2)));
            }
        }
        Pending pending = null;
        if (plain.get("pending") instanceof List<?> p && p.get(5) instanceof List<?> rules) {
            pending = new Pending(
                    (Long) p.get(0),
                    (Long) p.get(1),
                    (Long) p.get(2),
                    (Long) p.get(3),
                    (Long) p.get(4),
                    rules.stream().map(String::valueOf).toList());
        }
        return Optional.of(new ThrottleState(at, event, hits, pending));
    }
}
