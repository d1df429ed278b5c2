/**
 * States that run on the master and steer minions: the runner {@code state.orchestrate} and the state module {@code salt}.
 *
 * <p>{@link dev.brine.states.orchestrate.OrchestrateRunner} applies SLS files with the master's own host as the minion; {@link
 * dev.brine.states.orchestrate.SaltStates} are the states that only such runs have; {@link
 * dev.brine.states.orchestrate.MinionJobs} sends their jobs; {@link dev.brine.states.orchestrate.CheckResult} judges what came
 * back.
 *
 * <p>Thread rule: an orchestration holds the runner thread that was given to it and starts none, except for batches and parallel
 * runners.
 */
@NullMarked
package dev.brine.states.orchestrate;

import org.jspecify.annotations.NullMarked;
