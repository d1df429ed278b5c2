/**
 * The built-in execution modules, one class for each Salt name.
 *
 * <p>{@link dev.brine.engine.modules.ModuleCatalog} makes them from {@link dev.brine.engine.modules.ModuleParts}; what functions
 * may have the minion itself do is behind {@link dev.brine.engine.modules.MinionActions}. Argument names and return shapes are
 * Salt 3006's.
 *
 * <p>Thread rule: a module is shared by all jobs, so it keeps no state of its own.
 */
@NullMarked
package dev.brine.engine.modules;

import org.jspecify.annotations.NullMarked;
