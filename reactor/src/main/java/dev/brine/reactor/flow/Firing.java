package dev.brine.reactor.flow;

import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.reactor.flow.FairQueue.Work;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.reaction.Dispatcher.Done;
import dev.brine.reactor.reaction.Fault;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.record.ReactionLog;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders the files of one event's rules, records what they ask for, and has it done. Used by all workers at once. */
final class Firing {
    private static final Logger log = LoggerFactory.getLogger(Firing.class);

    private final Reactor.Parts parts;
    private final ReactorSettings settings;
    private final LoopGuard loops;
    private final Counters counters;
    private final LongConsumer answered;
    private final CallQueue calls;
    private final Repeats repeats = new Repeats();
    private final Answers answers;
    private final Combining combining;
    private final Dead dead;
    private final Follower follower;
    private final Set<Long> inMemory = ConcurrentHashMap.newKeySet();
    /** Reactions that ended while records are being read, which may still show them as open. */
    private final Set<Long> endedMeanwhile = ConcurrentHashMap.newKeySet();

    private volatile boolean resuming;

    /**
     * Makes the workers' part.
     *
     * @param later runs something on the matching thread
     * @param answered told the number of an event whose reactions are on record
     * @param waiters what has reactions wait for others
     */
    Firing(
            Reactor.Parts parts,
            ReactorSettings settings,
            LoopGuard loops,
            Counters counters,
            Gate gate,
            Alarm alarm,
            JobWatch watch,
            Consumer<Runnable> later,
            LongConsumer answered,
            BiFunction<Set<Long>, Combining.Doors, Combining> waiters) {
        this.parts = parts;
        this.settings = settings;
        this.loops = loops;
        this.counters = counters;
        Lines lines = new Lines(parts.policies());
        this.answers = new Answers(parts, loops, counters, gate, lines, this::warn);
        this.dead = new Dead(parts, lines, answers, this::record, this::error);
        this.follower =
                new Follower(parts, lines, alarm, watch, new Starts(), new FollowedEnds(), new SplittableRandom());
        this.answered = answered;
        this.combining = waiters.apply(inMemory, new WhenItsTime());
        this.calls = new CallQueue(
                settings.workers(),
                settings.waiting(),
                rule -> later.accept(() -> resume(rule)),
                parts.clock()::millis);
    }

    /** What {@link Combining} does with reactions whose time has come. */
    private final class WhenItsTime implements Combining.Doors {
        @Override
        public void go(ReactionRecord record) {
            if (record.reaction() instanceof Reaction.Caller
                    && record.turn().line().isEmpty()) {
                goWhenThereIsRoom(record);
            } else {
                Firing.this.go(record, CompletableFuture.completedFuture(null));
            }
        }

        @Override
        public void goWhenThereIsRoom(ReactionRecord record) {
            String line = record.turn().line();
            if (!line.isEmpty()) {
                inMemory.remove(record.number());
                follower.look(line);
            } else if (!calls.offer(record.rule(), () -> runApart(record))) {
                inMemory.remove(record.number());
            }
        }

        @Override
        public void published(String jid, int hops) {
            loops.published(jid, hops);
        }
    }

    /** How reactions are started whose end is waited for. */
    private final class Starts implements Follower.Starter {
        @Override
        public boolean start(ReactionRecord record, Consumer<Done> done) {
            if (record.reaction() instanceof Reaction.Local) {
                dispatch(record).whenComplete((end, never) -> done.accept(end));
                return true;
            }
            return calls.offer(
                    record.rule(),
                    () -> apart(record, () -> dispatch(record)).whenComplete((end, never) -> done.accept(end)));
        }

        @Override
        public boolean stop(ReactionRecord record) {
            return combining.stop(record);
        }
    }

    /** What becomes of reactions that were followed to their end. */
    private final class FollowedEnds implements Follower.Ends {
        @Override
        public void done(ReactionRecord record) {
            parts.records().update(record);
            combining.ended(record, true);
        }

        @Override
        public void dead(ReactionRecord record) {
            dead.take(record);
            combining.ended(record, false);
        }
    }

    /** Answers one event; returns when its jobs are published and its calls are in line. */
    void fire(Work work) {
        Event event = work.event;
        Answers.Asked asked = answers.of(work);
        asked.problems().forEach(this::error);
        counters.rendered(
                work.matches.get(0).rule().pattern().text(),
                asked.records().size(),
                asked.problems().size());
        if (asked.records().isEmpty()
                && asked.problems().isEmpty()
                && asked.notes().isEmpty()) {
            answered.accept(event.number());
            return;
        }
        List<String> rules =
                work.matches.stream().map(m -> m.rule().pattern().text()).toList();
        record(event, "", rules, asked);
    }

    /** Keeps what was asked for and has it done. */
    private void record(Event event, String part, List<String> rules, Answers.Asked asked) {
        List<ReactionRecord> records = combining.arrange(asked.records());
        records.forEach(record -> inMemory.add(record.number()));
        CompletionStage<Void> kept = parts.records()
                .fired(new ReactionLog.Firing(
                        event.number(),
                        part,
                        event.tag(),
                        rules,
                        String.join("\n", asked.notes()),
                        String.join("\n", asked.problems()),
                        records,
                        parts.clock().millis()));
        kept.whenComplete((done, failure) -> {
            if (failure != null) {
                log.error("reactions to event {} are run but not on record: {}", event.number(), failure.toString());
            }
            answered.accept(event.number());
        });
        for (ReactionRecord record : records) {
            if (record.state() == State.GATHERED) {
                inMemory.remove(record.number());
            } else {
                go(record, kept);
            }
        }
        combining.gather(records, event);
    }

