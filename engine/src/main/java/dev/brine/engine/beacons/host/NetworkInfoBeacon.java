package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code network_info}: counters of network interfaces that reach a value. */
final class NetworkInfoBeacon implements Beacon {
    private final ProcFiles proc;

    NetworkInfoBeacon(Path proc) {
        this.proc = new ProcFiles(proc);
    }

    @Override
    public Validity validate(List<Object> config) {
        for (Object item : BeaconSettings.of(config).map("interfaces").values()) {
            if (!(item instanceof Map<?, ?> wanted)) {
                return Validity.bad("Configuration for network_info beacon must be a list of dictionaries.");
            }
            if (wanted.keySet().stream()
                    .noneMatch(key -> "type".equals(key) || ProcFiles.counters().contains(key))) {
                return Validity.bad("Invalid configuration item in Beacon configuration.");
            }
        }
        return Validity.OK;
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        Map<String, Map<String, Object>> stats = proc.interfaces();
        List<Map<String, Object>> told = new ArrayList<>();
        BeaconSettings.of(config).map("interfaces").forEach((name, item) -> {
            Map<String, Object> counters = stats.get(name);
            if (counters != null && item instanceof Map<?, ?> wanted && reached(counters, wanted)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("interface", name);
                one.put("network_info", counters);
                told.add(one);
            }
        });
        return told;
    }

    private static boolean reached(Map<String, Object> counters, Map<?, ?> wanted) {
        boolean greater = "greater".equals(wanted.get("type"));
        for (Map.Entry<String, Object> counter : counters.entrySet()) {
            Object given = wanted.get(counter.getKey());
            if (given != null) {
                long value = Long.parseLong(given.toString());
                long now = (Long) counter.getValue();
                if (greater ? now > value : now == value) {
                    return true;
                }
            }
        }
        return false;
    }
}
