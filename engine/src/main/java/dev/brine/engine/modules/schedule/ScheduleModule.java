package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.render.jinja.value.Strftime;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlStyle;
import dev.brine.engine.schedule.ScheduleFile;
import dev.brine.engine.schedule.Times;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code schedule}: the jobs that this minion gives itself. Comments and shapes are Salt 3006's.
 *
 * <p>Each function puts a {@code manage_schedule} command to the minion's schedule; with {@code offline} the file of kept entries
 * is read or written instead.
 */
@Module("schedule")
public final class ScheduleModule {
    private static final Set<String> SHOWN = Set.of(
            "name",
            "maxrunning",
            "function",
            "splay",
            "range",
            "when",
            "once",
            "once_fmt",
            "returner",
            "jid_include",
            "args",
            "kwargs",
            "seconds",
            "minutes",
            "hours",
            "days",
            "enabled",
            "return_job",
            "metadata",
            "cron",
            "until",
            "after",
            "return_config",
            "return_kwargs",
            "run_on_start",
            "skip_during_range",
            "run_after_skip_range");
    private static final Set<String> GLOBAL = Set.of("enabled", "skip_function", "skip_during_range");
    private static final String ISO = "%Y-%m-%dT%H:%M:%S";
    private static final String REQUIRED = "Job name is required.";

    private final ModuleParts parts;
    private final ScheduleFile file;

    public ScheduleModule(ModuleParts parts) {
        this.parts = parts;
        String include = parts.minion()
                .config()
                .raw()
                .value("default_include")
                .map(String::valueOf)
                .orElse("minion.d/*.conf");
        this.file = ScheduleFile.of(parts.minion().config().paths().config(), include);
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
        Map<String, Object> saved = saved();
        Map<String, Object> entries = saved;
        if (!offline) {
            Map<String, Object> command = command("list", "");
            command.put("where", where);
            Map<String, Object> answer = parts.actions().schedule(command);
            if (answer.isEmpty()) {
                return unavailable("Schedule list failed.", true);
            }
            entries = map(answer.get("schedule"));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            String name = entry.getKey();
            if (GLOBAL.contains(name) || !(entry.getValue() instanceof Map)) {
                shown.put(name, entry.getValue());
            } else if (showAll || !name.startsWith("__")) {
                Map<String, Object> item = item(map(entry.getValue()));
                if (showDisabled || Truth.of(item.get("enabled"))) {
                    shown.put(name, item);
                }
            }
        }
        if (!returnYaml) {
            return shown;
        }
        shown.forEach((name, entry) -> {
            if (entry instanceof Map) {
                Map<String, Object> marked = map(entry);
                marked.put("saved", saved.containsKey(name));
                shown.put(name, marked);
            }
        });
        return YamlDumper.dump(Map.of("schedule", shown), YamlStyle.BLOCK);
    }

