package dev.brine.engine.pillar;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.TargetCompiler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles pillars out of {@code pillar_roots}: the top file says which SLS files a minion gets, the files are rendered with
 * its grains and merged in order.
 *
 * <p>Salt 3006: salt/pillar/__init__.py. A file that fails leaves an entry in {@code _errors} and the rest is compiled; what
 * went wrong exactly stays in the master's log, because it could show another minion's data. Grains are the minion's own
 * word, so whoever targets secrets by grains trusts every accepted minion with them; {@code id} is always the proved one.
 */
public final class PillarCompiler implements PillarSource {
    private static final Logger log = LoggerFactory.getLogger(PillarCompiler.class);

    private final FileServer files;
    private final SlsRenderer renderer;
    private final TargetCompiler targets;
    private final Settings settings;
    private final Function<Request, RenderWorld> worlds;
    private final ExternalPillars external;

    /**
     * How pillars are put together.
     *
     * @param topFile name of the top file ({@code state_top})
     * @param strategy {@code pillar_source_merging_strategy}
     * @param mergeLists {@code pillar_merge_lists}
     * @param includesOverride {@code pillar_includes_override_sls}
     */
    public record Settings(String topFile, String strategy, DictMerge.Lists mergeLists, boolean includesOverride) {}

    /**
     * A compiler.
     *
     * @param files serves {@code pillar_roots}
     * @param worlds what the templates of a request see; grains and environment are set here
     */
    public PillarCompiler(
            FileServer files,
            SlsRenderer renderer,
            TargetCompiler targets,
            Settings settings,
            Function<Request, RenderWorld> worlds) {
        this(files, renderer, targets, settings, worlds, ExternalPillars.NONE);
    }

    private PillarCompiler(
            FileServer files,
            SlsRenderer renderer,
            TargetCompiler targets,
            Settings settings,
            Function<Request, RenderWorld> worlds,
            ExternalPillars external) {
        this.files = files;
        this.renderer = renderer;
        this.targets = targets;
        this.settings = settings;
        this.worlds = worlds;
        this.external = external;
    }

    /** The same compiler with sources beside {@code pillar_roots}. */
    public PillarCompiler with(ExternalPillars sources) {
        return new PillarCompiler(files, renderer, targets, settings, worlds, sources);
    }

    @Override
    public Map<String, Object> compile(Request request) {
        Map<String, Object> grains = new LinkedHashMap<>(request.grains());
        grains.put("id", request.id());
        RenderWorld world = worlds.apply(request);
        world = world.host(world.opts(), grains, request.override());
        List<String> errors = new ArrayList<>();
        PillarTop top = new PillarTop(files, renderer, targets, settings.topFile());
        Map<String, List<String>> matches = top.matches(
                environments(request),
                request.pillarenv(),
                world,
                Facts.of(request.id(), grains, request.override()),
                errors);
        Map<String, Object> pillar = new LinkedHashMap<>(request.override());
        if (external.first()) {
            addExternal(request, pillar, errors);
            world = world.host(world.opts(), grains, pillar);
        }
        for (Map.Entry<String, List<String>> entry : matches.entrySet()) {
            PillarSls sls = new PillarSls(files, renderer, settings, entry.getKey(), world, top.optional(), errors);
            for (String pattern : entry.getValue()) {
                for (String name : sls.expand(pattern)) {
                    sls.render(name).ifPresent(data -> mergeInto(pillar, data));
                }
            }
        }
        if (!external.first()) {
            addExternal(request, pillar, errors);
        }
        if (!errors.isEmpty()) {
            errors.forEach(error -> log.error("pillar of {}: {}", request.id(), error));
            pillar.put("_errors", errors);
        }
        mergeInto(pillar, request.override());
        return pillar;
    }

    private void addExternal(Request request, Map<String, Object> pillar, List<String> errors) {
        for (ExternalPillar source : external.sources()) {
            try {
                mergeInto(pillar, source.of(request, pillar));
            } catch (IOException | FunctionError e) {
                errors.add("Failed to load ext_pillar " + source.name() + ": " + e.getMessage());
            }
        }
    }

    private List<String> environments(Request request) {
        if (!request.pillarenv().isEmpty()) {
            return List.of(request.pillarenv());
        }
        if (settings.strategy().equals("none")) {
            return List.of(request.saltenv().isEmpty() ? "base" : request.saltenv());
        }
        List<String> environments = new ArrayList<>(files.roots().environments());
        environments.remove("base");
        environments.add(0, "base");
        return environments;
    }

    private void mergeInto(Map<String, Object> pillar, Map<?, ?> more) {
        Map<?, ?> merged = DictMerge.merge(pillar, more, settings.strategy(), settings.mergeLists());
        pillar.clear();
        merged.forEach((key, value) -> pillar.put(String.valueOf(key), value));
    }

    /** The text of a render failure for the log: where, what, and the lines around. */
    static String explain(RenderException e) {
        return e.error().toString();
    }
}
