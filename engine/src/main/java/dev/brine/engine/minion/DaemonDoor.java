package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the minion daemon of this host about its schedule and beacons, over its event sockets.
 *
 * <p>Salt 3006: modules/schedule.py, modules/beacons.py: a command is an event, the answer another one, with a tag for each
 * function. Without a daemon, or when it does not answer in time, the answer is empty.
 */
final class DaemonDoor {
    private static final Logger log = LoggerFactory.getLogger(DaemonDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ECHO = Duration.ofMillis(200);
    private static final String ANSWER = "/salt/minion/minion_";

    private static final Map<String, String> SCHEDULE = Map.ofEntries(
            Map.entry("add", "schedule_add_complete"),
            Map.entry("modify", "schedule_delete_complete"),
            Map.entry("delete", "schedule_delete_complete"),
            Map.entry("enable", "schedule_enabled_complete"),
            Map.entry("disable", "schedule_disabled_complete"),
            Map.entry("enable_job", "schedule_enabled_job_complete"),
            Map.entry("disable_job", "schedule_disabled_job_complete"),
            Map.entry("postpone_job", "schedule_postpone_job_complete"),
            Map.entry("skip_job", "schedule_skip_job_complete"),
            Map.entry("list", "schedule_list_complete"),
            Map.entry("save_schedule", "schedule_saved"),
            Map.entry("get_next_fire_time", "schedule_next_fire_time_complete"),
            Map.entry("job_status", "schedule_job_status_complete"));
    private static final Map<String, String> BEACONS = Map.ofEntries(
            Map.entry("add", "beacon_add_complete"),
            Map.entry("modify", "beacon_modify_complete"),
            Map.entry("delete", "beacon_delete_complete"),
            Map.entry("enable", "beacons_enabled_complete"),
            Map.entry("disable", "beacons_disabled_complete"),
            Map.entry("enable_beacon", "beacon_enabled_complete"),
            Map.entry("disable_beacon", "beacon_disabled_complete"),
            Map.entry("list", "beacons_list_complete"),
            Map.entry("list_available", "beacons_list_available_complete"),
            Map.entry("validate_beacon", "beacon_validation_complete"),
            Map.entry("reset", "beacon_reset_complete"));

    private final Path pub;
    private final Path pull;

    DaemonDoor(String id, MinionConfig config) {
        this.pub = MinionSockets.path(id, config, "pub");
        this.pull = MinionSockets.path(id, config, "pull");
    }

    Map<String, Object> schedule(Map<String, Object> command) {
        return ask("manage_schedule", command, SCHEDULE);
    }

    Map<String, Object> beacons(Map<String, Object> command) {
        return ask("manage_beacons", command, BEACONS);
    }

    private Map<String, Object> ask(String tag, Map<String, Object> command, Map<String, String> answers) {
        if (!Files.exists(pull)) {
            log.debug("no minion daemon at {} for {}", pull, tag);
            return Map.of();
        }
        String answer = answers.get(String.valueOf(command.get("func")));
        String hello = "hello/" + UUID.randomUUID();
        Set<String> wanted = Set.of(ANSWER + answer, hello);
        try (EventClient daemon = EventClient.connect(pub, pull, wanted::contains)) {
            if (!hears(daemon, hello)) {
                log.warn("the minion daemon of this host does not answer at {}", pub);
                return Map.of();
            }
            daemon.fire(tag, command);
            // a command that is not answered is only sent
            Optional<Event> event = answer == null ? Optional.empty() : answer(daemon, hello);
            if (answer != null && event.isEmpty()) {
                log.warn("the minion daemon did not answer {} {} in time", tag, command.get("func"));
            }
            Map<String, Object> data =
                    new LinkedHashMap<>(event.map(Event::data).orElse(Map.of()));
            data.remove("_stamp");
            return data;
        } catch (IOException e) {
            log.warn("the minion daemon of this host cannot be asked about {}: {}", tag, e.toString());
            return Map.of();
        }
    }

    /**
     * Waits until what is fired comes back. The daemon takes a reader on a while after its connection was made; what it says
     * before would be lost.
     */
    private static boolean hears(EventClient daemon, String hello) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            daemon.fire(hello, Map.of());
            Optional<Event> echo = daemon.next(ECHO);
            if (echo.isPresent() && echo.get().tag().equals(hello)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Event> answer(EventClient daemon, String hello) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<Event> event = daemon.next(PATIENCE);
        while (event.isPresent() && event.get().tag().equals(hello)) {
            event = daemon.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return event;
    }
}
