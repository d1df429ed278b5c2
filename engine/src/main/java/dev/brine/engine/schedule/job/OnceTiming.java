package dev.brine.engine.schedule.job;

import dev.brine.engine.schedule.time.Strptime;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/** {@code once}: at one time, written as {@code once_fmt} says. */
final class OnceTiming implements Timing {
    private final Definition definition;
    private final Progress progress;

    OnceTiming(Definition definition, Progress progress) {
        this.definition = definition;
        this.progress = progress;
    }

    @Override
    public boolean find(Moment moment, boolean asked) {
        LocalDateTime due = progress.next;
        if (due == null) {
            due = time();
            progress.next = due;
            progress.scheduled = due;
        }
        return progress.splayed != null
                || (!moment.missed(due) && (!due.isAfter(moment.now()) || definition.value("splay") != null));
    }

    private LocalDateTime time() {
        Object given = definition.value("once");
        if (given instanceof LocalDateTime time) {
            return time;
        }
        Object format = definition.has("once_fmt") ? definition.value("once_fmt") : ExplicitTimes.ISO;
        try {
            return Strptime.parse(String.valueOf(given), String.valueOf(format));
        } catch (DateTimeException e) {
            throw new DateTimeException("Date string could not be parsed: " + given + ", " + format, e);
        }
    }

    /** A job that runs once must not run again at the next look inside the same window. */
    @Override
    public boolean come(Moment moment, LocalDateTime due, long left) {
        LocalDateTime next = progress.next;
        LocalDateTime ran = progress.lastRun;
        boolean done = ran != null && next != null && !ran.isBefore(next) && due.equals(next);
        return moment.reached(due) && !done;
    }
}
