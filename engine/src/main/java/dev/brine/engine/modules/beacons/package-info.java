/**
 * The execution module {@code beacons}: looking at and changing what a minion watches.
 *
 * <p>Each function puts a command to the minion's {@link dev.brine.engine.beacons.Beacons}; {@link
 * dev.brine.engine.modules.beacons.BeaconsModule} names the classes, one for each theme. They share {@code MinionBeacons}, the way
 * there; {@code BeaconDiff} says what a change was.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.beacons;

import org.jspecify.annotations.NullMarked;
