package dev.brine.engine.beacons.host;

import dev.brine.engine.call.Invoker;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the built-in beacons are made from.
 *
 * @param functions the minion's execution functions
 */
public record BeaconParts(Supplier<Invoker> functions, Clock clock) {}
