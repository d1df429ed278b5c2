package dev.brine.reactor.flow;

import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.policy.LateEvent;
import dev.brine.reactor.reaction.Dispatcher.Done;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import dev.brine.reactor.window.Asked;
import dev.brine.reactor.window.Batch;
import dev.brine.reactor.window.Merge;
import dev.brine.reactor.window.OnFail;
import dev.brine.reactor.window.WindowEvent;
import dev.brine.reactor.window.WindowLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
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
    private final @Nullable Followed followed;
    private final Rolling.@Nullable Parts rolling;
    private final Map<Long, Rolling> rolls = new ConcurrentHashMap<>();

    /** What is done with reactions whose time has come. */
    interface Doors {
        /** Starts a reaction that is on record. */
        void go(ReactionRecord record);

        /** Notes how a reaction ended. */
        void ended(ReactionRecord record, Done end);

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
        Set<String> begun = new java.util.HashSet<>();
        for (ReactionRecord record : records) {
            Asked asked = asked(record);
            if (record.state() == State.SHADOW) {
                all.add(record);
            } else if (!record.part().isEmpty()) {
                all.add(ready(record, asked));
            } else if (asked.coalesce().isPresent()) {
                all.add(record.turn(ReactionRecord.Turn.NOW)
                        .with(State.GATHERED, "", "waits for others of its window"));
            } else if (asked.inSequence() && !begun.add(record.rule())) {
                all.add(record.with(State.BEHIND, "", "waits for the reaction before it"));
            } else {
                all.add(ready(record, asked));
            }
        }
        return all;
    }

    /** A job gets its id before it is recorded; a rolling one has many, which are recorded elsewhere. */
    private ReactionRecord ready(ReactionRecord record, Asked asked) {
        JobPublisher jobs = parts.jobs();
        if (jobs == null
                || !(record.reaction() instanceof Reaction.Local local)
                || asked.batch(local).isPresent()) {
            return record.with(State.QUEUED, "", "");
        }
        String jid = local.jid().isEmpty() ? jobs.jid() : local.jid();
        State state = record.turn().line().isEmpty() ? State.RUNNING : State.QUEUED;
        return record.to(local.withJid(jid)).with(state, jid, "");
    }

    /** A dead reaction, ready to be run as if for the first time. */
    ReactionRecord afresh(ReactionRecord dead) {
        ReactionRecord bare = dead.reaction() instanceof Reaction.Local local ? dead.to(local.withJid("")) : dead;
        ReactionRecord ready = ready(bare, asked(bare));
        return ready.with(State.QUEUED, ready.jid(), "");
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

    /** A window is over: its reactions go out, those that can be merged with one job. */
    private void out(List<Merge.Item<ReactionRecord>> items) {
        List<List<ReactionRecord>> groups = new ArrayList<>();
        List<ReactionRecord> all = new ArrayList<>();
        for (Merge.Merged<ReactionRecord> merged : Merge.of(items)) {
            List<ReactionRecord> members = merged.members();
            List<ReactionRecord> now = new ArrayList<>();
            if (members.size() == 1) {
                now.add(ready(members.get(0), asked(members.get(0))));
            } else if (parts.jobs() != null) {
                String jid = parts.jobs().jid();
                members.forEach(member -> now.add(member.with(State.RUNNING, jid, "")));
            }
            groups.add(now);
            all.addAll(now);
        }
        keep(all);
        groups.forEach(this::send);
    }

    private void keep(List<ReactionRecord> records) {
        records.forEach(record -> inMemory.add(record.number()));
        try {
            parts.records().update(records).toCompletableFuture().join();
        } catch (CompletionException e) {
            log.error("reactions go out without their record: {}", e.toString());
        }
    }

    private void send(List<ReactionRecord> members) {
        if (members.size() == 1) {
            doors.go(members.get(0));
            return;
        }
        ReactionRecord first = members.get(0);
        Reaction merged =
                Merge.call(members.stream().map(ReactionRecord::reaction).toList());
        Reaction.Local local = ((Reaction.Local) merged).withJid(first.jid());
        Published published =
                parts.dispatcher().publish(local, new Cause(first.event(), first.rule(), first.hops() + 1));
        if (published instanceof Published.Sent sent) {
            doors.published(sent.jid(), first.hops() + 1);
        }
        Done one = Done.of(published);
        String message = one.message() + ", one job for " + members.size() + " reactions";
        Done done = new Done(one.success(), one.jid(), message, one.minions(), one.faults());
        members.forEach(member -> doors.ended(member.tried(), done));
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
        Asked asked = asked(record);
        if (asked.inSequence()) {
            alarm.now(() -> goOn(record.event(), record.part(), record.rule(), record.chunk(), well, asked.onFail()));
        }
    }

    private void goOn(long event, String part, String rule, String last, boolean well, OnFail onFail) {
        List<ReactionRecord> behind = parts.records().ofFiring(event, part, rule).stream()
                .filter(record -> record.state() == State.BEHIND)
                .toList();
        if (behind.isEmpty()) {
            return;
        }
        if (!well && onFail == OnFail.STOP) {
            String why = "not run: '" + last + "' before it failed";
            parts.records()
                    .update(behind.stream()
                            .map(record -> record.with(State.DEAD, "", why))
                            .toList());
            return;
        }
        ReactionRecord next = ready(behind.get(0), asked(behind.get(0)));
        keep(List.of(next));
        doors.go(next);
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
        Map<List<Object>, ReactionRecord> firings = new LinkedHashMap<>();
        for (ReactionRecord record : parts.records().in(State.BEHIND)) {
            firings.putIfAbsent(List.of(record.event(), record.part(), record.rule()), record);
        }
        firings.values().forEach(this::resumeBehind);
    }

    /** Only when nobody before it is at work, whose end would bring it on. */
    private void resumeBehind(ReactionRecord first) {
        ReactionRecord before = null;
        for (ReactionRecord record : parts.records().ofFiring(first.event(), first.part(), first.rule())) {
            if (record.number() < first.number()) {
                before = record;
            }
        }
        boolean atWork = before != null
                && (before.state() == State.QUEUED
                        || before.state() == State.RUNNING
                        || before.state() == State.FAILED);
        if (!atWork) {
            boolean well = before == null || before.state() == State.DONE;
            String last = before == null ? "" : before.chunk();
            OnFail onFail = asked(first).onFail();
            alarm.now(() -> goOn(first.event(), first.part(), first.rule(), last, well, onFail));
        }
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
        if (asked.batch(local).isPresent()
                || (asked.inSequence() && !local.jid().isEmpty())) {
            alarm.now(() -> doors.go(record));
            return true;
        }
        boolean merged = record.state() == State.RUNNING
                && !record.jid().isEmpty()
                && local.jid().isEmpty();
        if (merged) {
            List<ReactionRecord> members = parts.records().ofJob(record.jid()).stream()
                    .filter(member -> member.state() == State.RUNNING)
                    .toList();
            members.forEach(member -> inMemory.add(member.number()));
            if (parts.jobs().began(record.jid())) {
                Done done = Done.well(record.jid(), "published before the restart");
                members.forEach(member -> doors.ended(member, done));
            } else {
                alarm.now(() -> send(members));
            }
        }
        return merged;
    }

    /** Open windows of gathering, as {@link Gathering#list} gives them. */
    List<Object> list() {
        return gathering.list();
    }
}
