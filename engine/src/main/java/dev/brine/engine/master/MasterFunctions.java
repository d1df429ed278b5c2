package dev.brine.engine.master;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.plugin.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The runner and wheel functions of a master: the built-in ones, those of plugins and users' own. There are none until they are
 * made, which needs most other parts of the master. Any thread.
 */
final class MasterFunctions {
    private static final Invoker NONE = new Invoker(FunctionTable.chain(List.of()));

    private final MasterConfig config;
    private final HostFunctions host;
    private volatile Invoker runners = NONE;
    private volatile Invoker wheels = NONE;

    MasterFunctions(MasterConfig config, HostFunctions host) {
        this.config = config;
        this.host = host;
    }

    Invoker runners() {
        return runners;
    }

    Invoker wheels() {
        return wheels;
    }

    /**
     * Makes them.
     *
     * @param runnerCatalog makes the built-in runners, from the tables of what there is to document
     */
    void make(
            Catalog wheelCatalog,
            Function<Supplier<Map<String, FunctionTable>>, Catalog> runnerCatalog,
            Registry registry,
            MasterParts parts) {
        FunctionTable wheel = host.custom().functions(CustomKind.WHEEL, new Functions(wheelCatalog), bareDunders());
        wheels = new Invoker(wheel);
        List<FunctionTable> tables = new ArrayList<>();
        Supplier<Map<String, FunctionTable>> documented = () -> Map.of(
                "runner",
                FunctionTable.chain(tables),
                "wheel",
                wheel,
                "execution",
                parts.functions().table());
        tables.add(new Functions(runnerCatalog.apply(documented)));
        registry.runnersOf(parts).forEach(catalog -> tables.add(new Functions(catalog)));
        FunctionTable all =
                host.custom().functions(CustomKind.RUNNERS, FunctionTable.chain(List.copyOf(tables)), runnerDunders());
        tables.clear();
        tables.add(all);
        runners = new Invoker(all);
    }

    /** Users' own sources of top files. */
    MasterTops tops(MasterPillar pillar) {
        FunctionTable own = host.custom().functions(CustomKind.TOPS, FunctionTable.chain(List.of()), bareDunders());
        return new MasterTops(config.raw(), pillar::printed, new Invoker(own));
    }

    /** Salt 3006: in a runner {@code __salt__} holds the runners. */
    private Dunders runnerDunders() {
        Dunders.Family family = Dunders.Family.of(CustomKind.RUNNERS, this::runners);
        return new Dunders(
                () -> host.opts(config.id()),
                Map.of("__grains__", host::grains, "__pillar__", Map::of),
                Map::of,
                Map.of("__salt__", family, "__runner__", family));
    }

    /** What custom code sees that is given options and grains, and no functions: Salt 3006 gives none to wheels and tops. */
    private Dunders bareDunders() {
        return new Dunders(() -> host.opts(config.id()), Map.of("__grains__", host::grains), Map::of, Map.of());
    }
}
