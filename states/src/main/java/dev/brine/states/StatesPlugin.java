package dev.brine.states;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Functions;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.plugin.RenderWarmUp;
import dev.brine.engine.render.RenderPipe;
import dev.brine.states.module.CallContexts;
import dev.brine.states.module.RunTemplates;
import dev.brine.states.module.StateModule;
import dev.brine.states.module.StateUpkeep;
import dev.brine.states.orchestrate.OrchestrateRunner;
import dev.brine.states.render.EngineTemplates;
import dev.brine.states.state.Contexts;
import dev.brine.states.state.ManagedChecks;
import dev.brine.states.state.ManagedPlacing;
import dev.brine.states.state.ManagedSources;
import dev.brine.states.state.OutsideRun;
import dev.brine.states.state.StateCatalog;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the state system: the execution module {@code state} and a part of {@code file} to minions, the runner {@code state} to masters. */
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
        registry.minionEngine(minion -> new RenderWarmUp(() -> Pipe.ONE));
    }

    private record Modules(MinionParts minion, RunTemplates templates) implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("file", "state");
        }

        /** Of {@code file} only what shares the way of the states; the rest is the engine's. */
        @Override
        public @Nullable Object create(String module) {
            return switch (module) {
                case "state" -> states();
                case "file" -> managedFiles(new CallContexts(minion, templates));
                default -> null;
            };
        }

        private List<Object> states() {
            StateModule states = new StateModule(minion, templates);
            return List.of(states, new StateUpkeep(minion, templates, states));
        }

        private static List<Object> managedFiles(Contexts contexts) {
            return List.of(new ManagedSources(contexts), new ManagedChecks(contexts), new ManagedPlacing(contexts));
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
