package dev.brine.engine.schedule.job;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** {@code when}: at dates as people write them, or at names of such dates; those without a day are of today. */
final class WhenTiming implements Timing {
    private final Definition definition;
    private final Progress progress;

    WhenTiming(Definition definition, Progress progress) {
        this.definition = definition;
        this.progress = progress;
    }

    @Override
    public boolean find(Moment moment, boolean asked) {
        LocalDateTime first = first(moment);
        boolean armed = Boolean.TRUE.equals(progress.armed);
        if (moment.missed(first) && !armed && !asked && progress.splayed == null) {
            progress.next = null;
            return false;
        }
        LocalDateTime due = progress.next;
        if (due == null) {
            // the first time of the day, or of all: one that has passed is not made up for
            armed = !moment.missed(first);
            progress.armed = armed;
            due = first;
        }
        progress.scheduled = first;
        if (due.isBefore(first) && !asked && !armed) {
            due = first;
            progress.armed = true;
        }
        progress.next = due;
        return true;
    }

    /** The first of its times that was not missed; the last one where all were: it tells whether it ran. */
    private LocalDateTime first(Moment moment) {
        List<LocalDateTime> times = new ArrayList<>();
        for (Object item : definition.several("when")) {
            Object date = moment.whens().getOrDefault(String.valueOf(item), item);
            times.add(moment.date(date, "date string " + item));
        }
        LocalDateTime delayed = progress.splayed;
        if (delayed != null) {
            times.add(delayed);
        }
        times.sort(null);
        while (times.size() > 1 && moment.missed(times.get(0))) {
            times.remove(0);
        }
        return times.get(0);
    }

    @Override
    public void delayed(LocalDateTime to) {
        progress.next = to;
    }

    @Override
    public boolean come(Moment moment, LocalDateTime due, long left) {
        boolean come = Boolean.TRUE.equals(progress.armed) && moment.reached(due);
        if (come) {
            progress.armed = false;
        }
        return come;
    }
}
