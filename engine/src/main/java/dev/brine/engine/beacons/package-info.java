/**
 * What a minion watches on its host.
 *
 * <p>{@link dev.brine.engine.beacons.Beacons} has each look when it is due; {@code BeaconEntries} holds their configuration and
 * {@code BeaconCommands} look at and change it. A {@link dev.brine.engine.beacons.Beacon} looks when it is asked to and reads its
 * configuration through {@link dev.brine.engine.beacons.BeaconSettings}. They come from a {@link
 * dev.brine.engine.beacons.BeaconCatalog}: those of the package {@code host}, {@link dev.brine.engine.beacons.CalledBeacons} in
 * Python, those of plugins.
 *
 * <p>Thread rule: a beacon belongs to the minion's beacon thread; one lock guards the configuration.
 */
@NullMarked
package dev.brine.engine.beacons;

import org.jspecify.annotations.NullMarked;
