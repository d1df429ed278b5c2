package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code ps}: whether processes of certain names run. */
final class PsBeacon implements Beacon {
    private final ProcFiles proc;

    PsBeacon(Path proc) {
        this.proc = new ProcFiles(proc);
    }

    @Override
    public Validity validate(List<Object> config) {
        BeaconSettings settings = BeaconSettings.of(config);
        if (!settings.has("processes")) {
            return Validity.bad("Configuration for ps beacon requires processes.");
        }
        return settings.value("processes") instanceof Map
                ? Validity.OK
                : Validity.bad("Processes for ps beacon must be a dictionary.");
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        Set<String> names = proc.processes();
        List<Map<String, Object>> told = new ArrayList<>();
        BeaconSettings.of(config).map("processes").forEach((name, wanted) -> {
            boolean runs = names.contains(name);
            if ("running".equals(wanted)) {
                if (runs) {
                    told.add(Map.of(name, "Running"));
                }
            } else if (!runs) {
                told.add("stopped".equals(wanted) ? Map.of(name, "Stopped") : Map.of(name, false));
            }
        });
        return told;
    }
}
