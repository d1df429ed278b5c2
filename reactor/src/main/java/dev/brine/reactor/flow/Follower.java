package dev.brine.reactor.flow;

import dev.brine.engine.client.JobProgress;
import dev.brine.reactor.policy.Concurrency;
import dev.brine.reactor.policy.Retry;
import dev.brine.reactor.policy.Spec;
import dev.brine.reactor.reaction.Dispatcher.Done;
import dev.brine.reactor.reaction.Fault;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows reactions that a policy limits, tries again, or does something about when they die.
 *
 * <p>They wait on disk, in the line of their policy. A place in work is kept from the start of a reaction until it is known what came of
 * it: of a job, when its minions have returned or were given up. Records say what a restart needs: who waits, since when, and until
 * when. Everything here is done on the alarm's thread.
 */
final class Follower {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final int PAGE = 1_000;
    private static final long LOOK_AGAIN = 1_000;

    private final Reactor.Parts parts;
    private final Lines lines;
    private final Alarm alarm;
    private final JobWatch watch;
    private final Starter starter;
    private final Ends ends;
    private final RandomGenerator chance;
    private final Map<String, Slots> slots = new HashMap<>();
    private final Map<Long, Integer> tries = new HashMap<>();
    /** Those of which a try took too long, until that is dealt with. */
    private final Set<Long> late = new HashSet<>();

    private final Map<String, Long> wakes = new HashMap<>();
    private volatile int inWork;

    /** Has reactions done. */
    interface Starter {
        /** Starts one; false when there is no room for it now. {@code done} is told what came of it, or that a job is published. */
        boolean start(ReactionRecord record, Consumer<Done> done);

        /** Ends one that takes too long, so that {@code done} is told soon; false when that cannot be. On the alarm's thread. */
        boolean stop(ReactionRecord record);
    }

    /** Told how reactions ended that are not tried again. */
    interface Ends {
        /** It did what was asked; what it did is in its message. */
        void done(ReactionRecord record);

        /** It is given up; the reason is in its message. */
        void dead(ReactionRecord record);
    }

    Follower(
            Reactor.Parts parts,
            Lines lines,
            Alarm alarm,
            JobWatch watch,
            Starter starter,
            Ends ends,
            RandomGenerator chance) {
        this.parts = parts;
        this.lines = lines;
        this.alarm = alarm;
        this.watch = watch;
        this.starter = starter;
        this.ends = ends;
        this.chance = chance;
    }

    /** Has a line looked at, once what was recorded for it is on disk. Any thread. */
    void look(String line) {
        alarm.now(() -> fill(line));
    }

    /** Reactions in work. Any thread. */
    int inWork() {
        return inWork;
    }

    /** Starts what is due and may be in work, and comes back when more is. */
    private void fill(String line) {
        Concurrency limit = lines.limit(line);
        Slots of = slots.computeIfAbsent(line, l -> new Slots());
        int started = 1;
        long now = now();
        while (started > 0 && of.size() < limit.max()) {
            started = 0;
            now = now();
            // those in work may still look as if they waited
            int most = limit.max() + of.size();
            for (ReactionRecord record : parts.records().due(line, now, of.busy(limit), most)) {
                if (of.take(record.number(), record.turn().per(), limit)) {
                    count();
                    start(record);
                    started++;
                }
            }
        }
        // by the same clock reading as above, so that nothing becomes due unseen in between
        long next = parts.records().nextDue(now);
        if (next != Long.MAX_VALUE && !Objects.equals(wakes.put(line, next), next)) {
            alarm.at(next, () -> {
                wakes.remove(line, next);
                fill(line);
            });
        }
    }

    private long now() {
        return parts.clock().millis();
    }

    private void count() {
        inWork = slots.values().stream().mapToInt(Slots::size).sum();
    }

    private void start(ReactionRecord record) {
        Duration most = lines.retry(record).map(Retry::timeout).orElse(Duration.ZERO);
        ReactionRecord started = record.tried().turn(record.turn().at(most.isZero() ? 0 : now() + most.toMillis()));
        if (isJob(record) && parts.jobs() != null && record.reaction() instanceof Reaction.Local local) {
            String jid = record.tries() == 0 ? record.jid() : parts.jobs().jid();
            started = started.to(local.withJid(jid)).with(State.RUNNING, jid, "");
        }
        ReactionRecord running = started;
        parts.records().update(running).whenComplete((done, failure) -> alarm.now(() -> launch(record, running)));
    }

    /** One job that is followed here; a rolling one has no id of its own, follows its jobs itself, and ends like a call. */
    private static boolean isJob(ReactionRecord record) {
        return record.reaction() instanceof Reaction.Local local && !local.jid().isEmpty();
    }

    private void launch(ReactionRecord waiting, ReactionRecord record) {
        tries.put(record.number(), record.tries());
        listen(record);
        if (starter.start(record, done -> alarm.now(() -> answered(record, done)))) {
            limit(record);
            return;
        }
        watch.forget(record.jid());
        release(record);
        parts.records()
                .update(waiting.turn(waiting.turn().at(now() + LOOK_AGAIN)))
                .whenComplete((done, failure) -> look(record.turn().line()));
    }

