package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code schedule}: jobs of the minion by the clock. Words of Salt 3006. */
@Module("schedule")
public final class ScheduleStates {
    private final StateContext context;

    public ScheduleStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that the minion's schedule has a job, made of the other arguments as schedule.add takes them.

            name: the job
            function: what it runs
            seconds, minutes, hours, days, when, cron, once: when
            job_args, job_kwargs: what it gets
            persist: whether to keep it for the next start (default True)
            offline: change the file only, as no minion runs
            """)
    public Map<String, Object> present(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        ManagedEntry entry = new ManagedEntry(context, name, kwargs);
        Map<?, ?> current = schedule(entry);
        if (!current.containsKey(name)) {
            return finished(entry, "schedule.add", name, "Adding new job " + name + " to schedule");
        }
        Object built = context.call("schedule.build_schedule_item", List.of(name), entry.kwargs());
        Map<String, Object> wanted = TextKeys.copy(built);
        if (Boolean.FALSE.equals(wanted.get("result"))) {
            return Result.failed(name, String.valueOf(wanted.get("comment")));
        }
        wanted.putIfAbsent("enabled", true);
        if (wanted.equals(current.get(name))) {
            entry.say("Job " + name + " in correct state");
            return entry.result();
        }
        return finished(entry, "schedule.modify", name, "Modifying job " + name + " in schedule");
    }

    @Fn(doc = """
            Make sure that the minion's schedule does not have a job.

            name: the job
            persist: whether to take it out for the next start, too (default True)
            """)
    public Map<String, Object> absent(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return known(name, kwargs, "schedule.delete", "Removed job " + name + " from schedule");
    }

    @Fn(doc = """
            Make sure that a job of the schedule runs.

            name: the job
            persist: whether it does so after the next start, too (default True)
            """)
    public Map<String, Object> enabled(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return known(name, kwargs, "schedule.enable_job", "Enabled job " + name + " from schedule");
    }

    @Fn(doc = """
            Make sure that a job of the schedule rests.

            name: the job
            persist: whether it does so after the next start, too (default True)
            """)
    public Map<String, Object> disabled(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return known(name, kwargs, "schedule.disable_job", "Disabled job " + name + " from schedule");
    }

    private Map<String, Object> known(String name, Map<String, Object> kwargs, String function, String done) {
        ManagedEntry entry = new ManagedEntry(context, name, kwargs);
        if (schedule(entry).containsKey(name)) {
            return finished(entry, function, name, done);
        }
        entry.say("Job " + name + " not present in schedule");
        return entry.result();
    }

    private static Map<?, ?> schedule(ManagedEntry entry) {
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("show_all", true);
        if (Boolean.TRUE.equals(entry.kwargs().get("offline"))) {
            how.put("offline", true);
        }
        return entry.listed("schedule.list", how);
    }

    private static Map<String, Object> finished(ManagedEntry entry, String function, String name, String done) {
        @Nullable Map<String, Object> failure = entry.act(function, List.of(name), done);
        return failure == null ? entry.result() : failure;
    }
}
