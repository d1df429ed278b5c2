/**
 * States about packages and their sources: {@code pkg}, {@code pkgrepo}.
 *
 * <p>{@link dev.brine.states.state.pkg.PackageStates} names the functions of {@code pkg}; {@code InstallPlan} finds out what is
 * missing, {@code Installation}, {@code Removal} and {@code Holds} act. All of it goes through the execution module {@code pkg},
 * whatever tool is behind it.
 *
 * <p>Thread rule: made for one run, used by its thread.
 */
@NullMarked
package dev.brine.states.state.pkg;

import org.jspecify.annotations.NullMarked;
