package dev.brine.states;

import dev.brine.engine.beacons.Beacons;
import dev.brine.engine.beacons.host.BeaconParts;
import dev.brine.engine.beacons.host.BuiltInBeacons;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.fileserver.client.LocalFiles;
import dev.brine.engine.grains.Grains;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.modules.MinionActions;
import dev.brine.engine.modules.ModuleCatalog;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.schedule.Due;
import dev.brine.engine.schedule.Runs;
import dev.brine.engine.schedule.Schedule;
import dev.brine.engine.schedule.ScheduleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A minion without a master: local roots, real execution modules, and the state plugin over them. */
public final class TestStatesMinion implements AutoCloseable {
    private final Path root;
    private final EventBus bus = new EventBus(Clock.systemUTC(), EventJournal.none());
    private final Map<String, Object> pillar = new LinkedHashMap<>();
    private final List<Map<String, Object>> fired = new ArrayList<>();
    private final ProcessTable jobs;
    private final Invoker functions;

    public TestStatesMinion(Path root) throws IOException {
        this(root, Map.of());
    }

    /**
     * @param root holds srv (file root of base), dev (file root of dev) and what the minion itself writes
     * @param options further options of its configuration
     */
    public TestStatesMinion(Path root, Map<String, Object> options) throws IOException {
        this(root, options, files -> files);
    }

    /** @param server what the file server says beyond the local roots */
    public TestStatesMinion(Path root, Map<String, Object> options, UnaryOperator<FileSource> server)
            throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("srv"));
        Files.createDirectories(root.resolve("work"));
        RawConfig raw = new RawConfig(root.resolve("conf"), new LinkedHashMap<>())
                .with("id", "web1")
                .with("root_dir", root.resolve("minion").toString())
                .with("file_client", "local");
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        MinionConfig config = MinionConfig.of(raw);
        Map<String, List<Path>> roots = new LinkedHashMap<>();
        roots.put("base", List.of(root.resolve("srv")));
        roots.put("dev", List.of(root.resolve("dev")));
        AtomicReference<Invoker> made = new AtomicReference<>();
        Grains grains = new Grains(config, "web1");
        MinionParts parts = new MinionParts(
                config,
                bus,
                Clock.systemUTC(),
                made::get,
                grains::current,
                () -> pillar,
                server.apply(new LocalFiles(roots, "sha256")));
        jobs = new ProcessTable(root.resolve("proc"));
        Registry registry = new Registry();
        new StatesPlugin().register(registry);
        List<Catalog> catalogs = new ArrayList<>();
        catalogs.add(new ModuleCatalog(
                new ModuleParts("web1", parts, grains, MasterRequests.NONE, jobs, new Actions()), host(root)));
        catalogs.addAll(registry.modulesOf(parts));
        functions = new Invoker(FunctionTable.chain(
                catalogs.stream().map(c -> (FunctionTable) new Functions(c)).toList()));
        made.set(functions);
    }

    /** This host, unless the test has laid out another with programs of its own. */
    private static Host host(Path root) {
        Path other = root.resolve("host");
        if (!Files.isDirectory(other)) {
            return Host.here();
        }
        List<Path> programs = new ArrayList<>(List.of(other.resolve("bin")));
        for (String directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            programs.add(Path.of(directory));
        }
        return new Host(other, programs);
    }

    public Path root() {
        return root;
    }

    /** Where tests let states write. */
    public Path work() {
        return root.resolve("work");
    }

    public ProcessTable jobs() {
        return jobs;
    }

    public Map<String, Object> pillar() {
        return pillar;
    }

    /** The minion's own bus. */
    public EventBus bus() {
        return bus;
    }

    /** What was fired on the master: maps with tag and data. */
    public List<Map<String, Object>> fired() {
        return fired;
    }

    /** Puts a file into the base environment. */
    public TestStatesMinion file(String path, String text) throws IOException {
        Path file = root.resolve("srv").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("@WORK@", work().toString()));
        return this;
    }

    public Outcome call(String fun, List<Object> args, Map<String, Object> kwargs) {
        return functions.invoke(args, new LinkedHashMap<>(kwargs), Call.local(fun, functions));
    }

    /** Applies an SLS text; results by id, each id having one. */
    public Map<String, Map<String, Object>> apply(String text, Map<String, Object> kwargs) throws IOException {
        file("case.sls", text);
        Object value = call("state.sls", List.of("case"), kwargs).value();
        if (!(value instanceof Map<?, ?> results)) {
            throw new AssertionError("no results: " + value);
        }
        Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
        results.forEach((tag, result) -> byId.put(String.valueOf(tag).split("_\\|-")[1], map(result)));
        return byId;
    }

    public Map<String, Map<String, Object>> apply(String text) throws IOException {
        return apply(text, Map.of());
    }

    @Override
    public void close() {
        bus.close();
    }

    private Invoker functions() {
        return functions;
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((k, v) -> map.put(String.valueOf(k), v));
        return map;
    }

    /** Starts nothing: the clock is not looked at. */
    private static final class Idle implements Runs {
        @Override
        public int underWay(String name) {
            return 0;
        }

        @Override
        public void start(Due due) {
            throw new AssertionError("nothing is due: " + due);
        }
    }

    private final class Actions implements MinionActions {
        private final Schedule schedule = new Schedule(
                Map.of(),
                () -> pillar,
                Map::of,
                new ScheduleFile(root.resolve("minion.d/_schedule.conf")),
                new Idle(),
                bus,
                Clock.systemUTC(),
                new Random(1));
        private final Beacons beacons = new Beacons(
                "web1",
                Map.of(),
                () -> pillar,
                List.of(new BuiltInBeacons(new BeaconParts(TestStatesMinion.this::functions, Clock.systemUTC()))),
                () -> false,
                bus,
                Clock.systemUTC());

        @Override
        public Map<String, Object> schedule(Map<String, Object> command) {
            return schedule.manage(command);
        }

        @Override
        public Map<String, Object> beacons(Map<String, Object> command) {
            return beacons.manage(command);
        }

        @Override
        public void refreshGrains() {}

        @Override
        public boolean refreshPillar(boolean cleanCache) {
            return true;
        }

        @Override
        public Map<String, Object> compilePillar(String saltenv, String pillarenv, Map<String, Object> override) {
            return pillar;
        }

        @Override
        public boolean fireMaster(Map<String, Object> data, String tag) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("tag", tag);
            event.put("data", data);
            fired.add(event);
            return true;
        }

        @Override
        public boolean fireMaster(List<Object> events, String pretag) {
            return true;
        }
    }
}
