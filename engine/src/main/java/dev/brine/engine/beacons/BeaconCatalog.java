package dev.brine.engine.beacons;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The beacon modules of one origin. */
public interface BeaconCatalog {

    /** The names that can be used now, as in {@code beacons:} or {@code beacon_module}. */
    Set<String> names();

    /**
     * Makes a beacon for one entry of the configuration; null when the module is unknown here.
     *
     * @throws dev.brine.engine.call.Catalog.Unavailable when it is known and cannot work on this host
     */
    @Nullable
    Beacon create(String module);
}
