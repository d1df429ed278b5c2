package dev.brine.engine.minion;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.EngineOptions;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.event.EventSocket;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.fileserver.client.LocalFiles;
import dev.brine.engine.fileserver.client.RemoteFiles;
import dev.brine.engine.grains.Grains;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.modules.MinionActions;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Engine;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.python.CustomEngines;
import dev.brine.engine.python.PythonCode;
import dev.brine.engine.returners.Returners;
import dev.brine.engine.store.StoreException;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.transport.zmq.ZmqTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One minion: composes its parts, and decides which jobs mean it.
 *
 * <p>Any number may live in one process, each with directories of its own. {@link #exit} completes when the minion has to end
 * by itself: the master rejected its key.
 */
public final class Minion implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Minion.class);

    private static final long SPOOL_LIMIT = 100L << 20;
    private static final int JOBS_AT_A_TIME = 256;

    private final String id;
    private final MinionConfig config;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final ZmqTransport transport = new ZmqTransport();
    private final EventBus bus;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final PythonCode custom;
    private final Grains grains;
    private final MasterSession session;
    private final PillarStore pillar;
    private final MasterEvents events;
    private final ReturnSender returns;
    private final JobRunner jobs;
    private final MinionCore core;
    private final Returners returners;
    private final ReturnRoutes routes;
    private final Routine routine;
    private final List<Engine> engines = new ArrayList<>();
    private final Optional<EventSocket> sockets;
    private final JobIntake intake;

    private Minion(MinionConfig config, List<Plugin> plugins) throws IOException {
        this.config = config;
        this.id = MinionName.of(config);
        this.custom = new PythonCode(config.extensions());
        this.grains = new Grains(config, id, known -> custom.grains(known, () -> MinionOpts.of(config, id)));
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "timer");
            thread.setDaemon(true);
            return thread;
        });
        MinionKeys keys = new MinionKeys(config.paths().pki());
        this.session = new MasterSession(
                config,
                keys.identity(id, config.session().keySize(), random),
                keys,
                keys.settings(config, grains.current()),
                transport,
                new Session(),
                clock,
                random);
        MasterRequests master = config.masterless() ? MasterRequests.NONE : session.requests();
        this.pillar = new PillarStore(id, config, master, grains::current, ownPillar());
        this.events = new MasterEvents(id, config, master, grains::current, clock);
        this.returns = new ReturnSender(
                new ReturnSpool(config.paths().cache().resolve("returns"), SPOOL_LIMIT),
                session.requests(),
                config.returns().requestTimeout());
        ProcessTable table = new ProcessTable(config.paths().cache().resolve("proc"));
        this.bus = new EventBus(clock, journal(config, clock));
        this.core = MinionCore.of(
                id,
                config,
                bus,
                clock,
                grains,
                pillar::current,
                files(),
                master,
                table,
                new Actions(),
                custom,
                plugins);
        this.returners = new Returners(core.returners(id));
        this.routes = new ReturnRoutes(config, returns, returners);
        JobRunner.Blackout blackout = JobRunner.Blackout.of(pillar::current, grains::current);
        int limit = config.jobs().limit() == 0 ? JOBS_AT_A_TIME : config.jobs().limit();
        this.jobs = new JobRunner(id, limit, config.jobs().ordered(), table, core::invoker, blackout, this::report);
        this.routine = new Routine(id, config, core, table, blackout, random, new Leaving());
        this.sockets = MinionSockets.open(id, config, bus);
        bus.tap(new BusCommands(new Actions(), this::soon));
        this.intake = new JobIntake(
                new TargetCompiler(nodegroups(config)),
                () -> Facts.of(id, grains.current(), pillar.current()),
                new RecentJobs(config.jobs().remembered()),
                jobs::start);
    }

    /**
     * Starts a minion; returns before it has signed in.
     *
     * @throws IOException when its directories or keys cannot be used
     */
    public static Minion start(MinionConfig config, List<Plugin> plugins) throws IOException {
        Minion minion = new Minion(config, plugins);
        if (config.masterless()) {
            log.info("minion {} starts; it works without a master", minion.id);
            minion.soon(minion::beginAlone);
        } else {
            log.info("minion {} starts; master {}", minion.id, config.master());
            minion.session.start();
        }
        minion.core.registry().minionEnginesOf(minion.core.parts()).forEach(minion::start);
        minion.start(minion.ownEngines());
        minion.keepJournal();
        return minion;
    }

    /** The engines that are users' own modules. */
    private Engine ownEngines() {
        Set<String> known = new HashSet<>(Set.of("reactor", "webhook"));
        engines.forEach(engine -> known.add(engine.name()));
        return new CustomEngines(EngineOptions.all(config.raw()), known, core.custom(CustomKind.ENGINES));
    }

    private void start(Engine engine) {
        engines.add(engine);
        engine.start();
    }

    public String id() {
        return id;
    }

    /** The minion's own bus. */
    public EventBus bus() {
        return bus;
    }

    /** Its execution functions. */
    public Invoker functions() {
        return core.invoker();
    }

    public SessionState state() {
        return session.state();
    }

    /** Waits until it is signed in; false when the time was not enough. */
    public boolean awaitConnected(Duration timeout) throws InterruptedException {
        return session.awaitConnected(timeout);
    }

    /** Completes with the exit code when the minion ends by itself. */
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    private static EventJournal journal(MinionConfig config, Clock clock) {
        return config.journal().on()
                ? SqliteEventJournal.open(config.paths().cache().resolve("events.db"), clock)
                : EventJournal.none();
    }

    private @Nullable OwnPillar ownPillar() {
        return config.fileClient().equals("local")
                ? new OwnPillar(id, config, random, grains::current, this::functions, custom.renderers())
                : null;
    }

    private void report(Job job, Map<String, Object> load) {
        if (config.masterless()) {
            log.info("{} ended with {}", load.get("fun"), load.get("retcode"));
            routes.job(job, "", load);
        } else {
            routes.job(job, spoolName(job.jid()), load);
        }
    }

    /** What the schedule and the beacons send. */
    private final class Leaving implements Routine.Door {
        @Override
        public void events(List<Object> list) {
            if (session.connected()) {
                events.fire(list, "");
            } else {
                log.debug("{} events of beacons are lost, there is no connection to the master", list.size());
            }
        }

        @Override
        public void scheduled(@Nullable Map<String, Object> toMaster, Set<String> names, Map<String, Object> ret) {
            boolean told = toMaster != null && !config.masterless();
            routes.scheduled(
                    told ? spoolName(String.valueOf(ret.get("jid"))) : "",
                    toMaster == null ? Map.of() : toMaster,
                    names,
                    ret);
        }
    }

    private void keepJournal() {
        if (bus.journal() instanceof SqliteEventJournal journal) {
            timer.scheduleWithFixedDelay(
                    () -> {
                        try {
                            journal.retain(config.journal(), clock.instant());
                        } catch (StoreException e) {
                            log.error("{}; it is tried again", e.getMessage());
                        }
                    },
                    1,
                    1,
                    TimeUnit.MINUTES);
        }
    }

    /** Jobs whose jid the master chooses share the word {@code req}, so they get a name of their own. */
    private String spoolName(String jid) {
        return jid.equals("req") ? "req-" + clock.millis() : jid;
    }

    private FileSource files() {
        return config.fileClient().equals("local")
                ? new LocalFiles(config.files().fileRoots(), config.session().hashType())
                : new RemoteFiles(session.requests(), config.paths().cache().resolve("files"));
    }

    private static Map<String, Object> nodegroups(MinionConfig config) {
        return config.raw().value("nodegroups").map(Minion::textKeys).orElse(Map.of());
    }

    private static Map<String, Object> textKeys(Object value) {
        return Data.asMap("nodegroups", value);
    }

    /** Runs on the timer's thread; what fails is logged and the timer goes on. */
    private void soon(Runnable work) {
        try {
            timer.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("closing, so nothing more is started");
        }
    }

    private void begin() {
        pillar.refresh(false);
        intake.open();
        events.started();
        returns.flush();
        OwnJobs.startup(config.startup()).ifPresent(jobs::start);
        routine.begin();
        if (!config.session().pingInterval().isZero()) {
            long every = config.session().pingInterval().toMinutes();
            timer.scheduleWithFixedDelay(this::ping, every, every, TimeUnit.MINUTES);
        }
        long retry = Math.max(1000, config.returns().retryTimer().toMillis());
        timer.scheduleWithFixedDelay(this::flushWhenConnected, retry, retry, TimeUnit.MILLISECONDS);
    }

    /** What is to be done at the start when there is no master. */
    private void beginAlone() {
        pillar.refresh(false);
        OwnJobs.startup(config.startup()).ifPresent(jobs::start);
        routine.begin();
    }

    private void flushWhenConnected() {
        if (session.connected()) {
            returns.flush();
        }
    }

    /** Salt 3006: {@code ping_interval}; a master that does not answer is signed in at anew. */
    private void ping() {
        if (session.connected() && !events.fire("ping", "minion_ping")) {
            session.giveUp("the master did not answer a ping");
        }
    }

    /** What the session tells. */
    private final class Session implements SessionListener {
        @Override
        public void job(Map<String, Object> load) {
            intake.take(load);
        }

        @Override
        public void connected(boolean first) {
            soon(first ? Minion.this::begin : returns::flush);
        }

        @Override
        public void ended(int exitCode) {
            exit.complete(exitCode);
        }
    }

    /** What functions may have this minion do. */
    private final class Actions implements MinionActions {
        @Override
        public void refreshGrains() {
            grains.refresh();
        }

        @Override
        public boolean refreshPillar(boolean cleanCache) {
            return pillar.refresh(cleanCache);
        }

        @Override
        public Map<String, Object> compilePillar(String saltenv, String pillarenv, Map<String, Object> override) {
            try {
                return pillar.compile(saltenv, pillarenv, override, false);
            } catch (IOException e) {
                throw new UncheckedIOException("no pillar from the master: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean fireMaster(Map<String, Object> data, String tag) {
            return events.fire(data, tag);
        }

        @Override
        public boolean fireMaster(List<Object> list, String pretag) {
            return events.fire(list, pretag);
        }

        @Override
        public Map<String, Object> schedule(Map<String, Object> command) {
            return routine.schedule(command);
        }

        @Override
        public Map<String, Object> beacons(Map<String, Object> command) {
            return routine.beacons(command);
        }

        @Override
        public void refreshBeacons() {
            routine.refreshBeacons();
        }

        @Override
        public void refreshModules() {
            returners.forget();
            routine.refreshBeacons();
        }
    }

    @Override
    public void close() {
        log.info("minion {} stops", id);
        timer.shutdownNow();
        engines.forEach(Engine::close);
        routine.close();
        jobs.close();
        returners.close();
        sockets.ifPresent(EventSocket::close);
        session.close();
        transport.close();
        custom.close();
        bus.close();
        exit.complete(0);
    }
}
