/**
 * The execution module {@code beacons}: looking at and changing what a minion watches.
 *
 * <p>Each function puts a command to the minion's {@link dev.brine.engine.beacons.Beacons}; {@code BeaconDiff} says what one
 * changed.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.beacons;

import org.jspecify.annotations.NullMarked;
