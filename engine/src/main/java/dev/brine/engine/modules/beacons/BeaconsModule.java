package dev.brine.engine.modules.beacons;

import dev.brine.engine.modules.ModuleParts;
import java.util.List;

/** Makes the module {@code beacons}. */
public final class BeaconsModule {
    private BeaconsModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts) {
        MinionBeacons beacons = new MinionBeacons(parts);
        return List.of(new BeaconList(beacons), new BeaconChanges(beacons), new BeaconSwitches(beacons));
    }
}
