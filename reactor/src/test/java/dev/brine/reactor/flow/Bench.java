package dev.brine.reactor.flow;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.BusMasterCalls;
import dev.brine.engine.client.JobProgress;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.event.Tags;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.reactor.PolicyKeys;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.reaction.Signatures;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.SqliteReactionLog;
import dev.brine.reactor.rule.Overlay;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A bus with its journal, and a reactor on it whose jobs and runner calls are noted. */
final class Bench implements AutoCloseable, JobPublisher {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final EventBus bus;
    final Reactor reactor;
    final RuleBook book;
    final SqliteReactionLog records;
    final List<JobRequest> jobs = new CopyOnWriteArrayList<>();
    /** What comes of the next publications instead of a job. */
    final Queue<Published> fails = new ConcurrentLinkedQueue<>();

    final Fleet fleet;
    private final BlockingQueue<JobRequest> published = new LinkedBlockingQueue<>();
    private final JidSource jids = new JidSource(Clock.systemUTC(), "");
    private final ExecutorService pool = Executors.newFixedThreadPool(20, work -> {
        Thread thread = new Thread(work, "bench");
        thread.setDaemon(true);
        return thread;
    });

    /** @param mark called by the runner function mark.it with its argument */
    Bench(Path directory, Object rules, Map<String, Object> options, Consumer<Object> mark) {
        this(directory, rules, options, mark, Clock.systemUTC(), new Fleet());
    }

    /** The same by another clock, with minions and jobs that outlive it. */
    Bench(Path directory, Object rules, Map<String, Object> options, Consumer<Object> mark, Clock clock, Fleet fleet) {
        this.fleet = fleet;
        SqliteEventJournal journal = SqliteEventJournal.open(directory.resolve("events.db"), clock);
        bus = new EventBus(clock, journal);
        records = SqliteReactionLog.open(journal.file());
        RawConfig config = new RawConfig(directory, Map.of()).with("reactor", rules);
        for (Map.Entry<String, Object> option : options.entrySet()) {
            config = config.with(option.getKey(), option.getValue());
        }
        book = new RuleBook(config, "master", Overlay.open(directory.resolve("overlay.json")));
        FileRoots roots = new FileRoots(Map.of("base", List.of(directory)), false, List.of(), List.of());
        Invoker runners = new Invoker(new Functions(new Marks(mark)));
        Invoker nothing = new Invoker(FunctionTable.chain(List.of()));
        List<Policy> policies =
                PolicyKeys.reader().read(options.get("reactor_policy"), "test").policies();
        reactor = new Reactor(
                new Reactor.Parts(
                        bus,
                        clock,
                        book::current,
                        () -> policies,
                        new ReactionCompiler(
                                SlsFiles.in(roots),
                                new SlsRenderer(
                                        RenderPipe.standard(new SecureRandom()),
                                        RenderWorld::empty,
                                        TaintPolicy.ENFORCE)),
                        new CallResolver(Signatures.with(
                                (family, name) -> runners.table().find(name))),
                        Dispatcher.ofMaster(
                                this,
                                calls(BusMasterCalls.Family.RUNNER, runners),
                                calls(BusMasterCalls.Family.WHEEL, nothing),
                                nothing,
                                "root"),
                        this,
                        records),
                ReactorSettings.of(config));
        reactor.start();
    }

    private BusMasterCalls calls(BusMasterCalls.Family family, Invoker functions) {
        return new BusMasterCalls(family, () -> functions, bus, jids::next, pool, () -> () -> {});
    }

    @Override
    public Published publish(JobRequest request) {
        fleet.beforeJobs.run();
        jobs.add(request);
        published.add(request);
        List<String> minions = fleet.minions(request);
        Published instead = fails.poll();
        if (instead != null) {
            return instead;
        }
        fleet.onJob.accept(request, minions);
        fleet.begin(request.jid(), minions);
        return new Published.Sent(request.jid(), minions, List.of());
    }

    /** Whether nothing was published that {@link #nextJob} has not given. */
    boolean noJobIsLeft() {
        return published.isEmpty();
    }

    /** Waits for something that others bring about. */
    static void until(String what, BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits until so many records are in a state. */
    void until(ReactionRecord.State state, int count) {
        until(
                count + " records " + state,
                () -> records.read().find("WHERE state = ?", state.name()).size() == count);
    }

    /** The next job that is published. */
    JobRequest nextJob() throws InterruptedException {
        JobRequest next = published.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no job was published");
        }
        return next;
    }

    /** The next job that is published, whenever that is. */
    JobRequest job() throws InterruptedException {
        return published.take();
    }

    /** The same of one that is published at its time, for which the clock is moved, slower than others do what is due. */
    JobRequest nextJobInTime(HandClock clock) throws InterruptedException {
        until("a job is published in time", () -> {
            clock.move(Duration.ofMillis(10));
            return !noJobIsLeft();
        });
        return nextJob();
    }

    /** Has a minion return. */
    void answer(JobRequest job, String minion, long retcode) {
        fleet.returned(job.jid(), minion, retcode == 0);
        bus.publish(Event.of(
                Tags.jobReturn(job.jid(), minion),
                Map.of("id", minion, "jid", job.jid(), "return", true, "retcode", retcode, "success", retcode == 0),
                Origin.minion(minion)));
    }

    @Override
    public String jid() {
        return jids.next();
    }

    @Override
    public boolean began(String jid) {
        return fleet.progress(jid).isPresent();
    }

    @Override
    public Optional<JobProgress> progress(String jid) {
        return fleet.progress(jid);
    }

    /** Waits until all who follow jobs have seen what was published so far, and until what follows from that is done. */
    void awaitSeen() throws InterruptedException {
        if (!reactor.awaitAlarm(PATIENCE) || !reactor.awaitAlarm(PATIENCE)) {
            throw new AssertionError("the alarm's thread is still busy");
        }
    }

    /** Waits until what is measured of its lag is so. */
    void awaitMeasured(Predicate<Map<String, Object>> wanted) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !wanted.test(reactor.lag()); ) {
            if (System.nanoTime() > end || !reactor.awaitAlarm(PATIENCE)) {
                throw new AssertionError("the lag is " + reactor.lag());
            }
            Thread.onSpinWait();
        }
    }

    void awaitIdle() throws InterruptedException {
        if (!reactor.awaitIdle(PATIENCE)) {
            throw new AssertionError("the reactor is still busy: " + reactor.waiting() + " events, " + reactor.calls());
        }
    }

    /** Ends the reactor and the bus. */
    @Override
    public void close() {
        reactor.close();
        pool.shutdownNow();
        bus.close();
    }

    private record Marks(Consumer<Object> mark) implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("mark");
        }

        @Override
        public Object create(String module) {
            return new MarkRunner(mark);
        }
    }

    /** The runner module mark. */
    @Module("mark")
    public static final class MarkRunner {
        private final Consumer<Object> mark;

        MarkRunner(Consumer<Object> mark) {
            this.mark = mark;
        }

        @Fn(doc = "Note a value")
        public boolean it(@Arg(dflt = "None") Object value) {
            mark.accept(value);
            return true;
        }
    }
}
