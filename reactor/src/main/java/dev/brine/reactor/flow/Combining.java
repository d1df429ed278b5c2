package dev.brine.reactor.flow;

import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.policy.LateEvent;
import dev.brine.reactor.reaction.Dispatcher.Done;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.record.ReactionLog;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import dev.brine.reactor.window.Asked;
import dev.brine.reactor.window.Batch;
import dev.brine.reactor.window.Merge;
import dev.brine.reactor.window.WindowEvent;
import dev.brine.reactor.window.WindowLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reactions that do not just run when their event comes: those that go out together, those that wait for the one before them, and
 * those that run on a few minions at a time. Any thread; what takes time is done on the alarm's.
 */
final class Combining {
    private static final Logger log = LoggerFactory.getLogger(Combining.class);

    private final Reactor.Parts parts;
    private final Alarm alarm;
    private final Doors doors;
    private final Set<Long> inMemory;
    private final @Nullable LongFunction<Optional<Event>> journal;
    private final Gathering gathering;
    private final Sequences sequences;
    private final @Nullable Followed followed;
    private final Rolling.@Nullable Parts rolling;
    private final Map<Long, Rolling> rolls = new ConcurrentHashMap<>();

    /** What is done with reactions whose time has come. */
    interface Doors {
        /** Starts a reaction that is on record; on the alarm's thread. */
        void go(ReactionRecord record);

        /** The same of one that many others may come with: in its rule's line. */
        void goWhenThereIsRoom(ReactionRecord record);

        /** Remembers that a reaction published a job. */
        void published(String jid, int hops);
    }

    /**
     * The part.
     *
     * @param inMemory numbers of reactions that are not to be looked for on disk; shared with the caller
     * @param journal finds the event of a reaction; null when events are not kept
     */
    Combining(
            Reactor.Parts parts,
            Alarm alarm,
            JobWatch watch,
            WindowLog windows,
            @Nullable LongFunction<Optional<Event>> journal,
            Set<Long> inMemory,
            Doors doors) {
        this.parts = parts;
        this.alarm = alarm;
        this.doors = doors;
        this.inMemory = inMemory;
        this.journal = journal;
        this.gathering = new Gathering(alarm, this::out);
        this.sequences = new Sequences(parts, record -> asked(record).onFail(), this::ready, this::start);
        JobPublisher jobs = parts.jobs();
        this.followed = jobs == null ? null : new Followed(parts.dispatcher(), jobs, watch);
        this.rolling = jobs == null
                ? null
                : new Rolling.Parts(parts.dispatcher(), jobs, watch, alarm, parts.clock(), windows, doors::published);
    }

    private Asked asked(ReactionRecord record) {
        return new Asked(parts.policies().get(), record.rule(), record.sls(), record.tag());
    }

    /** A firing's reactions as they are to be recorded: who waits, and under which id the others' jobs go out. */
    List<ReactionRecord> arrange(List<ReactionRecord> records) {
        List<ReactionRecord> all = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        for (ReactionRecord record : records) {
            Asked asked = asked(record);
            if (record.state() == State.SHADOW) {
                all.add(record);
            } else if (!record.part().isEmpty()) {
                all.add(ready(record));
            } else if (asked.coalesce().isPresent()) {
                all.add(record.with(State.GATHERED, "", "waits for others of its window"));
            } else if (asked.inSequence() && !begun.add(record.rule())) {
                sequences.waits(record);
                all.add(record.with(State.BEHIND, "", "waits for the reaction before it"));
            } else {
                all.add(ready(record));
            }
        }
        return all;
    }

    /** A job gets its id before it is recorded; a rolling one has many, which are recorded elsewhere. */
    private ReactionRecord ready(ReactionRecord record) {
        JobPublisher jobs = parts.jobs();
        if (jobs == null
                || !(record.reaction() instanceof Reaction.Local local)
                || asked(record).batch(local).isPresent()) {
            return record.with(State.QUEUED, "", "");
        }
        String jid = local.jid().isEmpty() ? jobs.jid() : local.jid();
        State state = record.turn().line().isEmpty() ? State.RUNNING : State.QUEUED;
        return record.to(local.withJid(jid)).with(state, jid, "");
    }

    /** Takes in those reactions to an event that are recorded as GATHERED. */
    void gather(List<ReactionRecord> records, Event event) {
        Map<String, List<ReactionRecord>> byRule = new LinkedHashMap<>();
        for (ReactionRecord record : records) {
            if (record.state() == State.GATHERED) {
                byRule.computeIfAbsent(record.rule(), rule -> new ArrayList<>()).add(record);
            }
        }
        byRule.forEach((rule, members) -> members.stream()
                .flatMap(member -> asked(member).coalesce().stream())
                .findFirst()
                .ifPresentOrElse(
                        coalesce -> gathering.add(
                                rule, members, minionOf(event), coalesce, Stamps.millis(event, parts.clock())),
                        () -> members.forEach(this::outAlone)));
    }

    private void outAlone(ReactionRecord record) {
        alarm.now(() -> out(List.of(new Merge.Item<>(record, record.event(), "", record.reaction()))));
    }

    /** Whose event it is: the minion that fired it, or the one that the master's event is about. */
    private static String minionOf(Event event) {
        Event answered = WindowEvent.read(event)
                .map(WindowEvent::answered)
                .or(() -> LateEvent.read(event).map(LateEvent::answered))
                .orElse(event);
        if (answered.origin().kind() == Origin.Kind.MINION) {
            return answered.origin().id();
        }
        return answered.data().get("id") instanceof String id ? id : "";
    }

