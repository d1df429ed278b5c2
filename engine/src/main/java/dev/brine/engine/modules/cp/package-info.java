/**
 * The execution module {@code cp}: files of the file server, of the web and of this host.
 *
 * <p>{@link dev.brine.engine.modules.cp.CpModule} names the classes, one for each theme: fetching to a place, the minion's cache, what
 * the server has, and what goes to the master or comes from {@code salt-cp}. {@link dev.brine.engine.modules.Fetched} gets a file for
 * all of them.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.cp;

import org.jspecify.annotations.NullMarked;
