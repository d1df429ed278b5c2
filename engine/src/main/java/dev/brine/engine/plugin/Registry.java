package dev.brine.engine.plugin;

import dev.brine.engine.beacons.BeaconCatalog;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.returners.ReturnerCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what plugins bring; each entry is made once the daemon's parts exist. */
public final class Registry {
    private final Map<String, List<Class<?>>> runnerTypes = new LinkedHashMap<>();
    private final List<Function<MinionParts, @Nullable FunctionTable>> states = new ArrayList<>();
    private final List<Function<MasterParts, @Nullable Catalog>> runners = new ArrayList<>();
    private final List<Function<MasterParts, @Nullable Engine>> masterEngines = new ArrayList<>();
    private final List<Function<MinionParts, @Nullable Catalog>> modules = new ArrayList<>();
    private final List<Function<MinionParts, @Nullable Engine>> minionEngines = new ArrayList<>();
    private final List<Function<MinionParts, @Nullable ReturnerCatalog>> returners = new ArrayList<>();
    private final List<Function<MinionParts, @Nullable BeaconCatalog>> beacons = new ArrayList<>();
    private final List<Function<MasterParts, @Nullable ReturnerCatalog>> masterReturners = new ArrayList<>();

    /** Adds runner modules to the master; their functions are documented on masters only, see {@link #describeRunner}. */
    public void runners(Function<MasterParts, Catalog> catalog) {
        runners.add(catalog::apply);
    }

    /** Names a class with functions of a runner module, so that minions, on which no runner runs, can tell of them. */
    public void describeRunner(String module, Class<?> type) {
        runnerTypes.computeIfAbsent(module, m -> new ArrayList<>()).add(type);
    }

    /** Adds the state functions that a minion knows, for it to tell of them. */
    public void states(Function<MinionParts, FunctionTable> functions) {
        states.add(functions::apply);
    }

    /** Adds an engine to the master. */
    public void masterEngine(Function<MasterParts, Engine> engine) {
        masterEngines.add(engine::apply);
    }

    /** Adds execution modules to the minion, and to {@code salt-call --local}. */
    public void modules(Function<MinionParts, Catalog> catalog) {
        modules.add(catalog::apply);
    }

    /** Adds an engine to the minion. */
    public void minionEngine(Function<MinionParts, Engine> engine) {
        minionEngines.add(engine::apply);
    }

    /** Adds returners to the minion, and to {@code salt-call}. */
    public void returners(Function<MinionParts, ReturnerCatalog> catalog) {
        returners.add(catalog::apply);
    }

    /** Adds beacons to the minion. */
    public void beacons(Function<MinionParts, BeaconCatalog> catalog) {
        beacons.add(catalog::apply);
    }

    /** Adds returners to the master: for {@code event_return}, {@code ext_job_cache} and {@code master_job_cache}. */
    public void masterReturners(Function<MasterParts, ReturnerCatalog> catalog) {
        masterReturners.add(catalog::apply);
    }

    /** Takes over what another registry has; a part that cannot be made or started is told to {@code fault} and left out. */
    void addAll(Registry other, Consumer<Throwable> fault) {
        guard(other.runners, runners, fault);
        guard(other.states, states, fault);
        other.runnerTypes.forEach((module, types) -> types.forEach(type -> describeRunner(module, type)));
        guard(startedWith(other.masterEngines, fault), masterEngines, fault);
        guard(other.modules, modules, fault);
        guard(startedWith(other.minionEngines, fault), minionEngines, fault);
        guard(other.returners, returners, fault);
        guard(other.beacons, beacons, fault);
        guard(other.masterReturners, masterReturners, fault);
    }

    private static <P> List<Function<P, @Nullable Engine>> startedWith(
            List<Function<P, @Nullable Engine>> engines, Consumer<Throwable> fault) {
        List<Function<P, @Nullable Engine>> all = new ArrayList<>();
        for (Function<P, @Nullable Engine> each : engines) {
            all.add(parts -> {
                Engine engine = each.apply(parts);
                return engine == null ? null : new Guarded(engine, fault);
            });
        }
        return all;
    }

    /** An engine whose daemon works on when it cannot start. */
    private record Guarded(Engine engine, Consumer<Throwable> fault) implements Engine {
        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public void start() {
            try {
                engine.start();
            } catch (RuntimeException | LinkageError e) {
                fault.accept(e);
            }
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static <P, T> void guard(
            List<Function<P, @Nullable T>> from, List<Function<P, @Nullable T>> into, Consumer<Throwable> fault) {
        for (Function<P, @Nullable T> each : from) {
            into.add(parts -> {
                try {
                    return each.apply(parts);
                } catch (RuntimeException | LinkageError e) {
                    fault.accept(e);
                    return null;
                }
            });
        }
    }

    private static <P, T> List<T> made(List<Function<P, @Nullable T>> makers, P parts) {
        List<T> made = new ArrayList<>();
        for (Function<P, @Nullable T> each : makers) {
            T part = each.apply(parts);
            if (part != null) {
                made.add(part);
            }
        }
        return made;
    }

    /** Classes of runner modules, by module. */
    public Map<String, List<Class<?>>> runnerTypes() {
        return runnerTypes;
    }

    public List<FunctionTable> statesOf(MinionParts parts) {
        return made(states, parts);
    }

    public List<Catalog> runnersOf(MasterParts parts) {
        return made(runners, parts);
    }

    public List<Engine> masterEnginesOf(MasterParts parts) {
        return made(masterEngines, parts);
    }

    public List<Catalog> modulesOf(MinionParts parts) {
        return made(modules, parts);
    }

    public List<Engine> minionEnginesOf(MinionParts parts) {
        return made(minionEngines, parts);
    }

    public List<ReturnerCatalog> returnersOf(MinionParts parts) {
        return made(returners, parts);
    }

    public List<BeaconCatalog> beaconsOf(MinionParts parts) {
        return made(beacons, parts);
    }

    public List<ReturnerCatalog> masterReturnersOf(MasterParts parts) {
        return made(masterReturners, parts);
    }
}