    private static Map<String, Object> item(Map<String, Object> all) {
        Map<String, Object> item = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (SHOWN.contains(key) && value != null) {
                item.put(key, "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : value);
            }
        });
        item.putIfAbsent("enabled", true);
        return item;
    }

    private Map<String, Object> listed(@Nullable String where, boolean offline) {
        return map(list(true, true, where, false, offline));
    }

    private Map<String, Object> saved() {
        try {
            return file.read();
        } catch (IOException e) {
            throw new FunctionError(file.path() + ": cannot read it: " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Return a job when it is enabled; without a name, whether the schedule is enabled.

            name: the job
            """)
    public @Nullable Object isEnabled(@Arg(dflt = "None") @Nullable String name) {
        Map<String, Object> current = map(list(false, true, null, false, false));
        return name == null || name.isEmpty()
                ? current.getOrDefault("enabled", true)
                : current.getOrDefault(name, new LinkedHashMap<>());
    }

    @Fn(doc = "Remove all jobs from the schedule. Keywords: test, persist, offline.")
    public Map<String, Object> purge(@Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        Map<String, Object> changes = new LinkedHashMap<>();
        List<Object> comments = new ArrayList<>();
        boolean offline = Truth.of(kwargs.get("offline"));
        Map<String, Object> current = listed(null, offline);
        for (String name : new ArrayList<>(current.keySet())) {
            if (GLOBAL.contains(name) || name.startsWith("__")) {
                continue;
            }
            if (Truth.of(kwargs.get("test"))) {
                comments.add("Job: " + name + " would be deleted from schedule.");
                continue;
            }
            boolean gone = true;
            if (offline) {
                current.remove(name);
            } else {
                Map<String, Object> answer = parts.actions().schedule(persisting("delete", name, kwargs));
                gone = !map(answer.get("schedule")).containsKey(name);
            }
            comments.add(
                    gone
                            ? "Deleted job: " + name + " from schedule."
                            : "Failed to delete job " + name + " from schedule.");
            if (gone) {
                changes.put(name, "removed");
            }
        }
        if (offline) {
            file.write(current);
        }
        ret.put("comment", comments);
        ret.put("changes", changes);
        return ret;
    }

    @Fn(doc = """
            Remove a job from the schedule. Keywords: test, persist, offline.

            name: the job
            """)
    public Map<String, Object> delete(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> ret = answer("Failed to delete job " + name + " from schedule.", false);
        Map<String, Object> changes = new LinkedHashMap<>();
        ret.put("changes", changes);
        if (Truth.of(kwargs.get("test"))) {
            return told(ret, "Job: " + name + " would be deleted from schedule.", true);
        }
        boolean offline = Truth.of(kwargs.get("offline"));
        if (!listed(null, offline).containsKey(name)) {
            return told(ret, "Job " + name + " does not exist.", false);
        }
        boolean gone;
        if (offline) {
            Map<String, Object> current = listed("opts", true);
            current.remove(name);
            file.write(current);
            gone = true;
        } else {
            Map<String, Object> answer = parts.actions().schedule(persisting("delete", name, kwargs));
            gone = !map(answer.get("schedule")).containsKey(name);
        }
        if (!gone) {
            return ret;
        }
        changes.put(name, "removed");
        return told(ret, "Deleted Job " + name + " from schedule.", true);
    }

    @Fn(doc = """
            Build a job for the schedule, without adding it.

            name: the job. Keywords as of schedule.add
            """)
    public Map<String, Object> buildScheduleItem(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Optional<Map<String, Object>> refused = badTimes(kwargs);
        return refused.orElseGet(() -> ScheduleItem.build(name, kwargs));
    }

    /** Salt 3006: times of {@code when} are read while the entry is built. */
    private static Optional<Map<String, Object>> badTimes(Map<String, Object> kwargs) {
        Object when = kwargs.get("when");
        for (Object time : when instanceof List<?> list ? list : when == null ? List.of() : List.of(when)) {
            if (!Times.isDate(String.valueOf(time))) {
                return Optional.of(answer("Schedule item " + time + " for \"when\" in invalid.", false));
            }
        }
        return Optional.empty();
    }

    @Fn(doc = """
            Add a job to the schedule.

            name: the job
            Keywords: function, job_args, job_kwargs; seconds, minutes, hours, days, when, cron or once; splay, range, maxrunning,
            returner, return_job, metadata, enabled, until, after, run_on_start, skip_during_range; test, persist, offline
            """)
    public Map<String, Object> add(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> ret = answer("Failed to add job " + name + " to schedule.", false);
        Map<String, Object> changes = new LinkedHashMap<>();
        ret.put("changes", changes);
        boolean offline = Truth.of(kwargs.get("offline"));
        Map<String, Object> current = listed(null, offline);
        if (current.containsKey(name)) {
            return told(ret, "Job " + name + " already exists in schedule.", false);
        }
        if (name.isEmpty()) {
            return told(ret, REQUIRED, false);
        }
        Optional<String> conflict = ScheduleItem.conflict(kwargs, "Error: U", "\"when\" or \"cron\" options.");
        if (conflict.isPresent()) {
            return told(ret, conflict.get(), false);
        }
        Map<String, Object> item = buildScheduleItem(name, kwargs);
        if (Boolean.FALSE.equals(item.get("result"))) {
            return item;
        }
        if (Truth.of(kwargs.get("test"))) {
            return told(ret, "Job: " + name + " would be added to schedule.", true);
        }
        boolean there;
        if (offline) {
            current.put(name, item);
            file.write(current);
            there = true;
        } else {
            Map<String, Object> command = persisting("add", name, kwargs);
            command.put("schedule", Map.of(name, item));
            Map<String, Object> answer = parts.actions().schedule(command);
            if (answer.isEmpty()) {
                return told(ret, "Event module not available. Schedule add failed.", false);
            }
            there = map(answer.get("schedule")).containsKey(name);
        }
        if (!there) {
            return ret;
        }
        changes.put(name, "added");
        return told(ret, "Added job: " + name + " to schedule.", true);
    }

    @Fn(doc = """
            Change a job of the schedule.

            name: the job. Keywords as of schedule.add; what is not given is no longer set
            """)
    public Map<String, Object> modify(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> ret = answer("", true);
        Map<String, Object> changes = new LinkedHashMap<>();
        ret.put("changes", changes);
        Optional<String> conflict = ScheduleItem.conflict(kwargs, "Error: U", "\"when\" option.");
        if (conflict.isPresent()) {
            return told(ret, conflict.get(), false);
        }
        boolean offline = Truth.of(kwargs.get("offline"));
        Map<String, Object> current = listed(null, offline);
        if (!current.containsKey(name)) {
            return told(ret, "Job " + name + " does not exist in schedule.", false);
        }
        Map<String, Object> old = map(current.get(name));
        Map<String, Object> given = new LinkedHashMap<>(kwargs);
        given.putIfAbsent("function", old.get("function"));
        Map<String, Object> fresh = buildScheduleItem(name, given);
        if (Boolean.FALSE.equals(fresh.get("result"))) {
            return fresh;
        }
        if (fresh.equals(old)) {
            return told(ret, "Job " + name + " in correct state", true);
        }
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("old", old);
        change.put("new", fresh);
        changes.put(name, change);
        if (Truth.of(kwargs.get("test"))) {
            return told(ret, "Job: " + name + " would be modified in schedule.", true);
        }
        if (offline) {
            old.putAll(fresh);
            current.put(name, old);
            file.write(current);
        } else {
            Map<String, Object> command = persisting("modify", name, kwargs);
            command.put("schedule", new LinkedHashMap<>(fresh));
            parts.actions().schedule(command);
        }
        return told(ret, "Modified job: " + name + " in schedule.", true);
    }

    @Fn(doc = """
            Run a job of the schedule now.

            name: the job
            force: even when it is disabled
            """)
    public Map<String, Object> runJob(String name, @Arg(dflt = "False") boolean force) {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        Map<String, Object> current = listed(null, false);
        if (!current.containsKey(name)) {
            return told(ret, "Job " + name + " does not exist.", false);
        }
        if (!force && !Truth.of(map(current.get(name)).get("enabled"))) {
            return told(ret, "Job " + name + " is disabled.", true);
        }
        parts.actions().schedule(command("run_job", name));
        return told(ret, "Scheduling Job " + name + " on minion.", true);
    }

    @Fn(doc = """
            Enable a job of the schedule. Keywords: persist.

            name: the job
            """)
    public Map<String, Object> enableJob(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return switchJob(name, kwargs, true);
    }

    @Fn(doc = """
            Disable a job of the schedule. Keywords: test, persist.

            name: the job
            """)
    public Map<String, Object> disableJob(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return switchJob(name, kwargs, false);
    }

    private Map<String, Object> switchJob(String name, Map<String, Object> kwargs, boolean on) {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        Map<String, Object> changes = new LinkedHashMap<>();
        ret.put("changes", changes);
        if (Truth.of(kwargs.get("test"))) {
            return told(ret, "Job: " + name + " would be " + (on ? "enabled" : "disabled") + " in schedule.", true);
        }
        if (!listed(null, false).containsKey(name)) {
            return told(ret, "Job " + name + " does not exist.", false);
        }
        Map<String, Object> answer =
                parts.actions().schedule(persisting(on ? "enable_job" : "disable_job", name, kwargs));
        Map<String, Object> job = map(map(answer.get("schedule")).get(name));
        boolean enabled = !job.containsKey("enabled") || Truth.of(job.get("enabled"));
        if (enabled != on) {
            return told(ret, "Failed to " + (on ? "enable" : "disable") + " job " + name + " in schedule.", false);
        }
        changes.put(name, on ? "enabled" : "disabled");
        return told(ret, (on ? "Enabled" : "Disabled") + " Job " + name + " in schedule.", true);
    }

    @Fn(doc = "Keep the jobs of the schedule, except those of the pillar, for the next start. Keywords: test.")
    public Map<String, Object> save(@Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        if (Truth.of(kwargs.get("test"))) {
            return told(ret, "Schedule would be saved.", true);
        }
        return parts.actions().schedule(command("save_schedule", "")).isEmpty()
                ? told(ret, "Failed to save schedule.", false)
                : told(ret, "Schedule (non-pillar items) saved.", true);
    }

    @Fn(doc = "Enable the schedule. Keywords: test, persist.")
    public Map<String, Object> enable(@Arg(rest = true) Map<String, Object> kwargs) {
        return switchAll(kwargs, true);
    }

    @Fn(doc = "Disable the schedule. Keywords: test, persist.")
    public Map<String, Object> disable(@Arg(rest = true) Map<String, Object> kwargs) {
        return switchAll(kwargs, false);
    }

    private Map<String, Object> switchAll(Map<String, Object> kwargs, boolean on) {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        Map<String, Object> changes = new LinkedHashMap<>();
        ret.put("changes", changes);
        if (Truth.of(kwargs.get("test"))) {
            return told(ret, "Schedule would be " + (on ? "enabled." : "disabled."), true);
        }
        Map<String, Object> answer = parts.actions().schedule(persisting(on ? "enable" : "disable", "", kwargs));
        if (Truth.of(map(answer.get("schedule")).get("enabled")) != on || answer.isEmpty()) {
            return told(ret, "Failed to " + (on ? "enable" : "disable") + " schedule on minion.", false);
        }
        changes.put("schedule", on ? "enabled" : "disabled");
        return told(ret, (on ? "Enabled" : "Disabled") + " schedule on minion.", true);
    }

    @Fn(doc = "Read the kept jobs of the schedule, and those of the pillar, anew.")
    public Map<String, Object> reload() {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        List<Object> comments = new ArrayList<>();
        boolean result = true;
        if (parts.pillar().containsKey("schedule")) {
            boolean refreshed = parts.actions().refreshPillar(false);
            result = refreshed;
            comments.add(
                    refreshed
                            ? "Reloaded schedule from pillar on minion."
                            : "Failed to reload schedule from pillar on minion.");
        }
        Map<String, Object> saved = saved();
        if (!saved.isEmpty()) {
            Map<String, Object> command = command("reload", "");
            command.put("schedule", saved);
            parts.actions().schedule(command);
            comments.add("Reloaded schedule on minion from schedule.conf.");
        }
        ret.put("comment", comments);
        ret.put("result", result);
        return ret;
    }

    @Fn(doc = """
            Move a job to other minions. Needs the master's leave to publish.

            name: the job
            target: the minions, a glob
            """)
    public Map<String, Object> move(
            String name, String target, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Map<String, Object> ret = sent(name, target, kwargs, call, "Moved Job " + name + " from schedule.", "moved");
        if (ret.containsKey("minions") && Boolean.TRUE.equals(ret.get("result")) && !ret.containsKey("failed")) {
            delete(name, new LinkedHashMap<>());
        }
        ret.remove("failed");
        return ret;
    }

    @Fn(doc = """
            Copy a job to other minions. Needs the master's leave to publish.

            name: the job
            target: the minions, a glob
            """)
    public Map<String, Object> copy(
            String name, String target, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Map<String, Object> ret =
                sent(name, target, kwargs, call, "Copied Job " + name + " from schedule to minion(s).", "copied");
        ret.remove("failed");
        return ret;
    }

    private Map<String, Object> sent(
            String name, String target, Map<String, Object> kwargs, Call call, String done, String verb) {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        if (Truth.of(kwargs.get("test"))) {
            return told(ret, "Job: " + name + " would be " + verb + " from schedule.", true);
        }
        Map<String, Object> current = listed(null, false);
        if (!current.containsKey(name)) {
            return told(ret, "Job " + name + " does not exist.", false);
        }
        Object response = call.functions()
                .value(
                        List.of(target, "schedule.add", ScheduleItem.words(map(current.get(name)))),
                        Map.of(),
                        call.nested("publish.publish"));
        Map<String, Object> answers = map(response);
        if (answers.isEmpty()) {
            return told(ret, "no servers answered the published schedule.add command", true);
        }
        List<Object> failed = new ArrayList<>();
        answers.forEach((minion, value) -> {
            if (!Truth.of(value)) {
                failed.add(minion);
            }
        });
        ret.put("minions", failed.isEmpty() ? new ArrayList<Object>(answers.keySet()) : failed);
        if (!failed.isEmpty()) {
            ret.put("failed", true);
        }
        return told(ret, failed.isEmpty() ? done : "the following minions return False", true);
    }

    @Fn(doc = """
            Put a run of a job off.

            name: the job
            current_time: when it would run
            new_time: when it is to run instead
            time_fmt: how the times are written
            """)
    public Map<String, Object> postponeJob(
            String name, String currentTime, String newTime, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> command = command("postpone_job", name);
        command.put("new_time", newTime);
        return timed(
                command,
                kwargs,
                List.of(currentTime, newTime),
                "Postponed Job " + name + " in schedule.",
                "Failed to postpone job " + name + " in schedule.");
    }

    @Fn(doc = """
            Leave a run of a job out.

            name: the job
            current_time: when it would run
            time_fmt: how the time is written
            """)
    public Map<String, Object> skipJob(String name, String currentTime, @Arg(rest = true) Map<String, Object> kwargs) {
        return timed(
                command("skip_job", name),
                kwargs,
                List.of(currentTime),
                "Added Skip Job " + name + " in schedule.",
                "Failed to skip job " + name + " in schedule.");
    }

    private Map<String, Object> timed(
            Map<String, Object> command, Map<String, Object> kwargs, List<String> times, String done, String failed) {
        Map<String, Object> ret = answer(new ArrayList<>(), true);
        String name = String.valueOf(command.get("name"));
        String format = Truth.of(kwargs.get("time_fmt")) ? String.valueOf(kwargs.get("time_fmt")) : ISO;
        if (name.isEmpty()) {
            return told(ret, REQUIRED, false);
        }
        try {
            times.forEach(time -> Times.parse(time, format));
        } catch (DateTimeException e) {
            return told(ret, "Date string could not be parsed.", false);
        }
        if (!listed(null, false).containsKey(name)) {
            return told(ret, "Job " + name + " does not exist.", false);
        }
        command.put("time", times.get(0));
        command.put("time_fmt", format);
        Map<String, Object> answer = parts.actions().schedule(command);
        Map<String, Object> job = map(map(answer.get("schedule")).get(name));
        boolean enabled = !job.isEmpty() && (!job.containsKey("enabled") || Truth.of(job.get("enabled")));
        return enabled ? told(ret, done, true) : told(ret, failed, false);
    }

    @Fn(doc = """
            Return when a job runs next.

            name: the job
            """)
    public Map<String, Object> showNextFireTime(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> answer = parts.actions().schedule(command("get_next_fire_time", name));
        if (answer.isEmpty()) {
            return unavailable("Schedule show next fire time failed.", true);
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
        Map<String, Object> command = command("job_status", name);
        command.put("fire_event", true);
        Map<String, Object> answer = parts.actions().schedule(command);
        if (answer.isEmpty()) {
            return unavailable("Schedule list failed.", true);
        }
        Map<String, Object> status = map(answer.get("data"));
        status.replaceAll((key, value) -> value instanceof LocalDateTime time ? Strftime.format(time, timeFmt) : value);
        return status;
    }

    private static Map<String, Object> command(String func, String name) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("func", func);
        if (!name.isEmpty()) {
            command.put("name", name);
        }
        return command;
    }

    /** Salt 3006: changes are kept for the next start unless {@code persist=False}. */
    private static Map<String, Object> persisting(String func, String name, Map<String, Object> kwargs) {
        Map<String, Object> command = command(func, name);
        command.put("persist", Truth.of(kwargs.getOrDefault("persist", true)));
        return command;
    }

    private static Map<String, Object> answer(Object comment, boolean result) {
        Map<String, Object> ret = new LinkedHashMap<>();
        ret.put("comment", comment);
        ret.put("result", result);
        return ret;
    }

    private static Map<String, Object> unavailable(String what, boolean result) {
        return answer("Event module not available. " + what, result);
    }

    private static Map<String, Object> told(Map<String, Object> ret, String comment, boolean result) {
        ret.put("comment", comment);
        ret.put("result", result);
        return ret;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> copy.put(String.valueOf(key), item));
        }
        return copy;
    }
}
