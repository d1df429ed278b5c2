package dev.brine.engine.master;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.pillar.ExternalPillars;
import dev.brine.engine.pillar.PillarCompiler;
import dev.brine.engine.pillar.PillarSource;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import dev.brine.engine.target.TargetCompiler;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** The pillar that a master's configuration describes, with the functions of its host at hand. Any thread. */
final class MasterPillar {
    private final MasterConfig config;
    private final HostFunctions host;
    private final PillarSource source;

    MasterPillar(MasterConfig config, HostFunctions host, TargetCompiler targets, SecureRandom random) {
        this.config = config;
        this.host = host;
        this.source = compiler(targets, random);
    }

    /** Where minions' pillar comes from. */
    PillarSource source() {
        return source;
    }

    /** The pillar of the master's own host, under the master's id. */
    Map<String, Object> own() {
        return source.compile(new PillarSource.Request(config.id(), host.grains(), "", "", Map.of()));
    }

    private PillarSource compiler(TargetCompiler targets, SecureRandom random) {
        MasterConfig.Pillar pillar = config.pillar();
        FileRoots roots = new FileRoots(pillar.roots(), config.files().linksOutside(), List.of(), List.of());
        return new PillarCompiler(
                        new FileServer(
                                roots, config.files().hashType(), config.files().bufferSize()),
                        new SlsRenderer(RenderPipe.standard(random)),
                        targets,
                        new PillarCompiler.Settings(
                                pillar.topFile(),
                                pillar.mergeStrategy(),
                                pillar.mergeLists() ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE,
                                pillar.includesOverride()),
                        request -> RenderWorld.empty()
                                .saltenv(request.saltenv().isEmpty() ? "base" : request.saltenv())
                                .host(host.opts(request.id()), request.grains(), request.override())
                                .functions(
                                        CalledFunctions.of(host.as(request.id(), request.grains(), request.override())))
                                .custom(host.custom().renderers()))
                .with(ExternalPillars.read(
                        config.raw(), config.nodegroups().keySet(), targets, this::printed, this::modules));
    }

    /** Users' own sources of pillar, which see the minion's grains and its pillar so far. */
    private Invoker modules(PillarSource.Request request, Map<String, Object> known) {
        Dunders dunders = Dunders.host(
                () -> host.opts(request.id()),
                request::grains,
                () -> known,
                () -> host.as(request.id(), request.grains(), known));
        return new Invoker(host.custom().functions(CustomKind.PILLAR, FunctionTable.chain(List.of()), dunders));
    }

    /** What a command line of the configuration prints, run by a shell on this host. */
    String printed(String line) {
        Call call = Call.local("cmd.run_stdout", host.own());
        return String.valueOf(host.own().value(List.of(line), Map.of("python_shell", true), call));
    }
}
