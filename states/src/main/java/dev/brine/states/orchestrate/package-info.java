/**
 * States that run on the master and steer minions: the runner {@code state.orchestrate} and the state module {@code salt}.
 *
 * <p>{@link dev.brine.states.orchestrate.OrchestrateRunner} names the classes of the runner, one for each thing it does; they
 * share {@code MasterRun}, which applies states with the master's own host as the minion. {@code SaltStates} names the classes of
 * the states that only such runs have, one for each; they share {@code Orchestration}, what they know of the run. {@code
 * MinionJobs} sends their jobs; {@code CheckResult} judges what came back.
 *
 * <p>Thread rule: an orchestration holds the runner thread that was given to it and starts none, except for batches and parallel
 * runners.
 */
@NullMarked
package dev.brine.states.orchestrate;

import org.jspecify.annotations.NullMarked;
