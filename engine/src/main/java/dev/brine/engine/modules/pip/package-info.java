/**
 * The execution modules {@code pip} and {@code virtualenv}: Python packages, in the host's Python or in an environment of its own.
 *
 * <p>{@link dev.brine.engine.modules.pip.PipModules} makes them; {@code Pip} finds and runs the program, {@link
 * dev.brine.engine.modules.pip.Requirement} and {@link dev.brine.engine.modules.pip.Pep440} read what users ask for, for the states,
 * too.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.pip;

import org.jspecify.annotations.NullMarked;
