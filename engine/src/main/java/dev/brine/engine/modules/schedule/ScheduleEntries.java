package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.schedule.time.HumanDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code schedule}: adding, changing and removing jobs; with {@code offline} in the file alone, without the minion's answer. */
@Module("schedule")
public final class ScheduleEntries {
    private final MinionSchedule schedule;

    ScheduleEntries(MinionSchedule schedule) {
        this.schedule = schedule;
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
            if (!HumanDate.isDate(String.valueOf(time))) {
                return Optional.of(Answer.of("Schedule item " + time + " for \"when\" in invalid.", false));
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
        Map<String, Object> changes = new LinkedHashMap<>();
        boolean offline = Truth.of(kwargs.get("offline"));
        Map<String, Object> current = schedule.jobs(offline);
        if (current.containsKey(name)) {
            return Answer.of("Job " + name + " already exists in schedule.", false, changes);
        }
        if (name.isEmpty()) {
            return Answer.of(ScheduleItem.NAMELESS, false, changes);
        }
        Optional<String> conflict = ScheduleItem.conflict(kwargs, "Error: U", "\"when\" or \"cron\" options.");
        if (conflict.isPresent()) {
            return Answer.of(conflict.get(), false, changes);
        }
        Map<String, Object> item = buildScheduleItem(name, kwargs);
        if (Boolean.FALSE.equals(item.get("result"))) {
            return item;
        }
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Job: " + name + " would be added to schedule.", true, changes);
        }
        if (offline) {
            current.put(name, item);
            schedule.save(current);
        } else {
            Map<String, Object> command = MinionSchedule.change("add", name, kwargs);
            command.put("schedule", Map.of(name, item));
            Map<String, Object> answer = schedule.ask(command);
            if (answer.isEmpty()) {
                return Answer.of("Event module not available. Schedule add failed.", false, changes);
            }
            if (!TextKeys.copy(answer.get("schedule")).containsKey(name)) {
                return Answer.of("Failed to add job " + name + " to schedule.", false, changes);
            }
        }
        changes.put(name, "added");
        return Answer.of("Added job: " + name + " to schedule.", true, changes);
    }

    @Fn(doc = """
            Change a job of the schedule.

            name: the job. Keywords as of schedule.add; what is not given is no longer set
            """)
    public Map<String, Object> modify(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> changes = new LinkedHashMap<>();
        Optional<String> conflict = ScheduleItem.conflict(kwargs, "Error: U", "\"when\" option.");
        if (conflict.isPresent()) {
            return Answer.of(conflict.get(), false, changes);
        }
        boolean offline = Truth.of(kwargs.get("offline"));
        Map<String, Object> current = schedule.jobs(offline);
        if (!current.containsKey(name)) {
            return Answer.of("Job " + name + " does not exist in schedule.", false, changes);
        }
        Map<String, Object> old = TextKeys.copy(current.get(name));
        Map<String, Object> given = new LinkedHashMap<>(kwargs);
        given.putIfAbsent("function", old.get("function"));
        Map<String, Object> fresh = buildScheduleItem(name, given);
        if (Boolean.FALSE.equals(fresh.get("result"))) {
            return fresh;
        }
        if (fresh.equals(old)) {
            return Answer.of("Job " + name + " in correct state", true, changes);
        }
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("old", old);
        change.put("new", fresh);
        changes.put(name, change);
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Job: " + name + " would be modified in schedule.", true, changes);
        }
        if (offline) {
            old.putAll(fresh);
            current.put(name, old);
            schedule.save(current);
        } else {
            Map<String, Object> command = MinionSchedule.change("modify", name, kwargs);
            command.put("schedule", new LinkedHashMap<>(fresh));
            schedule.ask(command);
        }
        return Answer.of("Modified job: " + name + " in schedule.", true, changes);
    }

    @Fn(doc = """
            Remove a job from the schedule. Keywords: test, persist, offline.

            name: the job
            """)
    public Map<String, Object> delete(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Job: " + name + " would be deleted from schedule.", true, changes);
        }
        boolean offline = Truth.of(kwargs.get("offline"));
        Map<String, Object> current = schedule.jobs(offline);
        if (!current.containsKey(name)) {
            return Answer.of("Job " + name + " does not exist.", false, changes);
        }
        if (offline) {
            current.remove(name);
            schedule.save(current);
        } else if (!deleted(name, kwargs)) {
            return Answer.of("Failed to delete job " + name + " from schedule.", false, changes);
        }
        changes.put(name, "removed");
        return Answer.of("Deleted Job " + name + " from schedule.", true, changes);
    }

    private boolean deleted(String name, Map<String, Object> kwargs) {
        return !schedule.entriesAfter(MinionSchedule.change("delete", name, kwargs))
                .containsKey(name);
    }

    @Fn(doc = "Remove all jobs from the schedule. Keywords: test, persist, offline.")
    public Map<String, Object> purge(@Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> changes = new LinkedHashMap<>();
        List<Object> comments = new ArrayList<>();
        boolean offline = Truth.of(kwargs.get("offline"));
        Map<String, Object> current = schedule.jobs(offline);
        for (String name : new ArrayList<>(current.keySet())) {
            if (MinionSchedule.GLOBAL.contains(name) || name.startsWith("__")) {
                continue;
            }
            if (Truth.of(kwargs.get("test"))) {
                comments.add("Job: " + name + " would be deleted from schedule.");
                continue;
            }
            if (offline) {
                current.remove(name);
            } else if (!deleted(name, kwargs)) {
                comments.add("Failed to delete job " + name + " from schedule.");
                continue;
            }
            comments.add("Deleted job: " + name + " from schedule.");
            changes.put(name, "removed");
        }
        if (offline) {
            schedule.save(current);
        }
        return Answer.of(comments, true, changes);
    }
}
