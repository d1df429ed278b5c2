/**
 * The built-in beacons, one class for each Salt name: what can be watched on the minion's host.
 *
 * <p>{@link dev.brine.engine.beacons.host.BuiltInBeacons} makes them. Most read {@code /proc} through {@code ProcFiles}; {@code
 * service} and {@code status} ask execution functions.
 *
 * <p>Thread rule: a beacon belongs to the minion's beacon thread.
 */
@NullMarked
package dev.brine.engine.beacons.host;

import org.jspecify.annotations.NullMarked;
