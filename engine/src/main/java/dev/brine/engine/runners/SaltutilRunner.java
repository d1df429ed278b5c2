package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.plugin.CustomCode;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.python.ModuleSync;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies users' Python modules from the file server for the master itself. Salt 3006: runners/saltutil.py. */
@Module("saltutil")
public final class SaltutilRunner {
    /** What {@code sync_all} returns, in the order of Salt 3006. */
    private static final List<String> KINDS = List.of(
            "clouds",
            "modules",
            "states",
            "grains",
            "renderers",
            "returners",
            "output",
            "proxymodules",
            "runners",
            "wheel",
            "engines",
            "thorium",
            "queues",
            "pillar",
            "utils",
            "sdb",
            "cache",
            "fileserver",
            "tops",
            "tokens",
            "serializers",
            "executors",
            "roster");

    private static final String SHARED = """
            file server to the master; return what is new or changed.

            saltenv: environments, a list or separated by commas
            extmod_whitelist: names of the only modules to take, separated by commas
            extmod_blacklist: names of modules not to take, separated by commas
            """;

    private final ExtensionConfig config;
    private final ModuleSync sync;
    private final CustomCode custom;

    SaltutilRunner(ExtensionConfig config, FileSource files, CustomCode custom) {
        this.config = config;
        this.sync = new ModuleSync(config, files);
        this.custom = custom;
    }

    @Fn(doc = "Copy cloud modules from salt://_clouds of the " + SHARED)
    public List<Object> syncClouds(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("clouds", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy execution modules from salt://_modules of the " + SHARED)
    public List<Object> syncModules(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("modules", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy state modules from salt://_states of the " + SHARED)
    public List<Object> syncStates(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("states", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy grains modules from salt://_grains of the " + SHARED)
    public List<Object> syncGrains(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("grains", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy renderers from salt://_renderers of the " + SHARED)
    public List<Object> syncRenderers(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("renderers", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy returners from salt://_returners of the " + SHARED)
    public List<Object> syncReturners(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("returners", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy outputters from salt://_output of the " + SHARED)
    public List<Object> syncOutput(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("output", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy proxy modules from salt://_proxymodules of the " + SHARED)
    public List<Object> syncProxymodules(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("proxymodules", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy runners from salt://_runners of the " + SHARED)
    public List<Object> syncRunners(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("runners", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy wheel modules from salt://_wheel of the " + SHARED)
    public List<Object> syncWheel(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("wheel", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy engines from salt://_engines of the " + SHARED)
    public List<Object> syncEngines(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("engines", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy thorium modules from salt://_thorium of the " + SHARED)
    public List<Object> syncThorium(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("thorium", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy queue modules from salt://_queues of the " + SHARED)
    public List<Object> syncQueues(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("queues", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy external pillar modules from salt://_pillar of the " + SHARED)
    public List<Object> syncPillar(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("pillar", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy utility modules from salt://_utils of the " + SHARED)
    public List<Object> syncUtils(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("utils", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy sdb modules from salt://_sdb of the " + SHARED)
    public List<Object> syncSdb(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("sdb", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy cache modules from salt://_cache of the " + SHARED)
    public List<Object> syncCache(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("cache", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy file server backends from salt://_fileserver of the " + SHARED)
    public List<Object> syncFileserver(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("fileserver", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy master tops from salt://_tops of the " + SHARED)
    public List<Object> syncTops(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("tops", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy token stores from salt://_tokens of the " + SHARED)
    public List<Object> syncEauthTokens(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("tokens", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy serializers from salt://_serializers of the " + SHARED)
    public List<Object> syncSerializers(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("serializers", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy executors from salt://_executors of the " + SHARED)
    public List<Object> syncExecutors(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("executors", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = "Copy rosters from salt://_roster of the " + SHARED)
    public List<Object> syncRoster(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        return one("roster", saltenv, extmodWhitelist, extmodBlacklist);
    }

    @Fn(doc = """
            Copy users' modules of all kinds from the file server to the master; return what is new or changed, by kind.

            saltenv: environments, a list or separated by commas
            extmod_whitelist: by kind, names of the only modules to take
            extmod_blacklist: by kind, names of modules not to take
            """)
    public Map<String, Object> syncAll(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist) {
        Map<String, Object> all = new LinkedHashMap<>();
        KINDS.forEach(kind -> all.put(kind, one(kind, saltenv, extmodWhitelist, extmodBlacklist)));
        return all;
    }

    private List<Object> one(String kind, Object saltenv, @Nullable Object whitelist, @Nullable Object blacklist) {
        List<String> saltenvs = saltenv instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : Stream.of(saltenv.toString().split(",")).map(String::strip).toList();
        try {
            ModuleSync.Result result = sync.sync(
                    kind,
                    saltenvs,
                    whitelist == null ? config.whitelist() : named(kind, whitelist),
                    blacklist == null ? config.blacklist() : named(kind, blacklist));
            if (result.touched()) {
                custom.refresh();
            }
            return result.changed();
        } catch (IOException e) {
            throw new FunctionError("salt://_" + kind + ": cannot be synchronised: " + e.getMessage(), e);
        }
    }

    private static Map<String, List<String>> named(String kind, Object list) {
        return ExtensionConfig.names(list instanceof Map ? list : Map.of(kind, list));
    }
}
