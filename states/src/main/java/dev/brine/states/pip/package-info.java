/**
 * The state modules {@code pip} and {@code virtualenv}: Python packages and environments as they are to be.
 *
 * <p>{@link dev.brine.states.pip.PipStates} and {@link dev.brine.states.pip.VirtualenvStates} name the functions; {@code Installed}
 * is one run of {@code pip.installed}. All of them work through the execution modules.
 *
 * <p>Thread rule: belongs to the run's thread.
 */
@NullMarked
package dev.brine.states.pip;

import org.jspecify.annotations.NullMarked;
