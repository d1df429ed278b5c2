package dev.brine.engine.schedule;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.schedule.job.ScheduledJob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code manage_schedule} commands that look at or change entries. The schedule's lock guards them. */
final class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    private final Entries entries;

    Commands(Entries entries) {
        this.entries = entries;
    }

    /** What a command answers: the last part of the event's tag, and the data beside {@code complete}. */
    record Reply(String tag, Map<String, Object> data) {}

    /** Does what a command asks for; empty when nothing is to be said. */
    Optional<Reply> obey(String func, Map<String, Object> command) {
        String name = String.valueOf(command.get("name"));
        return switch (func) {
            case "add" -> Optional.of(add(command.get("schedule")));
            case "modify" -> modify(name, command.get("schedule"));
            case "delete" -> Optional.of(delete(name));
            case "enable" -> Optional.of(enable("schedule_enabled_complete", true));
            case "disable" -> Optional.of(enable("schedule_disabled_complete", false));
            case "enable_job" -> Optional.of(enableJob("schedule_enabled_job_complete", name, true));
            case "disable_job" -> Optional.of(enableJob("schedule_disabled_job_complete", name, false));
            case "postpone_job" -> Optional.of(postpone(name, command));
            case "skip_job" -> Optional.of(skip(name, command));
            case "list" -> Optional.of(list(Entries.Of.where(command.get("where"))));
            case "save_schedule" -> Optional.of(new Reply("schedule_saved", Map.of()));
            case "get_next_fire_time" -> Optional.of(nextFireTime(name));
            case "job_status" -> Optional.of(status(name));
            case "reload" -> reload(command.get("schedule"));
            default -> {
                log.error("schedule: there is no function {}", func);
                yield Optional.empty();
            }
        };
    }

    private Reply with(String tag) {
        return new Reply(tag, Map.of("schedule", entries.shown(Entries.Of.BOTH)));
    }

    private Reply add(@Nullable Object given) {
        TextKeys.copy(given).forEach((name, entry) -> {
            if (entries.mayChange(name) && !entries.isInPillar(name)) {
                Map<String, Object> data = TextKeys.copy(entry);
                data.putIfAbsent("enabled", true);
                entries.put(name, data);
            }
        });
        return with("schedule_add_complete");
    }

    private Optional<Reply> modify(String name, @Nullable Object entry) {
        if (!entries.mayChange(name)) {
            return Optional.empty();
        }
        boolean known = entries.isOption(name);
        entries.put(name, TextKeys.copy(entry));
        // Salt 3006: modifying deletes first, and says so
        return known ? Optional.of(with("schedule_delete_complete")) : Optional.empty();
    }

    private Reply delete(String name) {
        if (entries.mayChange(name)) {
            entries.remove(name);
        }
        return with("schedule_delete_complete");
    }

    private Reply enable(String tag, boolean enabled) {
        entries.put("enabled", enabled);
        return with(tag);
    }

    private Reply enableJob(String tag, String name, boolean enabled) {
        entries.own(name).ifPresent(job -> job.data().put("enabled", enabled));
        return with(tag);
    }

    private Reply postpone(String name, Map<String, Object> command) {
        entries.own(name).ifPresent(job -> {
            job.skipAt(command.get("time"), format(command));
            job.runAt(command.get("new_time"), format(command));
        });
        return with("schedule_postpone_job_complete");
    }

    private Reply skip(String name, Map<String, Object> command) {
        entries.own(name).ifPresent(job -> job.skipAt(command.get("time"), format(command)));
        return with("schedule_skip_job_complete");
    }

    private static String format(Map<String, Object> command) {
        return command.get("time_fmt") instanceof String format ? format : "%Y-%m-%dT%H:%M:%S";
    }

    private Reply list(Entries.Of of) {
        return new Reply("schedule_list_complete", Map.of("schedule", entries.shown(of)));
    }

    private Reply nextFireTime(String name) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("next_fire_time", job(name).flatMap(ScheduledJob::next).orElse(null));
        return new Reply("schedule_next_fire_time_complete", data);
    }

    private Reply status(String name) {
        Map<String, Object> data = job(name).map(ScheduledJob::shown).orElseGet(LinkedHashMap::new);
        return new Reply("schedule_job_status_complete", Map.of("data", data));
    }

    private Optional<ScheduledJob> job(String name) {
        return Optional.ofNullable(entries.jobs().get(name));
    }

    private Optional<Reply> reload(@Nullable Object given) {
        Map<String, Object> kept = TextKeys.copy(given);
        entries.putAll(kept.containsKey("schedule") ? TextKeys.copy(kept.get("schedule")) : kept);
        entries.forgetJobs();
        return Optional.empty();
    }
}
