package dev.brine.engine.modules.schedule;

import dev.brine.engine.modules.ModuleParts;
import java.util.List;

/** Makes the module {@code schedule}. */
public final class ScheduleModule {
    private ScheduleModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts) {
        MinionSchedule schedule = new MinionSchedule(parts);
        return List.of(
                new ScheduleList(schedule),
                new ScheduleEntries(schedule),
                new ScheduleSwitches(schedule),
                new ScheduleRuns(schedule),
                new ScheduleKeeping(schedule, parts),
                new ScheduleCopies(schedule));
    }
}
