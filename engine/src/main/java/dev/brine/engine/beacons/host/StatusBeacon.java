package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code status}: what functions of the {@code status} module return, whole or in parts. The tag is the time. */
final class StatusBeacon implements Beacon {
    private static final Logger log = LoggerFactory.getLogger(StatusBeacon.class);
    private static final List<String> STANDARD = List.of("loadavg", "cpustats", "meminfo", "vmstats", "time");

    private final BeaconParts parts;

    StatusBeacon(BeaconParts parts) {
        this.parts = parts;
    }

    @Override
    public Validity validate(List<Object> config) {
        return Validity.OK;
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (Object item : config) {
            if (item instanceof Map<?, ?> map) {
                map.forEach((fun, wanted) -> {
                    String name = String.valueOf(fun);
                    if (!name.startsWith("_") && !name.equals("beacon_module")) {
                        told.put(name, parts(name, wanted));
                    }
                });
            }
        }
        if (told.isEmpty()) {
            STANDARD.forEach(fun -> told.put(fun, parts(fun, List.of("all"))));
        }
        LocalDateTime now =
                LocalDateTime.now(parts.clock().withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("tag", now.toString());
        event.put("data", told);
        return List.of(event);
    }

    private @Nullable Object parts(String fun, @Nullable Object wanted) {
        Invoker functions = parts.functions().get();
        Object all;
        try {
            all = functions.value(List.of(), Map.of(), Call.local("status." + fun, functions));
        } catch (FunctionError e) {
            log.debug("status beacon: status.{}: {}", fun, e.getMessage());
            return new LinkedHashMap<>();
        }
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (Object item : wanted instanceof List<?> list ? list : new ArrayList<>(List.of(String.valueOf(wanted)))) {
            String name = String.valueOf(item);
            if (name.equals("all")) {
                return all;
            }
            if (all instanceof Map<?, ?> map && map.containsKey(item)) {
                chosen.put(name, map.get(item));
            } else if (all instanceof List<?> list
                    && name.matches("\\d{1,6}")
                    && Integer.parseInt(name) < list.size()) {
                chosen.put(name, list.get(Integer.parseInt(name)));
            } else {
                return "Status beacon is incorrectly configured: '" + name + "'";
            }
        }
        return chosen;
    }
}