    /**
     * Jobs are published at once, when their record is on disk, and callers of an event run in its worker; calls of runner and wheel
     * wait in their rule's line.
     */
    private void go(ReactionRecord record, CompletionStage<Void> kept) {
        if (record.state() == State.SHADOW || record.state() == State.BEHIND) {
            inMemory.remove(record.number());
            return;
        }
        String line = record.turn().line();
        if (!line.isEmpty()) {
            inMemory.remove(record.number());
            kept.whenComplete((done, failure) -> follower.look(line));
            return;
        }
        boolean inWorker =
                record.reaction() instanceof Reaction.Caller && record.part().isEmpty();
        if (record.reaction() instanceof Reaction.Local || inWorker) {
            try {
                kept.toCompletableFuture().join();
            } catch (CompletionException told) {
                log.debug("going on without a record", told);
            }
            run(record);
        } else if (!calls.offer(record.rule(), () -> runApart(record))) {
            inMemory.remove(record.number());
        }
    }

    private CompletionStage<Done> run(ReactionRecord record) {
        ReactionRecord started = record.tried();
        return dispatch(record).whenComplete((end, never) -> over(started, end));
    }

    private CompletionStage<Done> dispatch(ReactionRecord record) {
        CompletionStage<Done> done;
        try {
            Cause cause = new Cause(record.event(), record.rule(), record.hops() + 1);
            done = parts.bus()
                    .within(
                            cause,
                            () -> combining
                                    .run(record, cause)
                                    .orElseGet(() -> parts.dispatcher().dispatch(record.reaction(), cause)));
        } catch (RuntimeException e) {
            log.error("reaction {} of {} could not be started", record.chunk(), record.sls(), e);
            done = CompletableFuture.completedFuture(Done.failed("", e.toString(), Fault.ERROR));
        }
        return done.whenComplete((end, never) -> loops.published(end.jid(), record.hops() + 1));
    }

    private void over(ReactionRecord record, Done end) {
        ended(record, end);
        if (resuming) {
            endedMeanwhile.add(record.number());
        }
        inMemory.remove(record.number());
        combining.ended(record, end.success());
    }

    /** The same, where the calling thread must not wait for a function of this host. */
    private CompletionStage<Done> runApart(ReactionRecord record) {
        return apart(record, () -> run(record));
    }

    private static CompletionStage<Done> apart(ReactionRecord record, Supplier<CompletionStage<Done>> run) {
        return record.reaction() instanceof Reaction.Caller
                ? CompletableFuture.supplyAsync(run, Firing::thread).thenCompose(done -> done)
                : run.get();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "reactor-caller");
        thread.setDaemon(true);
        thread.start();
    }

    private void ended(ReactionRecord record, Done end) {
        String jid = end.jid().isEmpty() ? record.jid() : end.jid();
        if (end.success()) {
            parts.records().update(record.with(State.DONE, jid, end.message()));
        } else {
            dead.take(record.with(State.DEAD, jid, end.message()));
        }
    }

    /** Takes up what an earlier process did not end. */
    void resume() {
        combining.resume();
        parts.records().openRules().forEach(this::resume);
    }

    /** The same of those that are followed, on the alarm's thread. */
    void resumeFollowed() {
        follower.resume();
    }

    /** Brings back reactions of a rule that wait on disk, until its line is full or none is left. */
    private void resume(String rule) {
        calls.reopen(rule);
        int limit = settings.waiting() + settings.workers();
        resuming = true;
        try {
            List<ReactionRecord> page = open(rule, 0, limit);
            while (!page.isEmpty() && takeUp(page)) {
                page = open(rule, page.get(page.size() - 1).number(), limit);
            }
        } finally {
            resuming = false;
        }
    }

    private List<ReactionRecord> open(String rule, long after, int limit) {
        endedMeanwhile.clear();
        return parts.records().open(rule, after, limit);
    }

    /** False when the rule's line is full. */
    private boolean takeUp(List<ReactionRecord> page) {
        for (ReactionRecord record : page) {
            if (!inMemory.add(record.number())) {
                continue;
            }
            if (endedMeanwhile.contains(record.number())) {
                inMemory.remove(record.number());
            } else if (!takeUp(record)) {
                inMemory.remove(record.number());
                return false;
            }
        }
        return true;
    }

    /** False when the rule's line is full. */
    private boolean takeUp(ReactionRecord record) {
        if (combining.takesUp(record)) {
            return true;
        }
        boolean published = record.state() == State.RUNNING
                && !record.jid().isEmpty()
                && parts.jobs() != null
                && parts.jobs().began(record.jid());
        if (!published) {
            return calls.offer(record.rule(), () -> runApart(record));
        }
        parts.records().update(record.with(State.DONE, record.jid(), "published before the restart"));
        inMemory.remove(record.number());
        return true;
    }

    /** Runs reactions again that failed for good. */
    void redrive(List<ReactionRecord> dead) {
        combining.redrive(dead);
    }

    private void warn(String message) {
        if (repeats.isNew(message)) {
            log.warn("{}", message);
        }
    }

    private void error(String message) {
        if (repeats.isNew(message)) {
            log.error("{}", message);
        }
    }

    /** How often text of an event was refused since the start. */
    long refused() {
        return answers.refused();
    }

    /** Windows in which reactions wait for others. */
    List<Object> windows() {
        return combining.list();
    }

    /** Reactions in work whose end is waited for. */
    int followed() {
        return follower.inWork();
    }

    /** The call that waits longest for its turn; null when none waits. */
    Lag.@Nullable Oldest oldestCall() {
        return calls.oldest();
    }

    int calls() {
        return calls.size();
    }

    void close() {
        calls.close();
    }
}
