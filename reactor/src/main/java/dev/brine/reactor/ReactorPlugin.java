package dev.brine.reactor;

import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.plugin.RenderWarmUp;
import dev.brine.engine.render.RenderPipe;
import dev.brine.reactor.runner.EventsRunner;
import dev.brine.reactor.runner.OfflineReactorRunner;
import dev.brine.reactor.runner.ReactorRunner;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/** Brings the reactor to masters, where its engine and its runners share one reactor, and to minions. */
public final class ReactorPlugin implements Plugin {
    private final Map<MasterParts, ReactorEngine> engines = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public String name() {
        return "reactor";
    }

    @Override
    public void register(Registry registry) {
        registry.masterEngine(this::engine);
        registry.minionEngine(MinionReactor::new);
        registry.masterEngine(master -> new RenderWarmUp(() -> RenderPipe.standard(new SecureRandom())));
        registry.runners(parts -> new OneModule("reactor", () -> engine(parts).offlineRunner()));
        registry.runners(parts -> new OneModule("reactor", () -> engine(parts).runner()));
        registry.runners(parts -> new OneModule("events", () -> engine(parts).eventsRunner()));
        registry.describeRunner("reactor", OfflineReactorRunner.class);
        registry.describeRunner("reactor", ReactorRunner.class);
        registry.describeRunner("events", EventsRunner.class);
    }

    private ReactorEngine engine(MasterParts parts) {
        return engines.computeIfAbsent(parts, ReactorEngine::ofMaster);
    }
}
