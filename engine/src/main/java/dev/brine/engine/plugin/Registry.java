package dev.brine.engine.plugin;

import dev.brine.engine.call.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects what plugins bring; each entry is made once the daemon's parts exist. */
public final class Registry {
    private final List<Function<MasterParts, Catalog>> runners = new ArrayList<>();
    private final List<Function<MasterParts, Engine>> masterEngines = new ArrayList<>();
    private final List<Function<MinionParts, Catalog>> modules = new ArrayList<>();
    private final List<Function<MinionParts, Engine>> minionEngines = new ArrayList<>();

    /** Adds runner modules to the master. */
    public void runners(Function<MasterParts, Catalog> catalog) {
        runners.add(catalog);
    }

    /** Adds an engine to the master. */
    public void masterEngine(Function<MasterParts, Engine> engine) {
        masterEngines.add(engine);
    }

    /** Adds execution modules to the minion, and to {@code salt-call --local}. */
    public void modules(Function<MinionParts, Catalog> catalog) {
        modules.add(catalog);
    }

    /** Adds an engine to the minion. */
    public void minionEngine(Function<MinionParts, Engine> engine) {
        minionEngines.add(engine);
    }

    public List<Catalog> runnersOf(MasterParts parts) {
        return runners.stream().map(f -> f.apply(parts)).toList();
    }

    public List<Engine> masterEnginesOf(MasterParts parts) {
        return masterEngines.stream().map(f -> f.apply(parts)).toList();
    }

    public List<Catalog> modulesOf(MinionParts parts) {
        return modules.stream().map(f -> f.apply(parts)).toList();
    }

    public List<Engine> minionEnginesOf(MinionParts parts) {
        return minionEngines.stream().map(f -> f.apply(parts)).toList();
    }
}
