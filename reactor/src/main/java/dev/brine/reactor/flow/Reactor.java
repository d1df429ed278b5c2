package dev.brine.reactor.flow;

import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.flow.FairQueue.Work;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.record.ReactionLog;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.window.SqliteWindowLog;
import dev.brine.reactor.window.WindowLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers events by rules, from {@link #start} until {@link #close}.
 *
 * <p>With a journal nothing is lost: what was not answered when the process ended is answered at the next start, and what waits
 * in too great a number waits on disk.
 */
public final class Reactor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reactor.class);
    private static final int TELL_EVERY = 256;
    /** Fired when reactions have become later than {@code reactor_lag_warning}, and when they are in time again. */
    public static final String LAG_TAG = "salt/reactor/lag";

    private final Parts parts;
    private final ReactorSettings settings;
    private final @Nullable SqliteEventJournal journal;
    private final Intake intake;
    private final Unanswered unanswered;
    private final LoopGuard loops = new LoopGuard();
    private final Counters counters = new Counters();
    private final Spans spans;
    private final Alarm alarm;
    private final JobWatch watch;
    private final Firing firing;
    private final List<Thread> threads = new ArrayList<>();
    private final Lag lag;
    private final long replayTo;
    private volatile boolean leader = true;
    private volatile long position;
    private long told;
    private long heldTold;
    private EventBus.@Nullable Tap tap;

    /**
     * What a reactor works with.
     *
     * @param rules the rules as they are now
     * @param policies when they are to answer
     * @param jobs for ids that are recorded before a job is published; null on a minion
     */
    public record Parts(
            EventBus bus,
            Clock clock,
            Supplier<RuleSet> rules,
            Supplier<List<Policy>> policies,
            ReactionCompiler compiler,
            CallResolver resolver,
            Dispatcher dispatcher,
            @Nullable JobPublisher jobs,
            ReactionLog records) {}

    /** A reactor that does nothing yet. */
    public Reactor(Parts parts, ReactorSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.journal = parts.bus().journal() instanceof SqliteEventJournal kept ? kept : null;
        long settled = parts.records().settled();
        long last = parts.bus().journal().last();
        this.replayTo = settled < 0 ? -1 : last;
        this.position = settled < 0 ? last : settled;
        this.told = position;
        this.lag = new Lag(settings.lag());
        this.intake = new Intake(journal, settled >= 0 && settled < last ? settled + 1 : 0);
        WindowLog windowLog = journal == null ? WindowLog.none() : SqliteWindowLog.open(journal.file());
        this.spans = new Spans(parts, loops, journal, windowLog, position);
        this.unanswered = new Unanswered(parts.clock(), journal, () -> position, this::wanted, intake::run);
        this.alarm = new Alarm(parts.clock(), "reactor-timer", this::look);
        this.watch = new JobWatch(parts.bus(), alarm, parts.clock(), parts.jobs(), settings);
        this.firing = new Firing(
                parts,
                settings,
                loops,
                counters,
                spans.gate(),
                alarm,
                watch,
                intake::run,
                unanswered::answered,
                (inMemory, doors) -> new Combining(
                        parts, alarm, watch, windowLog, journal == null ? null : journal::event, inMemory, doors));
        if (settled < 0) {
            parts.records().settledTo(last);
        }
    }

    /** Begins; reactions that an earlier process left are taken up first. */
    public void start() {
        if (journal != null) {
            journal.hold(() -> spans.lowest(lowestNeeded() + 1));
        }
        watch.start();
        thread("reactor", this::match);
        for (int i = 1; i <= settings.workers(); i++) {
            thread("reactor-" + i, this::work);
        }
        intake.run(spans::usePolicies);
        intake.run(firing::resume);
        tap = parts.bus().tap(intake::accept);
        alarm.now(firing::resumeFollowed);
        threads.forEach(Thread::start);
        alarm.start();
    }

    private interface Loop {
        void run() throws InterruptedException;
    }

    private void thread(String name, Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void match() throws InterruptedException {
        for (Event event = intake.next(); event != null; event = intake.next()) {
            try {
                match(event);
            } catch (RuntimeException e) {
                log.error("event {} ({}) could not be matched", event.number(), event.tag(), e);
            }
            position = event.number();
            tell(intake.isIdle() && unanswered.isNoneOpen() ? TELL_EVERY / 4 : TELL_EVERY);
        }
    }

    private void match(Event event) {
        counters.seen();
        RuleSet rules = parts.rules().get();
        spans.see(event, leader && !loops.isOwn(event));
        if (event.number() >= replayTo) {
            spans.caughtUp();
        }
        List<RuleSet.Match> matches = wanted(event, rules);
        if (matches.isEmpty() || (event.number() <= replayTo && parts.records().hasFired(event.number(), ""))) {
            return;
        }
        matches.forEach(match -> counters.matched(match.rule().pattern().text()));
        unanswered.put(event, matches, rules);
    }

    /** On the alarm's thread: has what is over ended by the matching thread. */
    private void look() {
        long now = parts.clock().millis();
        if (spans.isDue(now)) {
            intake.run(this::endSpans);
        }
        measure();
        if (Math.abs(now - heldTold) >= 1_000) {
            heldTold = now;
            counters.tellHeld(parts.records());
        }
    }

    /** Only when every event from before now was seen, which a busy reader leaves to its next pause. */
    private void endSpans() {
        if (leader && intake.isIdle()) {
            spans.end();
        }
    }

    private List<RuleSet.Match> wanted(Event event, RuleSet rules) {
        if (!leader || loops.isOwn(event)) {
            return List.of();
        }
        List<RuleSet.Match> matches = Occasion.matches(event, rules, spans::owns);
        boolean none = matches.isEmpty()
                || loops.cuts(event, matches.get(0).rule().pattern().text());
        return none ? List.of() : matches;
    }

    private void work() throws InterruptedException {
        for (Work work = unanswered.take(); work != null; work = unanswered.take()) {
            try {
                firing.fire(work);
            } catch (RuntimeException e) {
                log.error("event {} ({}) could not be answered", work.event.number(), work.event.tag(), e);
                unanswered.answered(work.event.number());
            } finally {
                unanswered.done(work);
            }
        }
    }

    /** All events below this one are answered, or need no answer. */
    private long lowestNeeded() {
        return unanswered.lowest(position + 1) - 1;
    }

    private void tell(int step) {
        long lowest = lowestNeeded();
        if (lowest - told >= step) {
            told = lowest;
            parts.records().settledTo(lowest);
        }
    }

    /** What waits longest: unread, in line or in work, in the journal, or for its turn to be called. */
    private void measure() {
        Event unread = intake.head();
        Lag.Oldest oldest = Lag.Oldest.of(unread == null ? null : unanswered.oldest(unread, ""), unanswered.oldest());
        oldest = Lag.Oldest.of(oldest, firing.oldestCall());
        lag.look(parts.clock().millis(), leader ? oldest : null).ifPresent(this::tellLag);
    }

    private void tellLag(Lag.Change change) {
        Map<String, Object> data = change.data(waiting(), calls());
        if (change.late()) {
            log.warn(
                    "reactions are late: {} s for the rule '{}', {} events and {} calls wait; none is lost, salt-run"
                            + " reactor.stats shows whose they are",
                    Math.round(change.millis() / 1_000.0),
                    data.get("rule"),
                    waiting(),
                    calls());
        } else {
            log.info("reactions are in time again");
        }
        parts.bus().publish(LAG_TAG, data);
    }

    /** How late reactions are: {@code seconds, tag, rule, late, worst}. */
    public Map<String, Object> lag() {
        return lag.shown();
    }

    /** Events in line, in work, or seen and still in the journal. */
    public int waiting() {
        return unanswered.inMemory();
    }

    /** Reactions in work whose end is waited for. */
    public int followed() {
        return firing.followed();
    }

    /** Runner and wheel calls that run or wait in memory. */
    public int calls() {
        return firing.calls();
    }

    /** Files and calls that were not used because text of an event would have widened them. */
    public long refused() {
        return firing.refused();
    }

    private boolean isAllAnswered() {
        return intake.isIdle() && position >= Math.max(replayTo, intake.newest()) && unanswered.isEmpty();
    }

    /** Waits until every event so far is answered and every call has ended; false when that takes too long. For tests and tools. */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < end) {
            if (isAllAnswered()
                    && firing.calls() == 0
                    && parts.records().openRules().isEmpty()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return false;
    }

    /** Waits until the alarm's thread has done what was due; false when that takes too long. For tests. */
    boolean awaitAlarm(Duration timeout) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        alarm.now(done::countDown);
        return done.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When the next of what waits for its time is due, milliseconds of the epoch; {@code Long.MAX_VALUE} when nothing waits. */
    public long nextDue() {
        return Math.min(alarm.next(Long.MAX_VALUE), spans.nextDue());
    }

    /** Says that the clock was set: what is due is done at once. */
    public void clockMoved() {
        alarm.now(this::look);
    }

    /** Waits until nothing is left to do before the clock moves; false when that takes too long. For tools. */
    public boolean settle(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        List<Long> before = List.of();
        int same = 0;
        while (same < 3) {
            if (System.nanoTime() > end) {
                return false;
            }
            CountDownLatch read = new CountDownLatch(1);
            intake.run(read::countDown);
            read.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (journal != null) {
                journal.file().write(session -> true).join();
            }
            long done = alarm.quiet();
            boolean quiet = done >= 0 && isAllAnswered();
            List<Long> now = List.of(done, parts.bus().journal().last(), position);
            same = quiet && now.equals(before) ? same + 1 : 0;
            before = now;
        }
        return true;
    }

    /** Runs reactions again that failed for good. */
    public void redrive(List<ReactionRecord> dead) {
        firing.redrive(dead);
    }

    /** Windows that are open: joins and absences ({@link Spans#list}), and reactions that wait for others. */
    public List<Object> windows() {
        return Stream.concat(spans.list().stream(), firing.windows().stream()).toList();
    }

    /** What decides whether rules answer. */
    public Gate gate() {
        return spans.gate();
    }

    public Counters counters() {
        return counters;
    }

    /** Whether this reactor answers events: Salt's {@code reactor.is_leader}. */
    public boolean isLeader() {
        return leader;
    }

    public void setLeader(boolean now) {
        leader = now;
    }

    /** Takes no more events; what is being rendered is finished, everything else is in the journal. */
    @Override
    public void close() {
        if (tap != null) {
            tap.close();
        }
        alarm.close();
        watch.close();
        intake.close();
        unanswered.close();
        firing.close();
        for (Thread thread : threads) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread.interrupt();
        }
        counters.tellHeld(parts.records());
        parts.records().settledTo(lowestNeeded());
    }
}
