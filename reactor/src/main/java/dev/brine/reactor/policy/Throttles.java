package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import dev.brine.reactor.policy.ThrottleState.Hit;
import dev.brine.reactor.policy.ThrottleState.Pending;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all throttles remember.
 *
 * <p>Bounded: so many keys a policy. The one that was quiet for longest is forgotten first, and a window that is open on it ends
 * at once; so a rule answers too early rather than never. Any thread.
 */
final class Throttles {
    private static final Logger log = LoggerFactory.getLogger(Throttles.class);
    private static final int SWEEP_EVERY = 10_000;

    private final Clock clock;
    private final ThrottleStore store;
    private final int most;
    private final Map<String, LinkedHashMap<String, ThrottleState>> states = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final Map<Long, Event> last = new HashMap<>();
    private long asked;
    private boolean told;

    private record Due(long at, String policy, String key, long first) {}

    /**
     * Begins with what the store has.
     *
     * @param most keys of one policy
     */
    Throttles(Clock clock, ThrottleStore store, int most) {
        this.clock = clock;
        this.store = store;
        this.most = most;
        for (ThrottleStore.Row row : store.rows(clock.millis())) {
            of(row.policy()).put(row.key(), row.state());
            wait(row.policy(), row.key(), row.state().pending());
        }
    }

    /** What is decided about an event. */
    sealed interface Verdict {}

    /** @param more names for the files; none of {@code once_within} */
    record Pass(Map<String, Object> more) implements Verdict {}

    record Held(String reason) implements Verdict {}

    private LinkedHashMap<String, ThrottleState> of(String policy) {
        return states.computeIfAbsent(policy, p -> new LinkedHashMap<>());
    }

    private void wait(String policy, String key, @Nullable Pending pending) {
        if (pending != null) {
            due.add(new Due(pending.due(), policy, key, pending.first()));
        }
    }

    /**
     * Counts an event.
     *
     * @param at when it came
     * @param rules left sides of the rules that it is asked for
     */
    synchronized Verdict count(String policy, Throttle throttle, Event event, long at, List<String> rules) {
        String key = DataPath.key(event, throttle.by());
        LinkedHashMap<String, ThrottleState> known = of(policy);
        ThrottleState before = known.getOrDefault(key, ThrottleState.EMPTY);
        Step step = step(throttle, before, event.number(), at, rules);
        if (!step.now.equals(before)) {
            known.remove(key);
            known.put(key, step.now);
            Pending pending = step.now.pending();
            if (pending != null) {
                if (before.pending() == null) {
                    wait(policy, key, pending);
                } else {
                    last.remove(before.pending().last());
                }
                last.put(event.number(), event);
            }
            store.put(new ThrottleStore.Row(policy, key, until(throttle, step.now), step.now));
            bound(policy, known);
        }
        if (++asked % SWEEP_EVERY == 0) {
            store.expire(clock.millis());
        }
        return step.verdict;
    }

    /** What would be decided; nothing is counted. */
    synchronized Verdict peek(String policy, Throttle throttle, Event event, long at) {
        ThrottleState before = of(policy).getOrDefault(DataPath.key(event, throttle.by()), ThrottleState.EMPTY);
        return step(throttle, before, event.number(), at, List.of()).verdict;
    }

    private record Step(ThrottleState now, Verdict verdict) {}

    private static Step step(Throttle throttle, ThrottleState before, long event, long at, List<String> rules) {
        return switch (throttle.kind()) {
            case ONCE_WITHIN -> onceWithin(throttle, before, event, at);
            case ONCE_AFTER -> onceAfter(throttle, before, event, at, rules);
            case ACCUMULATE -> accumulate(throttle, before, event, at);
        };
    }

    private static Step onceWithin(Throttle throttle, ThrottleState before, long event, long at) {
        long length = throttle.within().toMillis();
        if (before.passed() == event && event != 0) {
            return new Step(before, new Pass(Map.of()));
        }
        if (before.passedAt() > 0 && Math.abs(at - before.passedAt()) < length) {
            return new Step(
                    before,
                    new Held("answered within " + Spec.shown(throttle.within()) + " already, at "
                            + time(before.passedAt())));
        }
        return new Step(event < before.passed() ? before : before.passed(event, at), new Pass(Map.of()));
    }

