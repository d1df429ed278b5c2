package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.python.ModuleSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code saltutil} that copies users' Python modules from the file server, kind by kind.
 *
 * <p>Each function returns what is new or changed as {@code kind.module}. Salt 3006: environments not named are those of the top
 * file.
 */
public abstract class SyncFunctions {
    private static final String SHARED = """
            file server to this minion; return what is new or changed.

            saltenv: environments, a list or separated by commas; those of the top file when none is named
            refresh: whether the modules are loaded anew afterwards
            extmod_whitelist: names of the only modules to take, separated by commas
            extmod_blacklist: names of modules not to take, separated by commas
            """;

    private final ModuleParts parts;
    private final ModuleSync sync;

    SyncFunctions(ModuleParts parts) {
        this.parts = parts;
        this.sync = new ModuleSync(
                parts.minion().config().extensions(), parts.minion().files());
    }

    @Fn(doc = "Have the minion load users' own modules anew.")
    public boolean refreshModules(@Arg(rest = true) Map<String, Object> kwargs) {
        parts.minion().custom().refresh();
        parts.actions().refreshModules();
        return true;
    }

    @Fn(name = "sync_beacons", doc = "Copy beacon modules from salt://_beacons of the " + SHARED)
    @Fn(name = "sync_clouds", doc = "Copy cloud modules from salt://_clouds of the " + SHARED)
    @Fn(name = "sync_engines", doc = "Copy engines from salt://_engines of the " + SHARED)
    @Fn(name = "sync_executors", doc = "Copy executors from salt://_executors of the " + SHARED)
    @Fn(name = "sync_grains", doc = "Copy grains modules from salt://_grains of the " + SHARED)
    @Fn(name = "sync_log_handlers", doc = "Copy log handlers from salt://_log_handlers of the " + SHARED)
    @Fn(name = "sync_matchers", doc = "Copy matchers from salt://_matchers of the " + SHARED)
    @Fn(name = "sync_modules", doc = "Copy execution modules from salt://_modules of the " + SHARED)
    @Fn(name = "sync_output", doc = "Copy outputters from salt://_output of the " + SHARED)
    @Fn(name = "sync_pillar", doc = "Copy external pillar modules from salt://_pillar of the " + SHARED)
    @Fn(name = "sync_proxymodules", doc = "Copy proxy modules from salt://_proxymodules of the " + SHARED)
    @Fn(name = "sync_renderers", doc = "Copy renderers from salt://_renderers of the " + SHARED)
    @Fn(name = "sync_returners", doc = "Copy returners from salt://_returners of the " + SHARED)
    @Fn(name = "sync_sdb", doc = "Copy sdb modules from salt://_sdb of the " + SHARED)
    @Fn(name = "sync_serializers", doc = "Copy serializers from salt://_serializers of the " + SHARED)
    @Fn(name = "sync_states", doc = "Copy state modules from salt://_states of the " + SHARED)
    @Fn(name = "sync_thorium", doc = "Copy thorium modules from salt://_thorium of the " + SHARED)
    @Fn(name = "sync_utils", doc = "Copy utility modules from salt://_utils of the " + SHARED)
    @Fn(name = "sync_outputters", doc = "Copy outputters from salt://_output of the " + SHARED)
    public List<Object> syncOne(
            @Arg(dflt = "None") @Nullable Object saltenv,
            @Arg(dflt = "True") boolean refresh,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist,
            Call call) {
        String kind = kind(call.fun());
        if (kind.equals("pillar") && !parts.minion().config().fileClient().equals("local")) {
            throw new FunctionError("Pillar modules can only be synced to masterless minions");
        }
        ModuleSync.Result result = copied(kind, saltenvs(saltenv, call), extmodWhitelist, extmodBlacklist);
        if (refresh) {
            if (kind.equals("returners") || kind.equals("beacons")) {
                parts.actions().refreshModules();
            }
            refreshed(kind.equals("grains"), kind.equals("grains") || kind.equals("pillar"));
        }
        return result.changed();
    }

    /** Functions are named after their kinds; one has a second name. */
    private static String kind(String function) {
        String kind = function.substring(function.indexOf('.') + 1).substring("sync_".length());
        return kind.equals("outputters") ? "output" : kind;
    }

