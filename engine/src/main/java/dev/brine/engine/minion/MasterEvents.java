package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.event.Tags;
import dev.brine.engine.plugin.MasterRequests;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fires events on the master ({@code _minion_event}). An event that cannot be sent is dropped with a WARN, as Salt does. */
final class MasterEvents {
    private static final Logger log = LoggerFactory.getLogger(MasterEvents.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** C's {@code asctime}. */
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    private final String id;
    private final MinionConfig config;
    private final MasterRequests master;
    private final Supplier<Map<String, Object>> grains;
    private final Clock clock;

    MasterEvents(
            String id, MinionConfig config, MasterRequests master, Supplier<Map<String, Object>> grains, Clock clock) {
        this.id = id;
        this.config = config;
        this.master = master;
        this.grains = grains;
        this.clock = clock;
    }

    /** Says that the minion is up: {@code salt/minion/<id>/start} and, unless switched off, {@code minion_start}. */
    void started() {
        ZonedDateTime now = clock.instant().atZone(ZoneId.systemDefault());
        String text = "Minion " + id + " started at " + ASCTIME.format(now);
        if (config.startup().legacyEvents()) {
            start(Tags.MINION_START_LEGACY, text);
        }
        start(Tags.minionStart(id), text);
    }

    private void start(String tag, String text) {
        Map<String, Object> load = load(tag, text);
        List<String> wanted = config.startup().eventGrains();
        if (!wanted.isEmpty()) {
            Map<String, Object> chosen = new LinkedHashMap<>();
            grains.get().forEach((name, value) -> {
                if (wanted.contains(name)) {
                    chosen.put(name, value);
                }
            });
            load.put("grains", chosen);
        }
        send(load, tag);
    }

    /** Fires one event; {@code data} becomes the {@code data} of the event's data. */
    boolean fire(Object data, String tag) {
        return send(load(tag, data), tag);
    }

    /** Fires several, each a map of {@code tag} and {@code data}; these become events as they are. */
    boolean fire(List<Object> events, String pretag) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", id);
        load.put("cmd", "_minion_event");
        load.put("pretag", pretag.isEmpty() ? null : pretag);
        load.put("events", events);
        return send(load, events.size() + " events");
    }

    private Map<String, Object> load(String tag, Object data) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", id);
        load.put("cmd", "_minion_event");
        load.put("pretag", null);
        load.put("data", data);
        load.put("tag", tag);
        return load;
    }

    private boolean send(Map<String, Object> load, String what) {
        try {
            master.request(load, TIMEOUT);
            return true;
        } catch (IOException e) {
            log.warn("{}: the event did not reach the master: {}", what, e.getMessage());
            return false;
        }
    }
}
