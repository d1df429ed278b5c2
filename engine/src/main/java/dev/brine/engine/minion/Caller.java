package dev.brine.engine.minion;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.fileserver.client.LocalFiles;
import dev.brine.engine.fileserver.client.RemoteFiles;
import dev.brine.engine.grains.Grains;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.modules.MinionActions;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.python.PythonCode;
import dev.brine.engine.returners.Returner;
import dev.brine.engine.returners.Returners;
import dev.brine.transport.zmq.ZmqTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of a minion for one call on its own host: {@code salt-call}.
 *
 * <p>With {@code file_client: local} there is no master: files and pillar come from the minion's own roots. Otherwise it signs
 * in with the minion's key. The pillar is had when it is first asked for, so a call that needs none does not wait for it. Schedule,
 * beacons and what is to be made anew are the daemon's, which is asked over its event sockets.
 */
public final class Caller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Caller.class);
    private static final Duration REQUEST = Duration.ofSeconds(60);

    /** How often it is looked whether the master has refused. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final String id;
    private final MinionConfig config;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final EventBus bus = new EventBus(clock, EventJournal.none());
    private final PythonCode custom;
    private final Grains grains;
    private final MasterRequests master;
    private final @Nullable MasterSession session;
    private final @Nullable ZmqTransport transport;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final MinionCore core;
    private @Nullable Map<String, Object> pillar;

    private Caller(MinionConfig config, List<Plugin> plugins) throws IOException {
        this.config = config;
        this.id = MinionName.of(config);
        this.custom = new PythonCode(config.extensions());
        this.grains = new Grains(config, id, known -> custom.grains(known, () -> MinionOpts.of(config, id)));
        if (isLocal()) {
            transport = null;
            session = null;
            master = MasterRequests.NONE;
        } else {
            transport = new ZmqTransport();
            MinionKeys keys = new MinionKeys(config.paths().pki());
            session = new MasterSession(
                    config,
                    keys.identity(id, config.session().keySize(), random),
                    keys,
                    keys.settings(config, grains.current()),
                    transport,
                    new Deaf(),
                    clock,
                    random);
            master = session.requests();
        }
        ProcessTable table = new ProcessTable(config.paths().cache().resolve("proc"));
        core = MinionCore.of(
                id, config, bus, clock, grains, this::pillar, files(), master, table, new Actions(), custom, plugins);
        bus.tap(event -> MinionSockets.fire(id, config, event));
    }

    /** Opens a caller; it is not signed in yet. */
    public static Caller open(MinionConfig config, List<Plugin> plugins) throws IOException {
        return new Caller(config, plugins);
    }

    /**
     * Signs in, unless there is no master to sign in at.
     *
     * @return false when that was not possible in time, or the key is not accepted
     */
    public boolean connect(Duration timeout) throws InterruptedException {
        if (session == null) {
            return true;
        }
        session.start();
        long end = System.nanoTime() + timeout.toNanos();
        while (!session.awaitConnected(LOOK)) {
            if (ended.isDone() || System.nanoTime() - end > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the master refuses this minion for good: its key was rejected, or is that of another. */
    public boolean isRefused() {
        return ended.isDone();
    }

    public String id() {
        return id;
    }

    public boolean isLocal() {
        return config.fileClient().equals("local");
    }

    public Invoker functions() {
        return core.invoker();
    }

    public Map<String, Object> grains() {
        return grains.current();
    }

    /** Sends the return of a call to the master, which keeps it as a job; what fails is logged. */
    public void report(Map<String, Object> ret) {
        Map<String, Object> load = new LinkedHashMap<>(ret);
        load.put("cmd", "_return");
        load.put("id", id);
        try {
            master.request(load, REQUEST);
        } catch (IOException e) {
            log.warn("the master does not get this return: {}", e.getMessage());
        }
    }

    /** Has returners keep a return, one after the other; what fails is logged, and the others get theirs. */
    public void give(Set<String> names, Map<String, Object> ret) {
        try (Returners returners = new Returners(core.returners(id))) {
            for (String name : names) {
                returners.find(name).ifPresent(returner -> give(name, returner, ret));
            }
        }
    }

    private static void give(String name, Returner returner, Map<String, Object> ret) {
        try {
            returner.save(ret);
        } catch (IOException e) {
            log.error("returner {}: the return is not kept there: {}", name, e.getMessage());
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        if (transport != null) {
            transport.close();
        }
        custom.close();
        bus.close();
    }

    private FileSource files() {
        return isLocal()
                ? new LocalFiles(config.files().fileRoots(), config.session().hashType())
                : new RemoteFiles(master, config.paths().cache().resolve("files"));
    }

    private synchronized Map<String, Object> pillar() {
        if (pillar == null) {
            pillar = Map.of();
            pillar = compile(config.files().saltenv(), config.files().pillarenv(), Map.of());
        }
        return pillar;
    }

    private Map<String, Object> compile(String saltenv, String pillarenv, Map<String, Object> override) {
        OwnPillar own = isLocal()
                ? new OwnPillar(id, config, random, grains::current, core::invoker, custom.renderers())
                : null;
        try {
            return new PillarStore(id, config, master, grains::current, own)
                    .compile(saltenv, pillarenv, override, false);
        } catch (IOException e) {
            throw new UncheckedIOException("no pillar from the master: " + e.getMessage(), e);
        }
    }

    /** A session's listener that runs no jobs: those are the daemon's. */
    private final class Deaf implements SessionListener {
        @Override
        public void job(Map<String, Object> load) {
            log.trace("a publication is left to the minion daemon");
        }

        @Override
        public void connected(boolean first) {
            log.debug("{} is signed in for one call", id);
        }

        @Override
        public void ended(int exitCode) {
            ended.complete(exitCode);
        }
    }

    private final class Actions implements MinionActions {
        private final MasterEvents events = new MasterEvents(id, config, master, grains::current, clock);
        private final DaemonDoor daemon = new DaemonDoor(id, config);

        @Override
        public Map<String, Object> schedule(Map<String, Object> command) {
            return daemon.schedule(command);
        }

        @Override
        public Map<String, Object> beacons(Map<String, Object> command) {
            return daemon.beacons(command);
        }

        @Override
        public void refreshBeacons() {
            bus.publish("beacons_refresh", Map.of());
        }

        @Override
        public void refreshModules() {
            bus.publish("module_refresh", Map.of());
        }

        @Override
        public void refreshGrains() {
            grains.refresh();
            bus.publish("grains_refresh", Map.of());
        }

        @Override
        public boolean refreshPillar(boolean cleanCache) {
            synchronized (Caller.this) {
                pillar = null;
            }
            bus.publish("pillar_refresh", Map.of("clean_cache", cleanCache));
            return true;
        }

        @Override
        public Map<String, Object> compilePillar(String saltenv, String pillarenv, Map<String, Object> override) {
            return compile(saltenv, pillarenv, override);
        }

        @Override
        public boolean fireMaster(Map<String, Object> data, String tag) {
            return events.fire(data, tag);
        }

        @Override
        public boolean fireMaster(List<Object> list, String pretag) {
            return events.fire(list, pretag);
        }
    }
}
