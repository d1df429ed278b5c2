package dev.brine.engine.minion;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.pillar.PillarCompiler;
import dev.brine.engine.pillar.PillarSource;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.Renderers;
import dev.brine.engine.render.SlsRenderer;
import dev.brine.engine.target.TargetCompiler;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The pillar out of the minion's own {@code pillar_roots}: with {@code file_client: local} no master is asked. Any thread. */
final class OwnPillar {
    private final String id;
    private final MinionConfig config;
    private final SecureRandom random;
    private final Supplier<Map<String, Object>> grains;
    private final Supplier<Invoker> functions;
    private final Renderers renderers;

    OwnPillar(
            String id,
            MinionConfig config,
            SecureRandom random,
            Supplier<Map<String, Object>> grains,
            Supplier<Invoker> functions,
            Renderers renderers) {
        this.id = id;
        this.config = config;
        this.random = random;
        this.grains = grains;
        this.functions = functions;
        this.renderers = renderers;
    }

    Map<String, Object> compile(String saltenv, String pillarenv, Map<String, Object> override) {
        FileRoots roots = new FileRoots(config.files().pillarRoots(), true, List.of(), List.of());
        PillarCompiler compiler = new PillarCompiler(
                new FileServer(roots, config.session().hashType(), 1 << 20),
                new SlsRenderer(RenderPipe.standard(random)),
                new TargetCompiler(Map.of()),
                new PillarCompiler.Settings(config.files().stateTop(), "smart", DictMerge.Lists.REPLACE, false),
                request -> RenderWorld.empty()
                        .saltenv(request.saltenv().isEmpty() ? "base" : request.saltenv())
                        .host(config.raw().values(), request.grains(), request.override())
                        .functions(CalledFunctions.of(functions.get()))
                        .custom(renderers));
        return compiler.compile(new PillarSource.Request(id, grains.get(), saltenv, pillarenv, override));
    }
}
