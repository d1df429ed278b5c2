package dev.brine.reactor.flow;

import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.policy.LateEvent;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.ThrottleStore;
import dev.brine.reactor.record.SqliteThrottleStore;
import dev.brine.reactor.window.Correlated;
import dev.brine.reactor.window.WindowLog;
import dev.brine.reactor.window.Windows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What several events decide together over a span of time: joins, absences, and throttles that answer later. Publishes the events by
 * which spans end.
 *
 * <p>Belongs to the matching thread, except {@link #isDue}, {@link #nextDue}, {@link #lowest}, {@link #owns}, {@link #list} and the
 * gate, which any thread may ask.
 */
final class Spans {
    private static final Logger log = LoggerFactory.getLogger(Spans.class);

    private final Reactor.Parts parts;
    private final LoopGuard loops;
    private final @Nullable SqliteEventJournal journal;
    private final Windows windows;
    private final Gate gate;
    private List<Policy> correlating = List.of();

    /** @param seen the last event that was seen before this process */
    Spans(Reactor.Parts parts, LoopGuard loops, @Nullable SqliteEventJournal journal, WindowLog windowLog, long seen) {
        this.parts = parts;
        this.loops = loops;
        this.journal = journal;
        this.windows = new Windows(windowLog, journal == null ? null : journal::event, this::windowEnded, seen);
        this.gate = new Gate(
                parts.clock(),
                event -> Stamps.millis(event, parts.clock()),
                journal == null ? ThrottleStore.none() : SqliteThrottleStore.open(journal.file()));
    }

    Gate gate() {
        return gate;
    }

    /** Takes the policies as they are now. */
    void usePolicies() {
        List<Policy> policies = parts.policies().get();
        if (policies != correlating) {
            correlating = policies;
            windows.use(Correlated.of(policies));
        }
    }

    /** Sees the next event; {@code counts} is false for one that nobody is to answer. */
    void see(Event event, boolean counts) {
        usePolicies();
        if (windows.any() && counts) {
            windows.observe(event, Stamps.millis(event, parts.clock()));
        }
    }

    /** Says that every event an earlier process left was seen. */
    void caughtUp() {
        if (windows.any()) {
            windows.caughtUp();
        }
    }

    /** Whether {@link #end} has something to do. */
    boolean isDue(long now) {
        return nextDue() <= now;
    }

    /** When {@link #end} will have something to do; {@code Long.MAX_VALUE} when nothing waits. */
    long nextDue() {
        return Math.min(windows.next(), gate.nextDue());
    }

    /** Ends what is over; only when every event from before now was seen. */
    void end() {
        windows.caughtUp();
        windows.due(parts.clock().millis());
        gate.end(this::recall, this::throttleEnded);
    }

    private @Nullable Event recall(long number, String policy) {
        Event event = journal == null ? null : journal.event(number).orElse(null);
        if (event == null) {
            log.error("policy '{}': event {} is not in the journal any more and gets no reaction", policy, number);
        }
        return event;
    }

    private void throttleEnded(LateEvent late) {
        Event last = late.answered();
        parts.bus().publish(late.event().causedBy(new Cause(last.number(), LateEvent.TAG, loops.hops(last))));
    }

    private void windowEnded(Event ended, Event last) {
        parts.bus().publish(ended.causedBy(new Cause(last.number(), ended.tag(), loops.hops(last) + 1)));
    }

    /** Whether rules of this left side answer the ends of windows only. */
    boolean owns(String rule) {
        return windows.owns(rule);
    }

    /** The lowest number of an event that must stay in the journal; {@code none} when there is none. */
    long lowest(long none) {
        return gate.lowest(windows.lowest(none));
    }

    /** Joins and absences that are open, as {@link Windows#list} gives them. */
    List<Object> list() {
        return windows.list();
    }
}
