package dev.brine.engine.master;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.fileserver.client.LocalFiles;
import dev.brine.engine.grains.Grains;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.modules.MinionActions;
import dev.brine.engine.modules.ModuleCatalog;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.plugin.CustomCode;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.python.PythonCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Execution functions on the master's own host: what {@code salt['x.y']} means in reactions and pillar.
 *
 * <p>Salt 3006: MasterMinion. There is no minion behind them, so what only a minion can do is refused. Thread-safe.
 */
public final class HostFunctions implements AutoCloseable {
    private final MasterConfig master;
    private final MinionConfig config;
    private final EventBus bus;
    private final Clock clock;
    private final PythonCode custom;
    private final Grains grains;
    private final FileSource files;
    private final ProcessTable jobs;
    private final Invoker own;

    public HostFunctions(MasterConfig master, EventBus bus, Clock clock) throws IOException {
        this.master = master;
        Path cache = master.paths().cache();
        RawConfig raw = master.raw()
                .with("id", master.id())
                .with("file_client", "local")
                .with("cachedir", cache.toString())
                .with("pki_dir", master.paths().pki().toString())
                .with("sock_dir", master.paths().sock().toString());
        this.config = MinionConfig.of(raw);
        this.bus = bus;
        this.clock = clock;
        this.custom = new PythonCode(master.extensions());
        this.grains = new Grains(config, master.id(), known -> custom.grains(known, () -> opts(master.id())));
        this.files = new LocalFiles(master.files().roots(), master.files().hashType());
        this.jobs = new ProcessTable(cache.resolve("proc"));
        this.own = functions(master.id(), null, Map.of());
    }

    /** Functions with the host's own grains and an empty pillar. */
    public Invoker own() {
        return own;
    }

    public Map<String, Object> grains() {
        return grains.current();
    }

    /** The modules that users wrote for the master. */
    public CustomCode custom() {
        return custom;
    }

    @Override
    public void close() {
        custom.close();
    }

    FileSource files() {
        return files;
    }

    /** Options as templates read them; {@code id} is the minion's where they are rendered for one. */
    public Map<String, Object> opts(String id) {
        Map<String, Object> opts = MinionOpts.of(config, id);
        opts.putAll(master.raw().values());
        opts.put("id", id);
        opts.put("__role", "master");
        opts.put("__cli", "salt-master");
        return opts;
    }

    /** This host as a minion without a master: what orchestration runs on. */
    MinionParts minion(Supplier<Map<String, Object>> pillar) {
        return new MinionParts(config, bus, clock, this::own, this::grains, pillar, files, custom);
    }

    /** Functions that see a minion's grains and pillar: what its pillar is rendered with. */
    Invoker as(String id, Map<String, Object> minionGrains, Map<String, Object> pillar) {
        return functions(id, minionGrains, pillar);
    }

    private Invoker functions(String id, @Nullable Map<String, Object> given, Map<String, Object> pillar) {
        Invoker[] made = new Invoker[1];
        Supplier<Map<String, Object>> seen = () -> given == null ? grains.current() : given;
        MinionParts parts = new MinionParts(config, bus, clock, () -> made[0], seen, () -> pillar, files, custom);
        ModuleParts modules = new ModuleParts(id, parts, grains, MasterRequests.NONE, jobs, new Actions(pillar));
        made[0] = new Invoker(custom.functions(
                CustomKind.MODULES,
                new Functions(new ModuleCatalog(modules)),
                Dunders.host(() -> opts(id), seen, () -> pillar, () -> made[0])));
        return made[0];
    }

    /** What a minion would do; the master fires events on its own bus and has nothing to refresh. */
    private final class Actions implements MinionActions {
        private final Map<String, Object> pillar;

        Actions(Map<String, Object> pillar) {
            this.pillar = pillar;
        }

        @Override
        public void refreshGrains() {
            grains.refresh();
        }

        @Override
        public boolean refreshPillar(boolean cleanCache) {
            throw new FunctionError("there is no minion here whose pillar could be refreshed");
        }

        @Override
        public Map<String, Object> compilePillar(String saltenv, String pillarenv, Map<String, Object> override) {
            return pillar;
        }

        @Override
        public boolean fireMaster(Map<String, Object> data, String tag) {
            bus.publish(Event.of(tag, data, Origin.MASTER));
            return true;
        }

        @Override
        public boolean fireMaster(List<Object> events, String pretag) {
            throw new FunctionError("fire events one by one here: event.fire_master data tag");
        }
    }
}
