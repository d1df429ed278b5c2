/**
 * The built-in execution modules: one class or one package for each Salt name, in rooms by what they are about.
 *
 * <p>{@link dev.brine.engine.modules.ModuleCatalog} makes them from {@link dev.brine.engine.modules.ModuleParts}; what functions
 * may have the minion itself do is behind {@link dev.brine.engine.modules.MinionActions}. Argument names and return shapes are
 * Salt 3006's.
 *
 * <p>About the minion: {@code self}, {@code facts} (grains, pillar, configuration), {@code schedule}, {@code beacons}, {@code
 * exchange} (events, mine, publish, http), {@code cp} (files of the master), {@code value}. About its host: {@code host} is what
 * all of these work on, {@code command}, {@code process}, {@code status}, {@code file}, {@code disk}, {@code mount}, {@code
 * network}, {@code account}, {@code pkg}, {@code pip}, {@code service}, {@code cron}, {@code archive}, {@code git}, {@code
 * system}. A module with many functions is several classes there, one for each theme, which a class named after it puts together.
 *
 * <p>Thread rule: a module is shared by all jobs, so it keeps no state of its own.
 */
@NullMarked
package dev.brine.engine.modules;

import org.jspecify.annotations.NullMarked;
