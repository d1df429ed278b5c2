/**
 * Which minions a job is for.
 *
 * <p>Reading order: {@link dev.brine.engine.target.Target} is what the user typed; {@link
 * dev.brine.engine.target.TargetCompiler} turns it into a {@link dev.brine.engine.target.TargetMatcher}; {@link
 * dev.brine.engine.target.Facts} is what is known of one minion. The same matching runs on the master, which says which
 * minions it expects to answer ({@link dev.brine.engine.target.Expected}), and on each minion, which decides for itself.
 *
 * <p>Thread rule: all types are immutable.
 */
@NullMarked
package dev.brine.engine.target;

import org.jspecify.annotations.NullMarked;
