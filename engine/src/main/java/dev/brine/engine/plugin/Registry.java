package dev.brine.engine.plugin;

import dev.brine.engine.beacons.BeaconCatalog;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.returners.ReturnerCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects what plugins bring; each entry is made once the daemon's parts exist. */
public final class Registry {
    private final List<Function<MasterParts, Catalog>> runners = new ArrayList<>();
    private final List<Function<MasterParts, Engine>> masterEngines = new ArrayList<>();
    private final List<Function<MinionParts, Catalog>> modules = new ArrayList<>();
    private final List<Function<MinionParts, Engine>> minionEngines = new ArrayList<>();
    private final List<Function<MinionParts, ReturnerCatalog>> returners = new ArrayList<>();
    private final List<Function<MinionParts, BeaconCatalog>> beacons = new ArrayList<>();
    private final List<Function<MasterParts, ReturnerCatalog>> masterReturners = new ArrayList<>();

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

    /** Adds returners to the minion, and to {@code salt-call}. */
    public void returners(Function<MinionParts, ReturnerCatalog> catalog) {
        returners.add(catalog);
    }

    /** Adds beacons to the minion. */
    public void beacons(Function<MinionParts, BeaconCatalog> catalog) {
        beacons.add(catalog);
    }

    /** Adds returners to the master: for {@code event_return}, {@code ext_job_cache} and {@code master_job_cache}. */
    public void masterReturners(Function<MasterParts, ReturnerCatalog> catalog) {
        masterReturners.add(catalog);
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

    public List<ReturnerCatalog> returnersOf(MinionParts parts) {
        return returners.stream().map(f -> f.apply(parts)).toList();
    }

    public List<BeaconCatalog> beaconsOf(MinionParts parts) {
        return beacons.stream().map(f -> f.apply(parts)).toList();
    }

    public List<ReturnerCatalog> masterReturnersOf(MasterParts parts) {
        return masterReturners.stream().map(f -> f.apply(parts)).toList();
    }
}
