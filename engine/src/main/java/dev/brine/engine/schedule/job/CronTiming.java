package dev.brine.engine.schedule.job;

import dev.brine.engine.schedule.time.Cron;
import java.time.LocalDateTime;

/** {@code cron}: at the times of a cron expression. */
final class CronTiming implements Timing {
    private final Definition definition;
    private final Progress progress;

    CronTiming(Definition definition, Progress progress) {
        this.definition = definition;
        this.progress = progress;
    }

    @Override
    public boolean find(Moment moment, boolean asked) {
        if (progress.next == null) {
            progress.next = Cron.of(String.valueOf(definition.value("cron")))
                    .next(moment.now())
                    .orElseThrow(() -> new IllegalArgumentException("Invalid cron string"));
            progress.scheduled = progress.next;
        }
        return true;
    }

    @Override
    public boolean come(Moment moment, LocalDateTime due, long left) {
        if (left > 0) {
            return false;
        }
        progress.next = null;
        return true;
    }
}
