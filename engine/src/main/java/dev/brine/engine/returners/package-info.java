/**
 * Where returns of jobs go beside the master, one class for each returner.
 *
 * <p>A {@link dev.brine.engine.returners.Returner} takes returns; as a {@link dev.brine.engine.returners.JobCache} it can be asked
 * for them, as an {@link dev.brine.engine.returners.EventReturner} it takes events, too. Plugins bring a {@link
 * dev.brine.engine.returners.ReturnerCatalog}.
 *
 * <p>Thread rule: a returner is shared by all threads that return.
 */
@NullMarked
package dev.brine.engine.returners;

import org.jspecify.annotations.NullMarked;
