package dev.brine.engine.minion;

import dev.brine.engine.call.DescribedFunctions;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.modules.SysFamilies;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.returners.BuiltInReturners;
import dev.brine.engine.returners.ReturnerCatalog;
import dev.brine.engine.returners.ReturnerFunctions;
import dev.brine.engine.returners.ReturnerParts;
import dev.brine.engine.runners.RunnerCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The families of functions beside execution modules that a minion can tell of, each looked at when it is asked for. */
final class KnownFamilies {
    private static final Map<String, String> RENDERERS = Map.of(
            "jinja", "Fill a Jinja template; the result is text.",
            "yaml", "Read YAML; keys of maps and tags are as Salt's loader takes them.",
            "yamlex", "Read YAML as the renderer yaml does.",
            "json", "Read JSON.",
            "text", "Hand the text on as it is.",
            "py", "Run the file as Python; what its function run() returns is the result.");

    private final String id;
    private final MinionParts parts;
    private final Registry registry;

    private KnownFamilies(String id, MinionParts parts, Registry registry) {
        this.id = id;
        this.parts = parts;
        this.registry = registry;
    }

    static SysFamilies of(String id, MinionParts parts, Registry registry) {
        KnownFamilies known = new KnownFamilies(id, parts, registry);
        return new SysFamilies(known::states, known::runners, known::returners, known::renderers);
    }

    static ReturnerCatalog builtInReturners(String id, MinionParts parts) {
        return new BuiltInReturners(new ReturnerParts(
                id,
                () -> MinionOpts.of(parts.config(), id),
                parts.pillar(),
                parts.config().paths().cache(),
                parts.config().session().hashType(),
                parts.clock()));
    }

    private FunctionTable states() {
        return custom(CustomKind.STATES, FunctionTable.chain(registry.statesOf(parts)));
    }

    private FunctionTable runners() {
        Map<String, List<Class<?>>> types = new TreeMap<>(RunnerCatalog.types());
        types.putAll(registry.runnerTypes());
        return custom(CustomKind.RUNNERS, DescribedFunctions.of(types));
    }

    private FunctionTable returners() {
        List<ReturnerCatalog> catalogs = new ArrayList<>(List.of(builtInReturners(id, parts)));
        catalogs.addAll(registry.returnersOf(parts));
        return custom(CustomKind.RETURNERS, ReturnerFunctions.of(catalogs));
    }

    private Map<String, String> renderers() {
        Map<String, String> all = new LinkedHashMap<>();
        RenderPipe.standardRenderers().keySet().forEach(name -> all.put(name, RENDERERS.getOrDefault(name, "")));
        FunctionTable own = custom(CustomKind.RENDERERS, FunctionTable.chain(List.of()));
        own.modules()
                .forEach(module -> all.put(
                        module, own.find(module + ".render").map(Function::doc).orElse("")));
        return all;
    }

    private FunctionTable custom(CustomKind kind, FunctionTable builtIn) {
        Dunders dunders = Dunders.host(
                () -> MinionOpts.of(parts.config(), id), parts.grains(), parts.pillar(), parts.functions());
        return parts.custom().functions(kind, builtIn, dunders);
    }
}
