package dev.brine.states.orchestrate;

import java.util.List;

/**
 * Makes the state module {@code salt}: states that run jobs on minions, and runner and wheel functions on the master.
 *
 * <p>Salt 3006: states/saltmod.py. Only orchestrations have it.
 */
final class SaltStates {
    private SaltStates() {}

    /** Its objects. */
    static List<Object> of(Orchestration run) {
        return List.of(
                new SaltState(run),
                new SaltFunction(run),
                new SaltWaitForEvent(run),
                new SaltMasterFunctions(run),
                new SaltParallelRunners(run));
    }
}
