package dev.brine.engine.schedule.job;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/** The rule that gives a job its times. There are four kinds; a job has one of them or none. */
sealed interface Timing permits CronTiming, IntervalTiming, OnceTiming, WhenTiming {

    /**
     * The rule of a definition; empty when it has none.
     *
     * @throws IllegalArgumentException when it has several
     */
    static Optional<Timing> of(Definition definition, Progress progress) {
        boolean interval = IntervalTiming.in(definition);
        long others = Stream.of("when", "cron", "once").filter(definition::has).count();
        if (others > 1 || (interval && others > 0)) {
            throw new IllegalArgumentException(
                    "\"when\", \"cron\", \"once\" and seconds, minutes, hours, days cannot be used together");
        }
        if (interval) {
            return Optional.of(new IntervalTiming(definition, progress));
        }
        if (definition.has("once")) {
            return Optional.of(new OnceTiming(definition, progress));
        }
        if (definition.has("when")) {
            return Optional.of(new WhenTiming(definition, progress));
        }
        return definition.has("cron") ? Optional.of(new CronTiming(definition, progress)) : Optional.empty();
    }

    /**
     * Finds the next time; false when there is nothing to do now.
     *
     * @param asked whether one of the job's explicit times is reached
     */
    boolean find(Moment moment, boolean asked);

    /** Takes note that the splay delays the next run. */
    default void delayed(LocalDateTime to) {}

    /**
     * Whether the time has come.
     *
     * @param due the time, splay included
     * @param left whole seconds until then
     */
    boolean come(Moment moment, LocalDateTime due, long left);
}
