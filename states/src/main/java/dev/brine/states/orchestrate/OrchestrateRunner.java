package dev.brine.states.orchestrate;

import dev.brine.engine.plugin.MasterParts;
import dev.brine.states.module.RunTemplates;
import java.util.List;

/**
 * Makes the runner {@code state}: SLS files applied on the master, with states that steer minions.
 *
 * <p>Salt 3006: runners/state.py.
 */
public final class OrchestrateRunner {
    /** The classes of its objects. */
    public static final List<Class<?>> TYPES = List.of(
            OrchestrateSls.class,
            OrchestrateParts.class,
            OrchestrateShow.class,
            OrchestrationHolds.class,
            StateEventRunner.class);

    private OrchestrateRunner() {}

    /** Its objects. */
    public static List<Object> of(MasterParts master, RunTemplates templates) {
        MasterRun run = new MasterRun(master, templates);
        return List.of(
                new OrchestrateSls(run),
                new OrchestrateParts(run),
                new OrchestrateShow(run),
                new OrchestrationHolds(master),
                new StateEventRunner());
    }
}
