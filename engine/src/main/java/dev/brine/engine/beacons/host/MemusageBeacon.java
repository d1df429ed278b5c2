package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code memusage}: memory in use at or above a threshold. */
final class MemusageBeacon implements Beacon {
    private final ProcFiles proc;

    MemusageBeacon(Path proc) {
        this.proc = new ProcFiles(proc);
    }

    @Override
    public Validity validate(List<Object> config) {
        return BeaconSettings.of(config).has("percent")
                ? Validity.OK
                : Validity.bad("Configuration for memusage beacon requires percent.");
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        double wanted = Percent.of(BeaconSettings.of(config).value("percent"));
        double used = proc.memoryInUse();
        return used >= wanted ? List.of(Map.of("memusage", used)) : List.of();
    }
}
