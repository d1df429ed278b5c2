package dev.brine.engine.master;

import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.client.BusJobPublisher;
import dev.brine.engine.client.BusMasterCalls;
import dev.brine.engine.client.BusMasterCalls.Family;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.EngineOptions;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.Options;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventSocket;
import dev.brine.engine.event.Origin;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.key.KeyGate;
import dev.brine.engine.key.KeyPolicy;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.engine.key.PendingLimits;
import dev.brine.engine.key.SigningRules;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.Engine;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.python.CustomEngines;
import dev.brine.engine.runners.RunnerCatalog;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.wheel.WheelCatalog;
import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishServer;
import dev.brine.transport.RequestLimits;
import dev.brine.transport.RequestServer;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.channel.ServerChannel;
import dev.brine.transport.channel.ServerSettings;
import dev.brine.transport.ipc.IpcOptions;
import dev.brine.transport.zmq.ZmqTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running master: makes its parts, starts them, and stops them in the opposite order.
 *
 * <p>This class only wires. Several masters may run in one process when their directories and ports differ.
 */
public final class Master implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Logger log = LoggerFactory.getLogger(Master.class);

    private final MasterConfig config;
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private final KeyStore keys;
    private final Stores stores;
    private final EventBus bus;
    private final PublishServer publishServer;
    private final RequestServer requestServer;
    private final MasterParts parts;
    private final Publications publications;
    private final HostFunctions host;
    private final MasterFunctions functions;
    private @Nullable Runnable drain;

    /**
     * Starts a master.
     *
     * @throws ConfigException when the configuration, or what it finds on this host, does not let it run; the message says
     *     what to do
     */
    public static Master start(MasterConfig config, List<Plugin> plugins) throws IOException {
        return start(config, plugins, Clock.systemUTC());
    }

    /** Starts a master that takes the time from {@code clock}. */
    public static Master start(MasterConfig config, List<Plugin> plugins, Clock clock) throws IOException {
        return new Master(config, plugins, clock);
    }

    private Master(MasterConfig config, List<Plugin> plugins, Clock clock) throws IOException {
        this.config = config;
        try {
            MasterConfig.Paths paths = config.paths();
            Access.checkOpenMode(config);
            own(MasterDirectories.open(paths, Access.namesAccounts(config)));
            keys = new KeyStore(paths.pki(), clock);
            MasterKeyFiles pairs = new MasterKeyFiles(paths.pki(), random);
            Sessions sessions = new Sessions(
                    paths.cache().resolve("sessions"), config.auth().publishSession(), random, System::nanoTime);
            MasterSecrets secrets =
                    new MasterSecrets(pairs.master(config.auth()), pairs.signer(config.auth()), keys, sessions, random);
            Access access = Access.open(config, clock, random);

            stores = own(Stores.open(config, clock));
            bus = own(new EventBus(clock, stores.journal()));
            AuditLog audit = own(AuditLog.open(config, clock));
            bus.tap(audit::heard);
            Pools pools = own(new Pools(config.workers().threads()));
            ZmqTransport transport = own(new ZmqTransport());
            publishServer = transport.publishServer(
                    endpoint(config.network().publishPort()), socketOptions(), PeerListener.NONE);
            publications = new Publications(
                    secrets,
                    publishServer,
                    bus,
                    new DropFile(paths.cache(), config.id()),
                    config.auth().signPubMessages(),
                    config.network().zmqFiltering());
            JidSource jids = new JidSource(
                    clock,
                    config.jobs().uniqueJid() ? "_" + ProcessHandle.current().pid() : "");
            TargetCompiler targets = new TargetCompiler(config.nodegroups());
            JobPublisher publisher = MasterReturners.returning(
                    config,
                    new BusJobPublisher(
                            config.id(),
                            targets,
                            this::accepted,
                            stores.cache()::facts,
                            jids::next,
                            stores.jobs(),
                            stores.jobFiles(),
                            bus,
                            publications,
                            clock));
            if (new Options(config.raw()).bool("ping_on_rotate", false)) {
                bus.tap(new RotationPing(config.user(), publisher, pools.runners)::heard);
            }
            Presence presence = new Presence(publishServer::peers, keys);
            FileServer files = FileServer.of(config.files());
            host = own(new HostFunctions(config, bus, clock));
            functions = new MasterFunctions(config, host);
            BusMasterCalls runners = new BusMasterCalls(
                    Family.RUNNER, functions::runners, bus, jids::next, pools.runners, () -> keys.batch()::close);
            BusMasterCalls wheel = new BusMasterCalls(
                    Family.WHEEL, functions::wheels, bus, jids::next, pools.wheels, () -> keys.batch()::close);
            MasterPillar pillar = new MasterPillar(config, host, targets, random);
            parts = new MasterParts(
                    config,
                    bus,
                    clock,
                    publisher,
                    runners,
                    wheel,
                    host.own(),
                    host::grains,
                    () -> host.opts(config.id()),
                    host.files(),
                    host.minion(pillar::own),
                    host.custom());

            Registry registry = new Registry();
            plugins.forEach(plugin -> plugin.register(registry));
            MasterReturners returners = own(new MasterReturners(config, parts, registry, bus));
            MasterCallJobs calls = new MasterCallJobs(config.id(), config.jobs(), returners, stores.jobs(), clock);
            bus.tap(calls::heard);
            functions.make(
                    new WheelCatalog(config, keys, bus, files, () -> present(presence), random),
                    documented -> new RunnerCatalog(
                            config,
                            bus,
                            returners.view(stores.jobs()),
                            calls::running,
                            new LocalCalls(
                                    publisher,
                                    bus,
                                    config.jobs().timeout(),
                                    config.jobs().gatherTimeout()),
                            this::accepted,
                            () -> present(presence),
                            stores.cache(),
                            files,
                            target -> Expected.of(targets, target, accepted(), stores.cache()::facts),
                            parts.wheel(),
                            pillar.source(),
                            host.own(),
                            host::grains,
                            host.files(),
                            host.custom(),
                            documented),
                    registry,
                    parts);

            ServerChannel channel = new ServerChannel(
                    secrets,
                    ServerSettings.DEFAULT
                            .withMinimumAuthVersion(config.auth().minimumVersion())
                            .withRequestServerTtl(config.auth().requestTtl()),
                    clock,
                    random);
            KeyAftermath aftermath = new KeyAftermath(
                    keys,
                    secrets,
                    stores.cache(),
                    presence,
                    publications,
                    channel,
                    config.auth().rotateAesKey(),
                    new KeptData(paths.cache(), config.auth().preserveMinionCache()));
            keys.listen(aftermath);
            ParkedSignIns parked = own(new ParkedSignIns(keys, pools.timer));
            bus.tap(parked::heard);
            KnockLimits knocks = new KnockLimits(config.raw());
            AuthHandler auth = new AuthHandler(
                    new KeyGate(
                            keys,
                            new KeyPolicy(config.auth().openMode()),
                            new SigningRules(config.auth(), paths.pki(), clock),
                            PendingLimits.of(config.raw())),
                    keys,
                    sessions,
                    parked,
                    new SignInNews(bus, config.auth().events(), knocks, audit),
                    config.auth(),
                    presence,
                    knocks,
                    aftermath,
                    pools.workers,
                    random,
                    publishServer.port());
            Complaints complaints = new Complaints(audit);
            CommandTables tables = new CommandTables(
                    config,
                    parts,
                    stores,
                    keys,
                    files,
                    targets,
                    jids,
                    pillar.source(),
                    this::accepted,
                    functions.tops(pillar),
                    complaints,
                    audit);
            RequestRouter router = new RequestRouter(
                    channel,
                    auth,
                    tables.clear(access),
                    tables.encrypted(),
                    presence::heard,
                    pools.workers,
                    complaints);
            own(new MasterRoutine(config, parts, functions::runners, returners.all(), jids, random));
            startEngines(registry);
            markPublishPath();
            own(EventSocket.master(bus, Origin.LOCAL, paths.sock(), ipcOptions(), new ManageDoor(access.rootKeys())));
            new Housekeeping(config, publications, presence, bus, stores, clock, System::nanoTime)
                    .schedule(pools.timer, pools.runners);
            requestServer = transport.requestServer(
                    endpoint(config.network().retPort()),
                    socketOptions(),
                    RequestLimits.defaults(),
                    pools.workers,
                    router);
            own(requestServer);
            drain = () -> drain(parked);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
        log.info(
                "master {} is up: requests on port {}, publications on port {}",
                config.id(),
                requestServer.port(),
                publishServer.port());
    }

    private <T extends AutoCloseable> T own(T part) {
        running.push(part);
        return part;
    }

    private void startEngines(Registry registry) {
        Set<String> known = new HashSet<>(Set.of("reactor", "webhook"));
        for (Engine engine : registry.masterEnginesOf(parts)) {
            log.info("starting engine {}", engine.name());
            engine.start();
            own(engine);
            known.add(engine.name());
        }
        Dunders.Family runners = Dunders.Family.of(CustomKind.RUNNERS, functions::runners);
        Dunders dunders = new Dunders(
                () -> host.opts(config.id()),
                Map.of("__grains__", host::grains),
                Map::of,
                Map.of("__salt__", Dunders.Family.of(CustomKind.MODULES, host::own), "__runners__", runners));
        CustomEngines custom = own(new CustomEngines(
                EngineOptions.all(config.raw()),
                known,
                new Invoker(host.custom().functions(CustomKind.ENGINES, FunctionTable.chain(List.of()), dunders))));
        custom.start();
    }

    /** Stock command-line tools refuse to run unless this path is there; nothing is sent over it. */
    private void markPublishPath() throws IOException {
        Path path = config.paths().sock().resolve("publish_pull.ipc");
        if (!Files.exists(path)) {
            Files.createFile(path);
            own(() -> Files.deleteIfExists(path));
        }
    }

    private void drain(ParkedSignIns parked) {
        parked.close();
        long end = System.nanoTime() + DRAIN.toNanos();
        while (requestServer.open() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        drain = null;
    }

    private String endpoint(int port) {
        return "tcp://" + config.network().address() + ":" + port;
    }

    private SocketOptions socketOptions() {
        return SocketOptions.defaults()
                .withBacklog(config.network().backlog())
                .withHighWater(config.network().pubHwm())
                .withIpv6(config.network().ipv6());
    }

    /** Salt 3006: other users may read the bus once somebody but the master's own may do something. */
    private IpcOptions ipcOptions() {
        return IpcOptions.defaults().withMode(Access.isShared(config) ? "rw-rw----" : "rw-------");
    }

    private Collection<String> accepted() {
        try {
            return keys.ids(KeyState.ACCEPTED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> present(Presence presence) {
        try {
            return presence.present();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MasterConfig config() {
        return config;
    }

    /** The bound port that minions send requests to. */
    public int retPort() {
        return requestServer.port();
    }

    /** The bound port that minions listen to. */
    public int publishPort() {
        return publishServer.port();
    }

    public EventBus bus() {
        return bus;
    }

    public KeyStore keys() {
        return keys;
    }

    public JobStore jobs() {
        return stores.jobs();
    }

    /** The doors that plugins get. */
    public MasterParts parts() {
        return parts;
    }

    /** Replaces the AES key; minions sign in again at the next job. */
    public void rotateKeys() {
        publications.rotate();
    }

    /** Stops: lets requests in work finish for a few seconds, then ends its parts. */
    @Override
    public void close() {
        if (drain != null) {
            drain.run();
        }
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("stopping {} failed", part.getClass().getSimpleName(), e);
            }
        }
    }
}