    private static Step onceAfter(Throttle throttle, ThrottleState before, long event, long at, List<String> rules) {
        Pending open = before.pending();
        if (open == null) {
            if (event != 0 && event <= before.passed()) {
                return new Step(before, new Held("belongs to what was answered at " + time(before.passedAt())));
            }
            open = new Pending(event, at, at + throttle.within().toMillis(), event, 1, rules);
            return new Step(before.pending(open), new Held("collected, to be answered at " + time(open.due())));
        }
        Held held = new Held("collected, to be answered at " + time(open.due()));
        if (event <= open.last()) {
            return new Step(before, held);
        }
        return new Step(
                before.pending(
                        new Pending(open.first(), open.since(), open.due(), event, open.count() + 1, open.rules())),
                held);
    }

    private static Step accumulate(Throttle throttle, ThrottleState before, long event, long at) {
        long length = throttle.within().toMillis();
        List<Hit> hits = new ArrayList<>();
        boolean known = false;
        for (Hit hit : before.hits()) {
            if (Math.abs(at - hit.at()) < length) {
                hits.add(hit);
                known |= hit.event() == event && event != 0;
            }
        }
        if (!known) {
            hits.add(new Hit(event, at, false));
        }
        List<Hit> counted = hits.stream().filter(hit -> !hit.used()).toList();
        boolean full = counted.size() >= throttle.threshold();
        if (full || (known && before.passed() == event)) {
            List<Hit> used = hits.stream()
                    .map(hit -> new Hit(hit.event(), hit.at(), true))
                    .skip(Math.max(0, hits.size() - throttle.threshold()))
                    .toList();
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("count", (long) throttle.threshold());
            more.put("since", time(used.get(0).at()));
            more.put("events", used.stream().map(Hit::event).toList());
            return new Step(before.hits(full ? used : hits).passed(event, at), new Pass(Map.of("throttle", more)));
        }
        return new Step(
                before.hits(hits),
                new Held(counted.size() + " of " + throttle.threshold() + " within " + Spec.shown(throttle.within())));
    }

    private static long until(Throttle throttle, ThrottleState state) {
        long until =
                state.passedAt() == 0 ? 0 : state.passedAt() + throttle.within().toMillis();
        for (Hit hit : state.hits()) {
            until = Math.max(until, hit.at() + throttle.within().toMillis());
        }
        return state.pending() == null ? until : Long.MAX_VALUE;
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private void bound(String policy, LinkedHashMap<String, ThrottleState> known) {
        if (known.size() <= most) {
            return;
        }
        Iterator<Map.Entry<String, ThrottleState>> entries = known.entrySet().iterator();
        Map.Entry<String, ThrottleState> eldest = entries.next();
        if (!told) {
            told = true;
            log.warn(
                    "policy '{}': its throttle has more than {} keys; those that were quiet for longest are forgotten: make"
                            + " 'by' coarser or the time shorter",
                    policy,
                    most);
        }
        Pending pending = eldest.getValue().pending();
        if (pending == null) {
            entries.remove();
            store.remove(policy, eldest.getKey());
        } else {
            due.add(new Due(Long.MIN_VALUE, policy, eldest.getKey(), pending.first()));
        }
    }

    /** When the next window ends; {@code Long.MAX_VALUE} when none is open. */
    synchronized long nextDue() {
        Due next = due.peek();
        return next == null ? Long.MAX_VALUE : next.at;
    }

    /** The lowest number of an event that will be answered later; {@code none} when there is none. */
    synchronized long lowest(long none) {
        long lowest = none;
        for (Due one : due) {
            ThrottleState state = of(one.policy).get(one.key);
            if (state != null && state.pending() != null) {
                lowest = Math.min(lowest, state.pending().last());
            }
        }
        return lowest;
    }

    /**
     * Ends windows that are over.
     *
     * @param recall finds an event by its number; null when it is gone
     * @param answer given each, before it is forgotten
     */
    synchronized void end(long now, BiFunction<Long, String, @Nullable Event> recall, Consumer<LateEvent> answer) {
        for (Due one = due.peek(); one != null && one.at <= now; one = due.peek()) {
            due.remove();
            ThrottleState state = of(one.policy).get(one.key);
            Pending pending = state == null ? null : state.pending();
            if (state == null || pending == null || pending.first() != one.first) {
                continue;
            }
            Event event = last.remove(pending.last());
            if (event == null) {
                event = recall.apply(pending.last(), one.policy);
            }
            if (event != null) {
                answer.accept(LateEvent.of(one.policy, one.key, pending, event));
            }
            ThrottleState after = state.passed(pending.last(), now);
            of(one.policy).put(one.key, after);
            store.put(new ThrottleStore.Row(
                    one.policy, one.key, now + Math.max(0, pending.due() - pending.since()), after));
        }
    }
}
