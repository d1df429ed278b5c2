package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code schedule}: keeping jobs for the next start, and taking up what was kept. */
@Module("schedule")
public final class ScheduleKeeping {
    private final MinionSchedule schedule;
    private final ModuleParts parts;

    ScheduleKeeping(MinionSchedule schedule, ModuleParts parts) {
        this.schedule = schedule;
        this.parts = parts;
    }

    @Fn(doc = "Keep the jobs of the schedule, except those of the pillar, for the next start. Keywords: test.")
    public Map<String, Object> save(@Arg(rest = true) Map<String, Object> kwargs) {
        if (Truth.of(kwargs.get("test"))) {
            return Answer.of("Schedule would be saved.", true);
        }
        return schedule.ask(MinionSchedule.command("save_schedule")).isEmpty()
                ? Answer.of("Failed to save schedule.", false)
                : Answer.of("Schedule (non-pillar items) saved.", true);
    }

    @Fn(doc = "Read the kept jobs of the schedule, and those of the pillar, anew.")
    public Map<String, Object> reload() {
        List<Object> comments = new ArrayList<>();
        boolean result = true;
        if (parts.pillar().containsKey("schedule")) {
            result = parts.actions().refreshPillar(false);
            comments.add(
                    result
                            ? "Reloaded schedule from pillar on minion."
                            : "Failed to reload schedule from pillar on minion.");
        }
        Map<String, Object> saved = schedule.saved();
        if (!saved.isEmpty()) {
            Map<String, Object> command = MinionSchedule.command("reload");
            command.put("schedule", saved);
            schedule.ask(command);
            comments.add("Reloaded schedule on minion from schedule.conf.");
        }
        return Answer.of(comments, result);
    }
}
