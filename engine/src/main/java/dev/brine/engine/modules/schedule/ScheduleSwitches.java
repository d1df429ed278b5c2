package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code schedule}: enabling and disabling, one job or all of them. */
@Module("schedule")
public final class ScheduleSwitches {
    private final MinionSchedule schedule;

    ScheduleSwitches(MinionSchedule schedule) {
        this.schedule = schedule;
    }

    /** Which way, in the words of the answers. */
    private enum Way {
        ON("enable", "enabled", "Enabled"),
        OFF("disable", "disabled", "Disabled");

        final String verb;
        final String done;
        final String sentence;

        Way(String verb, String done, String sentence) {
            this.verb = verb;
            this.done = done;
            this.sentence = sentence;
        }

        boolean reached(boolean enabled) {
            return enabled == (this == ON);
        }
    }

    @Fn(doc = """
            Enable a job of the schedule. Keywords: persist.

            name: the job
            """)
    public Map<String, Object> enableJob(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return one(name, kwargs, Way.ON);
    }

    @Fn(doc = """
            Disable a job of the schedule. Keywords: test, persist.

            name: the job
            """)
    public Map<String, Object> disableJob(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return one(name, kwargs, Way.OFF);
    }

    private Map<String, Object> one(String name, Map<String, Object> kwargs, Way way) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Job: " + name + " would be " + way.done + " in schedule.", true, changes);
        }
        if (!schedule.jobs().containsKey(name)) {
            return Answer.of("Job " + name + " does not exist.", false, changes);
        }
        Map<String, Object> entries = schedule.entriesAfter(MinionSchedule.change(way.verb + "_job", name, kwargs));
        Map<String, Object> job = TextKeys.copy(entries.get(name));
        if (!way.reached(!job.containsKey("enabled") || Truth.of(job.get("enabled")))) {
            return Answer.of("Failed to " + way.verb + " job " + name + " in schedule.", false, changes);
        }
        changes.put(name, way.done);
        return Answer.of(way.sentence + " Job " + name + " in schedule.", true, changes);
    }

    @Fn(doc = "Enable the schedule. Keywords: test, persist.")
    public Map<String, Object> enable(@Arg(rest = true) Map<String, Object> kwargs) {
        return all(kwargs, Way.ON);
    }

    @Fn(doc = "Disable the schedule. Keywords: test, persist.")
    public Map<String, Object> disable(@Arg(rest = true) Map<String, Object> kwargs) {
        return all(kwargs, Way.OFF);
    }

    private Map<String, Object> all(Map<String, Object> kwargs, Way way) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Schedule would be " + way.done + ".", true, changes);
        }
        Map<String, Object> answer = schedule.ask(MinionSchedule.change(way.verb, "", kwargs));
        Map<String, Object> entries = TextKeys.copy(answer.get("schedule"));
        if (answer.isEmpty() || !way.reached(Truth.of(entries.get("enabled")))) {
            return Answer.of("Failed to " + way.verb + " schedule on minion.", false, changes);
        }
        changes.put("schedule", way.done);
        return Answer.of(way.sentence + " schedule on minion.", true, changes);
    }
}
