package dev.brine.reactor;

import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.plugin.RenderWarmUp;
import dev.brine.engine.render.LowCompiler;
import dev.brine.engine.render.RenderPipe;
import java.security.SecureRandom;

/** Brings the reactor to a master. One for each daemon: its engine and its runners share what is in work. */
public final class ReactorPlugin implements Plugin {
    @Override
    public String name() {
        return "reactor";
    }

    @Override
    public void register(Registry registry) {
        registry.masterEngine(ReactorEngine::ofMaster);
        registry.masterEngine(master ->
                new RenderWarmUp(() -> RenderPipe.standard(new SecureRandom()), LowCompiler.Flavour.REACTION));
    }
}
