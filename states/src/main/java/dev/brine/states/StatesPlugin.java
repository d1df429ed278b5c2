package dev.brine.states;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Functions;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.plugin.RenderWarmUp;
import dev.brine.engine.render.LowCompiler;
import dev.brine.engine.render.RenderPipe;
import dev.brine.states.module.RunTemplates;
import dev.brine.states.module.StateModule;
import dev.brine.states.module.StateUpkeep;
import dev.brine.states.orchestrate.OrchestrateRunner;
import dev.brine.states.render.EngineTemplates;
import dev.brine.states.state.OutsideRun;
import dev.brine.states.state.StateCatalog;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the state system: the execution module {@code state} to minions, the runner {@code state} to masters. */
public final class StatesPlugin implements Plugin {
    private final RunTemplates templates =
            (minion, call, pillar, opts) -> new EngineTemplates(Pipe.ONE, minion, call, pillar, opts);

    /** The template engine takes a while to load; a call that runs no state does without it. */
    private static final class Pipe {
        static final RenderPipe ONE = RenderPipe.standard(new SecureRandom());
    }

    @Override
    public String name() {
        return "states";
    }

    @Override
    public void register(Registry registry) {
        registry.modules(minion -> new Modules(minion, templates));
        registry.runners(master -> new Runners(master, templates));
        OrchestrateRunner.TYPES.forEach(type -> registry.describeRunner("state", type));
        registry.states(minion -> new Functions(new StateCatalog(new OutsideRun(minion))));
        registry.minionEngine(minion -> new RenderWarmUp(() -> Pipe.ONE, LowCompiler.Flavour.STATE));
    }

    private record Modules(MinionParts minion, RunTemplates templates) implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("state");
        }

        @Override
        public @Nullable Object create(String module) {
            if (!module.equals("state")) {
                return null;
            }
            StateModule states = new StateModule(minion, templates);
            return List.of(states, new StateUpkeep(minion, templates, states));
        }
    }

    private record Runners(MasterParts master, RunTemplates templates) implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("state");
        }

        @Override
        public @Nullable Object create(String module) {
            return module.equals("state") ? OrchestrateRunner.of(master, templates) : null;
        }
    }
}
