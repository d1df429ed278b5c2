package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code load}: load averages that leave their bounds. */
final class LoadBeacon implements Beacon {
    private static final List<String> SPANS = List.of("1m", "5m", "15m");

    private final ProcFiles proc;
    private @Nullable List<Double> last;

    LoadBeacon(Path proc) {
        this.proc = new ProcFiles(proc);
    }

    @Override
    public Validity validate(List<Object> config) {
        BeaconSettings settings = BeaconSettings.of(config);
        for (String flag : List.of("emitatstartup", "onchangeonly")) {
            if (settings.has(flag) && !(settings.value(flag) instanceof Boolean)) {
                return Validity.bad("Configuration for load beacon option " + flag + " must be a boolean.");
            }
        }
        if (!settings.has("averages")) {
            return Validity.bad("Averages configuration is required for load beacon.");
        }
        Map<String, Object> averages = settings.map("averages");
        if (SPANS.stream().noneMatch(averages::containsKey)) {
            return Validity.bad("Averages configuration for load beacon must contain 1m, 5m or 15m items.");
        }
        for (Object bounds : averages.values()) {
            if (!(bounds instanceof List<?> list)) {
                return Validity.bad(
                        "Averages configuration for load beacon: 1m, 5m and 15m items must be a list of two items.");
            }
            if (list.size() != 2 || !list.stream().allMatch(bound -> isNumber(String.valueOf(bound)))) {
                return Validity.bad("Configuration for load beacon: 1m, 5m and 15m items must be a list of two items.");
            }
        }
        return Validity.OK;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d+(\\.\\d+)?");
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        BeaconSettings settings = BeaconSettings.of(config);
        boolean changes = settings.flag("onchangeonly", false);
        List<Double> now = proc.load();
        List<Double> before = last;
        if (changes && before == null) {
            before = now;
            if (!settings.flag("emitatstartup", true)) {
                last = now;
                return List.of();
            }
        }
        boolean send = false;
        for (int i = 0; i < SPANS.size(); i++) {
            if (settings.map("averages").get(SPANS.get(i)) instanceof List<?> bounds) {
                double low = number(bounds.get(0));
                double high = number(bounds.get(1));
                double average = now.get(i);
                if (before != null && changes) {
                    send |= (average > high && before.get(i) < high) || (average < low && before.get(i) > low);
                } else {
                    send |= average < low || average > high;
                }
            }
        }
        last = now;
        if (!send) {
            return List.of();
        }
        Map<String, Object> averages = new LinkedHashMap<>();
        for (int i = 0; i < SPANS.size(); i++) {
            averages.put(SPANS.get(i), now.get(i));
        }
        return List.of(averages);
    }

    private static double number(@Nullable Object value) {
        return Double.parseDouble(String.valueOf(value));
    }
}