    private void listen(ReactionRecord record) {
        if (isJob(record)) {
            watch.listen(record.jid(), (minion, well) -> {}).thenAccept(end -> alarm.now(() -> concluded(record, end)));
        }
    }

    /** Ends a try at the time by which it must be over. */
    private void limit(ReactionRecord record) {
        if (record.turn().due() > 0) {
            alarm.at(record.turn().due(), () -> tooLong(record));
        }
    }

    private void tooLong(ReactionRecord record) {
        if (!isInWork(record)) {
            return;
        }
        late.add(record.number());
        boolean toldLater = isJob(record) ? watch.giveUp(record.jid()) : starter.stop(record);
        if (!toldLater) {
            watch.forget(record.jid());
            failed(record, Set.of(), "");
        }
    }

    /** A call has ended, or a job is published. */
    private void answered(ReactionRecord record, Done done) {
        ReactionRecord known = done.jid().isEmpty() ? record : record.with(State.RUNNING, done.jid(), "");
        if (!done.faults().isEmpty()) {
            watch.forget(record.jid());
            failed(onlyFor(done.minions(), known), done.faults(), done.message());
        } else if (isJob(record)) {
            watch.expect(record.jid(), done.minions(), Map.of());
        } else {
            ended(known, done.message());
        }
    }

    private void concluded(ReactionRecord record, JobWatch.End end) {
        if (end.success()) {
            ended(record, end.returned().size() + " minions returned");
        } else {
            failed(onlyFor(end.failed(), record), end.faults(), end.fault());
        }
    }

    /** Those that did well are not asked again. */
    private static ReactionRecord onlyFor(List<String> minions, ReactionRecord record) {
        return record.reaction() instanceof Reaction.Local local && !minions.isEmpty()
                ? record.to(local.to(minions))
                : record;
    }

    private void ended(ReactionRecord record, String message) {
        if (release(record)) {
            ends.done(record.with(State.DONE, record.jid(), message));
            look(record.turn().line());
        }
    }

    private void failed(ReactionRecord record, Set<Fault> found, String fault) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        faults.addAll(found);
        String message = fault;
        if (late.contains(record.number()) && isInWork(record)) {
            faults.remove(Fault.NO_RETURN);
            faults.add(Fault.TIMEOUT);
            message = (fault.isEmpty() ? "" : fault + "; ") + "took longer than "
                    + lines.retry(record).map(Retry::timeout).map(Spec::shown).orElse("it may");
        }
        if (!release(record)) {
            return;
        }
        Retry retry = lines.retry(record).orElse(null);
        if (retry == null || record.tries() >= retry.tries() || faults.stream().noneMatch(retry.on()::contains)) {
            ends.dead(record.with(State.DEAD, record.jid(), message));
            look(record.turn().line());
            return;
        }
        long due = now() + retry.pause(record.tries(), chance.nextDouble());
        log.debug("{}: '{}' failed ({}), is tried again", record.sls(), record.chunk(), message);
        parts.records()
                .update(record.with(State.FAILED, record.jid(), message)
                        .turn(record.turn().at(due)))
                .whenComplete((done, failure) -> look(record.turn().line()));
    }

    /** Whether it is this try that is in work. */
    private boolean isInWork(ReactionRecord record) {
        return Objects.equals(tries.get(record.number()), record.tries());
    }

    /** False when this try is over already: given up for taking too long, and perhaps started again. */
    private boolean release(ReactionRecord record) {
        Slots of = slots.get(record.turn().line());
        boolean had = of != null && tries.remove(record.number(), record.tries()) && of.free(record.number());
        if (had) {
            late.remove(record.number());
            count();
        }
        return had;
    }

    /** Takes up what an earlier process left: jobs that are out are watched on, everything else that was started is started again. */
    void resume() {
        for (String line : parts.records().lines()) {
            List<ReactionRecord> page = parts.records().running(line, 0, PAGE);
            while (!page.isEmpty()) {
                page.forEach(this::resume);
                page = parts.records().running(line, page.get(page.size() - 1).number(), PAGE);
            }
            look(line);
        }
    }

    private void resume(ReactionRecord record) {
        if (tries.containsKey(record.number())) {
            return;
        }
        Optional<JobProgress> out =
                isJob(record) && parts.jobs() != null ? parts.jobs().progress(record.jid()) : Optional.empty();
        if (out.isEmpty()) {
            ReactionRecord waits = record.with(State.QUEUED, record.jid(), "was not ended before the restart");
            parts.records()
                    .update(waits.turn(waits.turn().at(0)))
                    .whenComplete((done, failure) -> look(record.turn().line()));
            return;
        }
        slots.computeIfAbsent(record.turn().line(), l -> new Slots())
                .take(record.number(), record.turn().per());
        tries.put(record.number(), record.tries());
        count();
        listen(record);
        limit(record);
        watch.expect(record.jid(), out.get().minions(), out.get().returned());
    }
}
