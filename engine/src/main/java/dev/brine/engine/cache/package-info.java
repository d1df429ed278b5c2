/**
 * What the master remembers of its minions: grains and pillar for targeting, mine data.
 *
 * <p>{@link dev.brine.engine.cache.MinionCache} is the door; entries belong to a minion id and go when its key goes. What is
 * here may be lost by contract: the minion sends it again.
 *
 * <p>Thread rule: any thread.
 */
@NullMarked
package dev.brine.engine.cache;

import org.jspecify.annotations.NullMarked;
