package dev.brine.reactor.flow;

import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import dev.brine.reactor.window.OnFail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reactions of which each waits for the end of the one before it: on record as BEHIND, and started by that end.
 *
 * <p>What a step that failed keeps from being run is on record as DEAD and was never tried. Belongs to the alarm's thread, except
 * {@link #waits} and {@link #isOpen}.
 */
final class Sequences {
    private static final Set<State> AT_WORK = Set.of(State.QUEUED, State.RUNNING, State.FAILED);

    private final Reactor.Parts parts;
    private final Function<ReactionRecord, OnFail> onFail;
    private final UnaryOperator<ReactionRecord> ready;
    private final Consumer<List<ReactionRecord>> start;
    /** Firings that may have steps which wait. */
    private final Set<Object> open = ConcurrentHashMap.newKeySet();

    /**
     * The part.
     *
     * @param ready gives a reaction as it is to be recorded before it is started
     * @param start records reactions and starts those that are ready
     */
    Sequences(
            Reactor.Parts parts,
            Function<ReactionRecord, OnFail> onFail,
            UnaryOperator<ReactionRecord> ready,
            Consumer<List<ReactionRecord>> start) {
        this.parts = parts;
        this.onFail = onFail;
        this.ready = ready;
        this.start = start;
    }

    /** Says that a step is about to be recorded as BEHIND. */
    void waits(ReactionRecord step) {
        open.add(firing(step));
    }

    /** Whether steps may wait for the end of this one. */
    boolean isOpen(ReactionRecord step) {
        return open.contains(firing(step));
    }

    private List<ReactionRecord> steps(ReactionRecord of) {
        return parts.records().ofFiring(of.event(), of.part(), of.rule());
    }

    /** Goes on when a step has ended. */
    void ended(ReactionRecord step, boolean well) {
        List<ReactionRecord> steps = steps(step);
        List<ReactionRecord> behind = in(State.BEHIND, steps);
        if (behind.isEmpty()) {
            open.remove(firing(step));
        }
        if (behind.isEmpty() || steps.stream().anyMatch(one -> AT_WORK.contains(one.state()))) {
            return;
        }
        if (!well && onFail.apply(step) == OnFail.STOP) {
            String why = "not run: '" + step.chunk() + "' before it failed";
            parts.records()
                    .update(behind.stream()
                            .map(record -> record.with(State.DEAD, "", why))
                            .toList());
            return;
        }
        start.accept(List.of(ready.apply(behind.get(0))));
    }

    private static List<ReactionRecord> in(State state, List<ReactionRecord> steps) {
        return steps.stream().filter(step -> step.state() == state).toList();
    }

    /** Goes on where an earlier process ended between two steps. */
    void resume() {
        Map<List<Object>, ReactionRecord> firings = new LinkedHashMap<>();
        for (ReactionRecord record : parts.records().in(State.BEHIND)) {
            waits(record);
            firings.putIfAbsent(firing(record), record);
        }
        for (ReactionRecord first : firings.values()) {
            ReactionRecord before = first;
            for (ReactionRecord step : steps(first)) {
                before = step.number() < first.number() ? step : before;
            }
            ended(before, before.state() != State.DEAD);
        }
    }

    private static List<Object> firing(ReactionRecord record) {
        return List.of(record.event(), record.part(), record.rule());
    }

    /** Runs steps again that failed, one after the other; when they stopped their sequence, what they stopped runs behind them. */
    void redrive(List<ReactionRecord> dead) {
        dead.stream().collect(Collectors.groupingBy(Sequences::firing)).values().forEach(this::redriveOne);
    }

    private void redriveOne(List<ReactionRecord> dead) {
        List<ReactionRecord> steps = steps(dead.get(0));
        Map<Long, ReactionRecord> again = new TreeMap<>();
        dead.forEach(step -> again.put(step.number(), step));
        List<ReactionRecord> given = in(State.DEAD, steps);
        if (given.stream().anyMatch(step -> step.tries() == 0)) {
            given.forEach(step -> again.put(step.number(), step));
        }
        boolean busy = steps.stream().anyMatch(one -> AT_WORK.contains(one.state()));
        List<ReactionRecord> next = new ArrayList<>();
        for (ReactionRecord step : again.values()) {
            if (busy || !next.isEmpty()) {
                waits(step);
                next.add(step.afresh().with(State.BEHIND, "", "waits to be tried again by hand"));
            } else {
                next.add(ready.apply(step.afresh()));
            }
        }
        start.accept(next);
    }
}
