package dev.brine.engine.runners;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.pillar.PillarSource;
import dev.brine.engine.plugin.CustomCode;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The built-in runners.
 *
 * @param config the master's configuration
 * @param bus the event bus
 * @param jobs the job store
 * @param running runner calls under way: {@code {jid, fun, user, fun_args, pid}}
 * @param local runs functions on minions and waits
 * @param accepted ids of accepted keys
 * @param present ids of minions that are connected now
 * @param cache what is known of minions
 * @param files the file server
 * @param expected who would answer a target
 * @param wheel runs wheel functions
 * @param pillar compiles pillars
 * @param host execution functions of the master's own host
 * @param hostGrains the grains of that host
 * @param source the same files as a minion gets them
 * @param custom the modules that users wrote
 * @param tables the families {@code sys} documents: "runner", "wheel", "execution"
 */
public record RunnerCatalog(
        MasterConfig config,
        EventBus bus,
        JobStore jobs,
        Supplier<List<Map<String, Object>>> running,
        LocalCalls local,
        Supplier<? extends Collection<String>> accepted,
        Supplier<? extends Collection<String>> present,
        MinionCache cache,
        FileServer files,
        Function<Target, Expected> expected,
        MasterCalls wheel,
        PillarSource pillar,
        Invoker host,
        Supplier<Map<String, Object>> hostGrains,
        FileSource source,
        CustomCode custom,
        Supplier<Map<String, FunctionTable>> tables)
        implements Catalog {

    @Override
    public Set<String> modules() {
        return Set.of(
                "cache",
                "config",
                "doc",
                "error",
                "event",
                "fileserver",
                "http",
                "jobs",
                "manage",
                "mine",
                "network",
                "pillar",
                "queue",
                "salt",
                "saltutil",
                "sdb",
                "survey",
                "test");
    }

    /** The classes of the runners, by module: what they can do is known where none of them runs, too. */
    public static Map<String, List<Class<?>>> types() {
        Map<String, List<Class<?>>> types = new TreeMap<>();
        for (Class<?> type : List.of(
                CacheRunner.class,
                ConfigRunner.class,
                DocRunner.class,
                ErrorRunner.class,
                EventRunner.class,
                FileserverRunner.class,
                HttpRunner.class,
                MineRunner.class,
                NetworkRunner.class,
                PillarRunner.class,
                QueueRunner.class,
                SaltRunner.class,
                SdbRunner.class,
                SurveyRunner.class,
                SaltutilRunner.class,
                TestRunner.class)) {
            types.put(type.getAnnotation(Module.class).value(), List.of(type));
        }
        types.put("jobs", JobsRunner.TYPES);
        types.put("manage", ManageRunner.TYPES);
        return types;
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "cache" -> new CacheRunner(cache, expected);
            case "config" -> new ConfigRunner(config);
            case "doc" -> new DocRunner(tables);
            case "error" -> new ErrorRunner();
            case "event" -> new EventRunner(bus);
            case "fileserver" -> new FileserverRunner(files);
            case "http" -> new HttpRunner(host);
            case "jobs" -> JobsRunner.of(jobs, local, running);
            case "manage" -> ManageRunner.of(local, accepted, present, expected, wheel);
            case "mine" -> new MineRunner(cache, expected, local);
            case "network" -> new NetworkRunner(cache, expected);
            case "pillar" -> new PillarRunner(pillar, cache, config.id(), hostGrains);
            case "queue" -> new QueueRunner(config, bus);
            case "sdb" -> new SdbRunner(config);
            case "survey" -> new SurveyRunner(local);
            case "salt" -> new SaltRunner(local, host);
            case "saltutil" -> new SaltutilRunner(config.extensions(), source, custom);
            case "test" -> new TestRunner(config);
            default -> null;
        };
    }
}
