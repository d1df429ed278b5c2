package dev.brine.engine.schedule.job;

import java.time.LocalDateTime;
import java.util.Map;

/** Every so many {@code seconds}, {@code minutes}, {@code hours} and {@code days}, all of them added. */
final class IntervalTiming implements Timing {
    private static final Map<String, Long> UNITS =
            Map.of("seconds", 1L, "minutes", 60L, "hours", 3600L, "days", 86_400L);

    private final Definition definition;
    private final Progress progress;

    IntervalTiming(Definition definition, Progress progress) {
        this.definition = definition;
        this.progress = progress;
    }

    static boolean in(Definition definition) {
        return UNITS.keySet().stream().anyMatch(definition::has);
    }

    @Override
    public boolean find(Moment moment, boolean asked) {
        LocalDateTime now = moment.now();
        Long seconds = progress.seconds;
        if (seconds == null) {
            seconds = sum();
            progress.seconds = seconds;
            progress.scheduled = now.plusSeconds(seconds);
        }
        LocalDateTime due = progress.next;
        // a clock that was set back must not put the job off for longer than its interval
        if (due == null || due.isAfter(now.plusSeconds(seconds))) {
            progress.next = now.plusSeconds(seconds);
        }
        return true;
    }

    private long sum() {
        long sum = 0;
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            sum = Math.addExact(sum, Math.multiplyExact(definition.whole(unit.getKey()), unit.getValue()));
        }
        return sum;
    }

    @Override
    public boolean come(Moment moment, LocalDateTime due, long left) {
        return left <= 0;
    }
}
