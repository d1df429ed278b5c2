package dev.brine.engine.minion;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.grains.Grains;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.modules.MinionActions;
import dev.brine.engine.modules.ModuleCatalog;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.python.PythonCode;
import dev.brine.engine.returners.CalledReturners;
import dev.brine.engine.returners.ReturnerCatalog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the daemon and {@code salt-call} have in common: the functions, built in, from plugins and users' own, and what they work on.
 *
 * @param parts what plugins were given
 * @param registry what plugins brought
 * @param invoker runs the functions
 * @param dunders what users' modules see
 */
record MinionCore(MinionParts parts, Registry registry, Invoker invoker, Dunders dunders) {

    static MinionCore of(
            String id,
            MinionConfig config,
            EventBus bus,
            Clock clock,
            Grains grains,
            Supplier<Map<String, Object>> pillar,
            FileSource files,
            MasterRequests master,
            ProcessTable jobs,
            MinionActions actions,
            PythonCode custom,
            List<Plugin> plugins) {
        Registry registry = new Registry();
        plugins.forEach(plugin -> plugin.register(registry));
        Later functions = new Later();
        MinionParts parts = new MinionParts(config, bus, clock, functions, grains::current, pillar, files, custom);
        List<Catalog> catalogs = new ArrayList<>();
        catalogs.add(new ModuleCatalog(new ModuleParts(id, parts, grains, master, jobs, actions)));
        catalogs.addAll(registry.modulesOf(parts));
        catalogs.add(KnownFamilies.of(id, parts, registry));
        List<FunctionTable> tables = catalogs.stream()
                .map(catalog -> (FunctionTable) new Functions(catalog))
                .toList();
        Dunders dunders = Dunders.host(() -> MinionOpts.of(config, id), grains::current, pillar, functions);
        Invoker invoker = new Invoker(custom.functions(CustomKind.MODULES, FunctionTable.chain(tables), dunders));
        functions.set(invoker);
        return new MinionCore(parts, registry, invoker, dunders);
    }

    /** Users' own returners, those built in, and those of plugins: the first that knows a name wins. */
    List<ReturnerCatalog> returners(String id) {
        List<ReturnerCatalog> catalogs = new ArrayList<>();
        catalogs.add(new CalledReturners(custom(CustomKind.RETURNERS)));
        catalogs.add(KnownFamilies.builtInReturners(id, parts));
        catalogs.addAll(registry.returnersOf(parts));
        return catalogs;
    }

    /** Users' own functions of a kind that has no built-in ones. */
    Invoker custom(CustomKind kind) {
        return new Invoker(parts.custom().functions(kind, FunctionTable.chain(List.of()), dunders));
    }

    /** The invoker, for parts that are made before it and use it after. */
    private static final class Later implements Supplier<Invoker> {
        private volatile Invoker[] made = {};

        void set(Invoker invoker) {
            made = new Invoker[] {invoker};
        }

        @Override
        public Invoker get() {
            Invoker[] now = made;
            if (now.length == 0) {
                throw new IllegalStateException("functions are asked for before the minion is composed");
            }
            return now[0];
        }
    }
}
