package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.render.jinja.value.Strftime;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlStyle;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code schedule}: which jobs there are, and what is known of them. */
@Module("schedule")
public final class ScheduleList {
    private final MinionSchedule schedule;

    ScheduleList(MinionSchedule schedule) {
        this.schedule = schedule;
    }

    @Fn(name = "list", doc = """
            Return the jobs of the schedule.

            show_all: also the minion's own, whose names begin with __
            show_disabled: also those that are disabled
            where: opts or pillar; else both
            return_yaml: as text
            offline: those that are kept in _schedule.conf
            """)
    public Object list(
            @Arg(dflt = "False") boolean showAll,
            @Arg(dflt = "True") boolean showDisabled,
            @Arg(dflt = "None") @Nullable Object where,
            @Arg(dflt = "True") boolean returnYaml,
            @Arg(dflt = "False") boolean offline) {
        Map<String, Object> saved = schedule.saved();
        Optional<Map<String, Object>> entries = offline ? Optional.of(saved) : schedule.entries(where);
        if (entries.isEmpty()) {
            return ShownEntries.unknown();
        }
        Map<String, Object> shown = ShownEntries.of(entries.get(), showAll, showDisabled);
        if (!returnYaml) {
            return shown;
        }
        shown.replaceAll((name, entry) -> {
            if (!(entry instanceof Map)) {
                return entry;
            }
            Map<String, Object> marked = TextKeys.copy(entry);
            marked.put("saved", saved.containsKey(name));
            return marked;
        });
        return YamlDumper.dump(Map.of("schedule", shown), YamlStyle.BLOCK);
    }

    @Fn(doc = """
            Return a job when it is enabled; without a name, whether the schedule is enabled.

            name: the job
            """)
    public @Nullable Object isEnabled(@Arg(dflt = "None") @Nullable String name) {
        Map<String, Object> current = TextKeys.copy(list(false, true, null, false, false));
        return name == null || name.isEmpty()
                ? current.getOrDefault("enabled", true)
                : current.getOrDefault(name, new LinkedHashMap<>());
    }

    @Fn(doc = """
            Return when a job runs next.

            name: the job
            """)
    public Map<String, Object> showNextFireTime(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> answer = schedule.ask(MinionSchedule.command("get_next_fire_time", name));
        if (answer.isEmpty()) {
            return MinionSchedule.unavailable("Schedule show next fire time failed.");
        }
        Map<String, Object> ret = new LinkedHashMap<>();
        ret.put("result", true);
        ret.put("next_fire_time", answer.get("next_fire_time"));
        return ret;
    }

    @Fn(doc = """
            Return what is known of a job and its runs.

            name: the job
            time_fmt: how to write times
            """)
    public Map<String, Object> jobStatus(String name, @Arg(dflt = "'%Y-%m-%dT%H:%M:%S'") String timeFmt) {
        Map<String, Object> command = MinionSchedule.command("job_status", name);
        command.put("fire_event", true);
        Map<String, Object> answer = schedule.ask(command);
        if (answer.isEmpty()) {
            return MinionSchedule.unavailable("Schedule list failed.");
        }
        Map<String, Object> status = TextKeys.copy(answer.get("data"));
        status.replaceAll((key, value) -> value instanceof LocalDateTime time ? Strftime.format(time, timeFmt) : value);
        return status;
    }
}
