package dev.brine.engine.runners;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.plugin.CustomCode;
import dev.brine.engine.plugin.FileSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The built-in runners.
 *
 * @param config the master's configuration
 * @param bus the event bus
 * @param jobs the job store
 * @param local runs functions on minions and waits
 * @param accepted ids of accepted keys
 * @param present ids of minions that are connected now
 * @param cache what is known of minions
 * @param files the file server
 * @param source the same files as a minion gets them
 * @param custom the modules that users wrote
 * @param tables the families {@code sys} documents: "runner", "wheel", "execution"
 */
public record RunnerCatalog(
        MasterConfig config,
        EventBus bus,
        JobStore jobs,
        LocalCalls local,
        Supplier<? extends Collection<String>> accepted,
        Supplier<? extends Collection<String>> present,
        MinionCache cache,
        FileServer files,
        Supplier<Map<String, FunctionTable>> tables,
        FileSource source,
        CustomCode custom)
        implements Catalog {

    @Override
    public Set<String> modules() {
        return Set.of("cache", "config", "doc", "event", "fileserver", "jobs", "manage", "salt", "saltutil", "test");
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "cache" -> new CacheRunner(cache);
            case "config" -> new ConfigRunner(config);
            case "doc" -> new DocRunner(tables);
            case "event" -> new EventRunner(bus);
            case "fileserver" -> new FileserverRunner(files);
            case "jobs" -> new JobsRunner(jobs, local);
            case "manage" -> new ManageRunner(local, accepted, present);
            case "salt" -> new SaltRunner(local);
            case "saltutil" -> new SaltutilRunner(config.extensions(), source, custom);
            case "test" -> new TestRunner();
            default -> null;
        };
    }
}
