package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.schedule.time.Strptime;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;

/** {@code schedule}: single runs of jobs, made now, made later or left out. */
@Module("schedule")
public final class ScheduleRuns {
    private static final String ISO = "%Y-%m-%dT%H:%M:%S";

    private final MinionSchedule schedule;

    ScheduleRuns(MinionSchedule schedule) {
        this.schedule = schedule;
    }

    @Fn(doc = """
            Run a job of the schedule now.

            name: the job
            force: even when it is disabled
            """)
    public Map<String, Object> runJob(String name, @Arg(dflt = "False") boolean force) {
        Map<String, Object> current = schedule.jobs();
        if (!current.containsKey(name)) {
            return Answer.of("Job " + name + " does not exist.", false);
        }
        if (!force && !Truth.of(TextKeys.copy(current.get(name)).get("enabled"))) {
            return Answer.of("Job " + name + " is disabled.", true);
        }
        schedule.ask(MinionSchedule.command("run_job", name));
        return Answer.of("Scheduling Job " + name + " on minion.", true);
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
        Map<String, Object> command = MinionSchedule.command("postpone_job", name);
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
                MinionSchedule.command("skip_job", name),
                kwargs,
                List.of(currentTime),
                "Added Skip Job " + name + " in schedule.",
                "Failed to skip job " + name + " in schedule.");
    }

    private Map<String, Object> timed(
            Map<String, Object> command, Map<String, Object> kwargs, List<String> times, String done, String failed) {
        String name = String.valueOf(command.get("name"));
        String format = Truth.of(kwargs.get("time_fmt")) ? String.valueOf(kwargs.get("time_fmt")) : ISO;
        if (name.isEmpty()) {
            return Answer.of(ScheduleItem.NAMELESS, false);
        }
        try {
            times.forEach(time -> Strptime.parse(time, format));
        } catch (DateTimeException e) {
            return Answer.of("Date string could not be parsed.", false);
        }
        if (!schedule.jobs().containsKey(name)) {
            return Answer.of("Job " + name + " does not exist.", false);
        }
        command.put("time", times.get(0));
        command.put("time_fmt", format);
        Map<String, Object> job = TextKeys.copy(schedule.entriesAfter(command).get(name));
        boolean enabled = !job.isEmpty() && (!job.containsKey("enabled") || Truth.of(job.get("enabled")));
        return enabled ? Answer.of(done, true) : Answer.of(failed, false);
    }
}
