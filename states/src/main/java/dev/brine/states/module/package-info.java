/**
 * The execution module {@code state}: what users call to have states applied or shown.
 *
 * <p>Reading order: {@link dev.brine.states.module.StateModule} names the functions; {@link
 * dev.brine.states.module.Preparation} makes a call's arguments into the settings of one run (test, pillar, saltenv) and refuses
 * a second run; {@code Application} compiles and runs; {@code TopFile}s are read in {@code high}.
 *
 * <p>Thread rule: the module is shared by all jobs; everything made for one call belongs to that job's thread.
 */
@NullMarked
package dev.brine.states.module;

import org.jspecify.annotations.NullMarked;
