/**
 * Which minions a job is for: {@link dev.brine.engine.target.Target} is what the user typed.
 *
 * <p>The same matching runs on the master, which says which minions it expects to answer, and on each minion, which decides
 * for itself.
 *
 * <p>Thread rule: all types are immutable.
 */
@NullMarked
package dev.brine.engine.target;

import org.jspecify.annotations.NullMarked;
