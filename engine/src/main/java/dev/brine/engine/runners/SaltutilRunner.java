package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
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

    @Fn(name = "sync_clouds", doc = "Copy cloud modules from salt://_clouds of the " + SHARED)
    @Fn(name = "sync_modules", doc = "Copy execution modules from salt://_modules of the " + SHARED)
    @Fn(name = "sync_states", doc = "Copy state modules from salt://_states of the " + SHARED)
    @Fn(name = "sync_grains", doc = "Copy grains modules from salt://_grains of the " + SHARED)
    @Fn(name = "sync_renderers", doc = "Copy renderers from salt://_renderers of the " + SHARED)
    @Fn(name = "sync_returners", doc = "Copy returners from salt://_returners of the " + SHARED)
    @Fn(name = "sync_output", doc = "Copy outputters from salt://_output of the " + SHARED)
    @Fn(name = "sync_proxymodules", doc = "Copy proxy modules from salt://_proxymodules of the " + SHARED)
    @Fn(name = "sync_runners", doc = "Copy runners from salt://_runners of the " + SHARED)
    @Fn(name = "sync_wheel", doc = "Copy wheel modules from salt://_wheel of the " + SHARED)
    @Fn(name = "sync_engines", doc = "Copy engines from salt://_engines of the " + SHARED)
    @Fn(name = "sync_thorium", doc = "Copy thorium modules from salt://_thorium of the " + SHARED)
    @Fn(name = "sync_queues", doc = "Copy queue modules from salt://_queues of the " + SHARED)
    @Fn(name = "sync_pillar", doc = "Copy external pillar modules from salt://_pillar of the " + SHARED)
    @Fn(name = "sync_utils", doc = "Copy utility modules from salt://_utils of the " + SHARED)
    @Fn(name = "sync_sdb", doc = "Copy sdb modules from salt://_sdb of the " + SHARED)
    @Fn(name = "sync_cache", doc = "Copy cache modules from salt://_cache of the " + SHARED)
    @Fn(name = "sync_fileserver", doc = "Copy file server backends from salt://_fileserver of the " + SHARED)
    @Fn(name = "sync_tops", doc = "Copy master tops from salt://_tops of the " + SHARED)
    @Fn(name = "sync_eauth_tokens", doc = "Copy token stores from salt://_tokens of the " + SHARED)
    @Fn(name = "sync_serializers", doc = "Copy serializers from salt://_serializers of the " + SHARED)
    @Fn(name = "sync_executors", doc = "Copy executors from salt://_executors of the " + SHARED)
    @Fn(name = "sync_roster", doc = "Copy rosters from salt://_roster of the " + SHARED)
    public List<Object> syncOne(
            @Arg(dflt = "'base'") Object saltenv,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist,
            Call call) {
        return one(kind(call.fun()), saltenv, extmodWhitelist, extmodBlacklist);
    }

    /** Functions are named after their kinds, except the one of tokens. */
    private static String kind(String function) {
        String kind = function.substring(function.indexOf('.') + 1).substring("sync_".length());
        return kind.equals("eauth_tokens") ? "tokens" : kind;
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
