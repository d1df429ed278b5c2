/**
 * What a minion watches on its host, one class for each beacon module.
 *
 * <p>A {@link dev.brine.engine.beacons.Beacon} looks when it is asked to and reads its configuration through {@link
 * dev.brine.engine.beacons.BeaconSettings}. Plugins bring a {@link dev.brine.engine.beacons.BeaconCatalog}.
 *
 * <p>Thread rule: a beacon belongs to the minion's beacon thread.
 */
@NullMarked
package dev.brine.engine.beacons;

import org.jspecify.annotations.NullMarked;
