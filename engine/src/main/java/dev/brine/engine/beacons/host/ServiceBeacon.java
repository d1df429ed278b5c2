package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code service}: whether services run, as {@code service.status} says. */
final class ServiceBeacon implements Beacon {
    private final BeaconParts parts;
    private final Map<String, Seen> last = new HashMap<>();

    /** What was seen of a service, and since when its event waits for {@code delay}. */
    private record Seen(Object running, @Nullable Instant waits) {}

    ServiceBeacon(BeaconParts parts) {
        this.parts = parts;
    }

    @Override
    public Validity validate(List<Object> config) {
        BeaconSettings settings = BeaconSettings.of(config);
        if (!settings.has("services")) {
            return Validity.bad("Configuration for service beacon requires services.");
        }
        if (!(settings.value("services") instanceof Map<?, ?> services)) {
            return Validity.bad("Services configuration item for service beacon must be a dictionary.");
        }
        return services.values().stream().allMatch(item -> item instanceof Map)
                ? Validity.OK
                : Validity.bad("Configuration for service beacon must be a list of dictionaries.");
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        List<Map<String, Object>> told = new ArrayList<>();
        for (Map.Entry<String, Object> service :
                BeaconSettings.of(config).map("services").entrySet()) {
            look(service.getKey(), BeaconSettings.of(List.of(service.getValue())))
                    .ifPresent(told::add);
        }
        return told;
    }

    private Optional<Map<String, Object>> look(String name, BeaconSettings settings) throws IOException {
        Object running = status(name);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("running", running);
        String unclean = settings.text("uncleanshutdown", "");
        if (!unclean.isEmpty() && !Boolean.TRUE.equals(running)) {
            state.put("uncleanshutdown", Files.exists(Path.of(unclean)));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(name, state);
        event.put("service_name", name);
        event.put("tag", name);
        if (!settings.flag("onchangeonly", false)) {
            return Optional.of(event);
        }
        return changed(name, settings, running) ? Optional.of(event) : Optional.empty();
    }

    private boolean changed(String name, BeaconSettings settings, Object running) {
        Seen seen = last.get(name);
        Instant now = parts.clock().instant();
        Duration delay = settings.value("delay") instanceof Number number
                ? Duration.ofSeconds(number.longValue())
                : Duration.ZERO;
        if (seen == null && !settings.flag("emitatstartup", true)) {
            last.put(name, new Seen(running, null));
            return false;
        }
        if (seen == null || !seen.running().equals(running)) {
            last.put(name, new Seen(running, delay.isZero() ? null : now));
            return delay.isZero();
        }
        Instant since = seen.waits();
        if (since != null && Duration.between(since, now).compareTo(delay) > 0) {
            last.put(name, new Seen(running, null));
            return true;
        }
        return false;
    }

    private Object status(String name) throws IOException {
        Invoker functions = parts.functions().get();
        try {
            Object status = functions.value(List.of(name), Map.of(), Call.local("service.status", functions));
            return status == null ? false : status;
        } catch (FunctionError e) {
            throw new IOException("service.status " + name + ": " + e.getMessage(), e);
        }
    }
}
