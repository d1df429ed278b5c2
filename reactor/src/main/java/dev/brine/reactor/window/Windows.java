package dev.brine.reactor.window;

import dev.brine.engine.event.Event;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins and absences that are open.
 *
 * <p>Every event goes through {@link #observe} once and in order; what it ends is published as a {@link WindowEvent}. After a
 * restart the rows of {@link WindowLog} say what was seen up to the reactor's place in the journal, and the events behind it are
 * observed again: what they end is published only when the journal does not have it yet, which is known at {@link #caughtUp}.
 *
 * <p>Bounded: so many keys a correlation, the oldest given up with a warning; data of old events is read from the journal again.
 * Belongs to the matching thread, except {@link #list} and {@link #lowest}.
 */
public final class Windows {
    private static final Logger log = LoggerFactory.getLogger(Windows.class);
    private static final int FRESH = 500;

    private final WindowLog rows;
    private final @Nullable LongFunction<Optional<Event>> journal;
    private final BiConsumer<Event, Event> publish;
    private final Map<String, WindowState> states = new LinkedHashMap<>();
    private final Map<List<Object>, Ended> pending = new LinkedHashMap<>();
    private final Map<Long, Event> fresh = new LinkedHashMap<>();
    private List<Correlated> used = List.of();
    private RuleSet parts = RuleSet.EMPTY;
    private List<Part> partOf = List.of();
    private long loadTo;
    private boolean live;
    private long droppedTold;

    private record Part(Correlated of, int part) {}

    /**
     * Windows without anything in them.
     *
     * @param journal finds a kept event, which may block; null when events are not kept
     * @param publish takes the event of a window, and the newest event seen in it
     * @param loadTo rows up to this event are read when a correlation is first used
     */
    public Windows(
            WindowLog rows,
            @Nullable LongFunction<Optional<Event>> journal,
            BiConsumer<Event, Event> publish,
            long loadTo) {
        this.rows = rows;
        this.journal = journal;
        this.publish = publish;
        this.loadTo = loadTo;
    }

    /** Makes these the correlations in use; what was seen for those that stay is kept. */
    public synchronized void use(List<Correlated> now) {
        if (now.equals(used)) {
            return;
        }
        used = List.copyOf(now);
        Set<String> names = now.stream().map(Correlated::window).collect(Collectors.toCollection(LinkedHashSet::new));
        states.keySet().retainAll(names);
        rows.only(names);
        List<Rule> patterns = new ArrayList<>();
        List<Part> all = new ArrayList<>();
        for (Correlated one : now) {
            for (int i = 0; i < one.correlation().parts().size(); i++) {
                patterns.add(new Rule(all.size(), one.correlation().parts().get(i), List.of(), ""));
                all.add(new Part(one, i));
            }
            if (!states.containsKey(one.window())) {
                WindowState state = state(one);
                states.put(one.window(), state);
                load(one, state);
            }
        }
        parts = new RuleSet(patterns);
        partOf = all;
    }

    private WindowState state(Correlated of) {
        return of.correlation() instanceof Correlation.Join join
                ? new JoinState(of, join, rows)
                : new AbsenceState(of, (Correlation.Absence) of.correlation(), rows);
    }

    private void load(Correlated of, WindowState state) {
        Map<Long, List<WindowLog.Row>> byEvent = new LinkedHashMap<>();
        for (WindowLog.Row row : rows.rows(of.window(), loadTo)) {
            byEvent.computeIfAbsent(row.event(), e -> new ArrayList<>()).add(row);
        }
        byEvent.forEach((number, found) -> {
            Set<Integer> which = found.stream().map(WindowLog.Row::part).collect(Collectors.toCollection(TreeSet::new));
            WindowLog.Row first = found.get(0);
            state.observe(first.key(), which, new Seen(number, first.at(), null), this::ended);
        });
    }

    /** Whether any correlation is in use. */
    public boolean any() {
        return !used.isEmpty();
    }

    /** Whether rules of this left side answer windows only. */
    public boolean owns(String rule) {
        return used.stream().anyMatch(one -> one.rule().equals(rule));
    }

    /** Takes the next event; {@code at} is its stamp. */
    public synchronized void observe(Event event, long at) {
        WindowEvent.read(event).ifPresent(this::told);
        Map<Correlated, Set<Integer>> meant = new LinkedHashMap<>();
        for (RuleSet.Match match : parts.matching(event.tag())) {
            Part part = partOf.get(match.rule().index());
            meant.computeIfAbsent(part.of(), p -> new TreeSet<>()).add(part.part());
        }
        meant.forEach((of, which) -> of.correlation()
                .key()
                .of(event)
                .ifPresent(key -> observe(of, key, which, new Seen(event.number(), at, null), event)));
    }

    private void observe(Correlated of, String key, Set<Integer> which, Seen seen, Event event) {
        WindowState state = states.get(of.window());
        if (state == null) {
            return;
        }
        keep(event);
        Seen held = journal == null ? new Seen(seen.number(), seen.at(), event) : seen;
        if (state.observe(key, which, held, this::ended)) {
            for (int part : which) {
                rows.seen(new WindowLog.Row(of.window(), key, part, seen.number(), seen.at()));
            }
        }
        if (state.dropped() > 0 && state.dropped() / WindowState.MOST_KEYS >= droppedTold) {
            droppedTold++;
            log.warn(
                    "policy '{}': more than {} keys are waited for at a time; the oldest are given up ({} so far):"
                            + " make 'within' shorter or 'by' coarser",
                    of.policy(),
                    WindowState.MOST_KEYS,
                    state.dropped());
        }
    }

    private void keep(Event event) {
        fresh.put(event.number(), event);
        if (fresh.size() > FRESH) {
            fresh.remove(fresh.keySet().iterator().next());
        }
    }

    private void told(WindowEvent event) {
        pending.remove(List.of(event.window(), event.events()));
        rows.gone(event.window(), event.events());
    }

    private void ended(Ended ended) {
        if (live) {
            tell(ended);
        } else {
            pending.put(List.of(ended.of().window(), ended.numbers()), ended);
        }
    }

    private void tell(Ended ended) {
        publish.accept(WindowEvent.of(ended, this::recall), recall(ended.last()));
    }

    private Event recall(Seen seen) {
        Event held = seen.event() == null ? fresh.get(seen.number()) : seen.event();
        return held != null || journal == null
                ? held == null ? gone(seen) : held
                : journal.apply(seen.number()).orElseGet(() -> gone(seen));
    }

    private static Event gone(Seen seen) {
        log.warn("event {} of a window is not in the journal any more; its data is missing", seen.number());
        return new Event(
                seen.number(), "", Map.of(), dev.brine.engine.event.Origin.MASTER, dev.brine.engine.event.Cause.NONE);
    }

    /** Says that every event an earlier process left has been observed: from here on windows end when they end. */
    public synchronized void caughtUp() {
        if (!live) {
            live = true;
            loadTo = 0;
            List<Ended> left = List.copyOf(pending.values());
            pending.clear();
            left.forEach(this::tell);
        }
    }

    /** Ends what is over at {@code now}; every event from before that must have been observed. */
    public synchronized void due(long now) {
        states.values().forEach(state -> state.due(now, this::ended));
    }

    /** When {@link #due} will have something to do; {@code Long.MAX_VALUE} when nothing is open. */
    public synchronized long next() {
        return states.values().stream().mapToLong(WindowState::next).min().orElse(Long.MAX_VALUE);
    }

    /** The lowest number of an event that must stay in the journal; {@code none} when there is none. */
    public synchronized long lowest(long none) {
        return states.values().stream()
                .mapToLong(state -> state.lowest(none))
                .min()
                .orElse(none);
    }

    /** What is open: {@code kind, rule, policy, key, seen} (pattern: event), {@code waiting_for, since, until}. Any thread. */
    public synchronized List<Object> list() {
        List<Object> all = new ArrayList<>();
        for (Correlated of : used) {
            WindowState state = states.get(of.window());
            if (state != null) {
                state.open().forEach((key, seen) -> all.add(shown(of, key, seen)));
            }
        }
        return all;
    }

    private static Map<String, Object> shown(Correlated of, String key, Map<Integer, Seen> seen) {
        Correlation correlation = of.correlation();
        Map<String, Object> parts = new LinkedHashMap<>();
        List<Object> missing = new ArrayList<>();
        for (int i = 0; i < correlation.parts().size(); i++) {
            String pattern = correlation.parts().get(i).text();
            Seen one = seen.get(i);
            if (one != null) {
                parts.put(pattern, one.number());
            } else {
                missing.add(pattern);
            }
        }
        if (correlation instanceof Correlation.Absence absence) {
            missing = List.of(absence.expect().text());
        }
        long since = seen.values().stream().mapToLong(Seen::at).min().orElse(0);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", correlation instanceof Correlation.Join ? "join" : "absent");
        one.put("rule", of.rule());
        one.put("policy", of.policy());
        one.put("key", key);
        one.put("seen", parts);
        one.put("waiting_for", missing);
        one.put("since", Instant.ofEpochMilli(since).toString());
        one.put(
                "until",
                Instant.ofEpochMilli(since + correlation.within().toMillis()).toString());
        return one;
    }
}