    @Fn(doc = """
            Copy users' modules of all kinds from the file server to this minion; return what is new or changed, by kind.

            saltenv: environments, a list or separated by commas; those of the top file when none is named
            refresh: whether to compile the pillar and load the modules anew afterwards
            extmod_whitelist: by kind, names of the only modules to take
            extmod_blacklist: by kind, names of modules not to take
            clean_pillar_cache: have the master forget its cached pillar of this minion first
            """)
    public Map<String, Object> syncAll(
            @Arg(dflt = "None") @Nullable Object saltenv,
            @Arg(dflt = "True") boolean refresh,
            @Arg(dflt = "None") @Nullable Object extmodWhitelist,
            @Arg(dflt = "None") @Nullable Object extmodBlacklist,
            @Arg(dflt = "False") boolean cleanPillarCache,
            Call call) {
        List<String> saltenvs = saltenvs(saltenv, call);
        Map<String, Object> all = new LinkedHashMap<>();
        for (String kind : KINDS) {
            all.put(
                    kind,
                    copied(kind, saltenvs, extmodWhitelist, extmodBlacklist).changed());
        }
        if (parts.minion().config().fileClient().equals("local")) {
            all.put(
                    "pillar",
                    copied("pillar", saltenvs, extmodWhitelist, extmodBlacklist).changed());
        }
        refreshed(!List.of().equals(all.get("grains")), false);
        if (refresh) {
            refreshed(false, true);
            parts.actions().refreshModules();
        }
        return all;
    }

    /** In the order in which Salt 3006 returns them. */
    private static final List<String> KINDS = List.of(
            "clouds",
            "beacons",
            "modules",
            "states",
            "sdb",
            "grains",
            "renderers",
            "returners",
            "output",
            "utils",
            "log_handlers",
            "executors",
            "proxymodules",
            "engines",
            "thorium",
            "serializers",
            "matchers");

    @Fn(doc = "Return the modules that were copied from the file server, by kind.")
    public Map<String, Object> listExtmods() throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        Path home = parts.minion().config().extensions().extmods();
        for (Path kind : entries(home)) {
            List<Object> names = new ArrayList<>();
            for (Path module : entries(kind)) {
                String name = module.getFileName().toString();
                String bare = name.replaceFirst("\\..*", "");
                if (!bare.isEmpty() && !names.contains(bare)) {
                    names.add(bare);
                }
            }
            all.put(kind.getFileName().toString(), names);
        }
        return all;
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private ModuleSync.Result copied(
            String kind, List<String> saltenvs, @Nullable Object whitelist, @Nullable Object blacklist) {
        ExtensionConfig config = parts.minion().config().extensions();
        try {
            return sync.sync(
                    kind,
                    saltenvs,
                    whitelist == null ? config.whitelist() : named(kind, whitelist),
                    blacklist == null ? config.blacklist() : named(kind, blacklist));
        } catch (IOException e) {
            throw new FunctionError("salt://_" + kind + ": cannot be synchronised: " + e.getMessage(), e);
        }
    }

    private static Map<String, List<String>> named(String kind, Object list) {
        return ExtensionConfig.names(list instanceof Map ? list : Map.of(kind, list));
    }

    private void refreshed(boolean grains, boolean pillar) {
        parts.minion().custom().refresh();
        if (grains) {
            parts.actions().refreshGrains();
        }
        if (pillar) {
            parts.actions().refreshPillar(false);
        }
    }

    private static List<String> saltenvs(@Nullable Object saltenv, Call call) {
        if (saltenv instanceof List<?> items) {
            return items.stream().map(String::valueOf).toList();
        }
        if (saltenv != null) {
            return Stream.of(saltenv.toString().split(",")).map(String::strip).toList();
        }
        Outcome top = call.functions().invoke(List.of(), Map.of(), call.nested("state.show_top"));
        boolean found = top instanceof Outcome.Returned && top.retcode() == 0;
        if (found && top.value() instanceof Map<?, ?> matches && !matches.isEmpty()) {
            return matches.keySet().stream().map(String::valueOf).toList();
        }
        return List.of("base");
    }
}