    /**
     * A window is over: its reactions go out, those that can be merged as one reaction to the first event of them, which is run and
     * recorded like any other.
     */
    private void out(List<Merge.Item<ReactionRecord>> items) {
        List<ReactionRecord> now = new ArrayList<>();
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (Merge.Merged<ReactionRecord> group : Merge.of(items)) {
            ReactionRecord first = group.members().get(0);
            boolean alone = group.members().size() == 1;
            ReactionRecord one =
                    ready(alone ? first : first.mergedAs(parts.records().next(), group.call()));
            inMemory.add(one.number());
            now.add(one);
            writes.add(alone ? parts.records().update(one) : keepMerged(one, group.members()));
        }
        writes.forEach(Combining::await);
        now.forEach(doors::go);
    }

    private CompletionStage<Void> keepMerged(ReactionRecord one, List<ReactionRecord> members) {
        String told = "goes out with reaction " + one.number() + ", one job for " + members.size() + " reactions";
        List<ReactionRecord> gone = members.stream()
                .map(member -> member.with(State.MERGED, one.jid(), told))
                .toList();
        ReactionLog.Firing firing = new ReactionLog.Firing(
                one.event(),
                one.part(),
                one.tag(),
                List.of(one.rule()),
                "one job for " + members.size() + " reactions",
                "",
                List.of(one),
                parts.clock().millis());
        return parts.records().fired(firing, gone);
    }

    /** Records reactions and starts those that are ready. */
    private void start(List<ReactionRecord> records) {
        List<ReactionRecord> now =
                records.stream().filter(r -> r.state() != State.BEHIND).toList();
        now.forEach(record -> inMemory.add(record.number()));
        await(parts.records().update(records));
        now.forEach(doors::go);
    }

    private static void await(CompletionStage<Void> write) {
        try {
            write.toCompletableFuture().join();
        } catch (CompletionException e) {
            log.error("reactions go out without their record: {}", e.toString());
        }
    }

    /** Runs a reaction whose end is waited for; empty when it is not one of these. */
    Optional<CompletionStage<Done>> run(ReactionRecord record, Cause cause) {
        Asked asked = asked(record);
        if (followed == null || rolling == null || !(record.reaction() instanceof Reaction.Local local)) {
            return Optional.empty();
        }
        Optional<Batch> batch = asked.batch(local);
        if (batch.isPresent()) {
            Rolling roll = new Rolling(
                    rolling, record.number(), local, cause, batch.get().size(), asked.batchWait(local));
            rolls.put(record.number(), roll);
            return Optional.of(roll.run().whenComplete((done, never) -> rolls.remove(record.number(), roll)));
        }
        return asked.inSequence()
                        && record.turn().line().isEmpty()
                        && !local.jid().isEmpty()
                ? Optional.of(followed.run(local, cause, jid -> doors.published(jid, cause.hops())))
                : Optional.empty();
    }

    /** Ends a rolling job that takes too long; false when it is none. On the alarm's thread. */
    boolean stop(ReactionRecord record) {
        Rolling roll = rolls.get(record.number());
        if (roll != null) {
            roll.stop();
        }
        return roll != null;
    }

    /** Goes on with the sequence that a reaction belongs to. */
    void ended(ReactionRecord record, boolean well) {
        if (sequences.isOpen(record)) {
            alarm.now(() -> sequences.ended(record, well));
        }
    }

    /** Runs reactions again that failed for good, as if for the first time; a job gets a new id. */
    void redrive(List<ReactionRecord> dead) {
        Map<Boolean, List<ReactionRecord>> steps = dead.stream()
                .collect(Collectors.partitioningBy(record -> asked(record).inSequence()));
        alarm.now(() -> {
            sequences.redrive(Objects.requireNonNull(steps.get(true)));
            List<ReactionRecord> others = Objects.requireNonNull(steps.get(false)).stream()
                    .map(record -> ready(record.afresh()))
                    .map(record -> record.with(State.QUEUED, record.jid(), "tried again by hand"))
                    .toList();
            others.forEach(record -> inMemory.add(record.number()));
            await(parts.records().update(others));
            others.forEach(doors::goWhenThereIsRoom);
        });
    }

    /** Takes up what an earlier process held; before anything else is taken up. */
    void resume() {
        Map<Long, List<ReactionRecord>> gathered = new LinkedHashMap<>();
        for (ReactionRecord record : parts.records().in(State.GATHERED)) {
            gathered.computeIfAbsent(record.event(), event -> new ArrayList<>()).add(record);
        }
        gathered.forEach((number, records) -> {
            Event event = journal == null ? null : journal.apply(number).orElse(null);
            if (event != null) {
                gather(records, event);
            } else {
                records.forEach(this::outAlone);
            }
        });
        alarm.now(sequences::resume);
    }

    /**
     * Takes up a reaction that an earlier process had begun; false when it is none of these.
     *
     * @param record not in memory until now
     */
    boolean takesUp(ReactionRecord record) {
        if (!(record.reaction() instanceof Reaction.Local local) || parts.jobs() == null) {
            return false;
        }
        Asked asked = asked(record);
        boolean followed = asked.batch(local).isPresent()
                || (asked.inSequence() && !local.jid().isEmpty());
        if (followed) {
            alarm.now(() -> doors.go(record));
        }
        return followed;
    }

    /** Open windows of gathering ({@link Gathering#list}), and jobs that go through their minions a few at a time. */
    List<Object> list() {
        List<Object> all = new ArrayList<>(gathering.list());
        rolls.forEach((number, roll) -> all.add(roll.shown()));
        return all;
    }
}
