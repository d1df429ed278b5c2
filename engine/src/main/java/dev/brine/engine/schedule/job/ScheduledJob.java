package dev.brine.engine.schedule.job;

import dev.brine.engine.modules.host.Truth;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entry of the schedule: its definition as written, and what the clock has made of it so far.
 *
 * <p>Salt 3006: utils/schedule.py {@code eval}. Two of its oddities are not kept: conditions ({@code range}, {@code until}, {@code
 * after}, skips) all have to agree, where Salt lets the last one decide; and a time to skip that is still to come does not hold
 * back runs before it. Belongs to its schedule, whose lock guards it.
 */
public final class ScheduledJob {
    private static final Logger log = LoggerFactory.getLogger(ScheduledJob.class);

    private final Definition definition;
    private final Progress progress = new Progress();
    private final Conditions conditions;
    private @Nullable Timing timing;
    /** The last error that was logged. */
    private @Nullable String complaint;

    /** A job that has not looked at the clock yet; it keeps {@code data} as its own. */
    public ScheduledJob(String key, Map<String, Object> data) {
        this.definition = new Definition(key, data);
        this.conditions = new Conditions(definition, progress);
    }

    public String name() {
        return definition.name();
    }

    public Map<String, Object> data() {
        return definition.data();
    }

    /** The function; empty text when none is named. */
    public String fun() {
        return definition.fun();
    }

    /** When it runs next, {@code 2026-11-21T16:30:00}. */
    public Optional<String> next() {
        return Optional.ofNullable(progress.next).map(ExplicitTimes::iso);
    }

    /** The definition with what is known of its runs, as Salt's minions show it. */
    public Map<String, Object> shown() {
        return progress.over(definition.data());
    }

    /** Adds a time to run at, once. */
    public void runAt(@Nullable Object time, String format) {
        ExplicitTimes.add(definition, ExplicitTimes.RUN, time, format);
    }

    /** Adds a time not to run at. */
    public void skipAt(@Nullable Object time, String format) {
        ExplicitTimes.add(definition, ExplicitTimes.SKIP, time, format);
    }

    /** Looks at the clock: the function to run now, or empty. {@link #settle} must follow when this gives one. */
    public Optional<String> look(Moment moment) {
        progress.forget();
        if (progress.startRun == null && Truth.of(definition.value("run_on_start"))) {
            progress.startRun = true;
        }
        Optional<String> fun;
        try {
            boolean asked = explicit(moment);
            Timing rule = rule();
            if (rule == null || !rule.find(moment, asked)) {
                return Optional.empty();
            }
            fun = function(moment, due(moment, rule, asked));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            fail(e);
            return Optional.empty();
        }
        if (!moment.enabled() || !definition.enabled()) {
            progress.skip("disabled", moment.now());
            fun = Optional.empty();
        }
        if (fun.isEmpty()) {
            progress.rearm(moment.now());
        }
        return fun;
    }

    private @Nullable Timing rule() {
        if (timing == null) {
            timing = Timing.of(definition, progress).orElse(null);
        }
        return timing;
    }

    /** Whether one of the explicit times to run at is reached; it is the next time then. */
    private boolean explicit(Moment moment) {
        Optional<LocalDateTime> reached = ExplicitTimes.of(definition, ExplicitTimes.RUN)
                .filter(time -> moment.reached(time) && ranBefore(time))
                .findFirst();
        reached.ifPresent(time -> progress.next = time);
        return reached.isPresent();
    }

    private boolean ranBefore(LocalDateTime time) {
        return progress.lastRun == null || progress.lastRun.isBefore(time);
    }

    /** Whether the time has come, splay included. */
    private boolean due(Moment moment, Timing rule, boolean asked) {
        LocalDateTime now = moment.now();
        LocalDateTime due = progress.next == null ? now : progress.next;
        boolean run = asked;
        long left =
                ChronoUnit.SECONDS.between(now.truncatedTo(ChronoUnit.SECONDS), due.truncatedTo(ChronoUnit.SECONDS));
        Object splay = definition.has("splay") ? definition.value("splay") : moment.splay();
        if (Truth.of(splay)) {
            if (progress.splayed == null) {
                LocalDateTime later = due.plusSeconds(Splay.seconds(splay, moment.random()));
                if (now.isBefore(later)) {
                    progress.splayed = later;
                    progress.armed = true;
                } else {
                    run = true;
                }
            }
            LocalDateTime delayed = progress.splayed;
            if (delayed != null) {
                left = ChronoUnit.SECONDS.between(now, delayed);
                left = left == 0 && now.isBefore(delayed) ? 1 : left;
                rule.delayed(delayed);
                due = delayed;
            }
        }
        return rule.come(moment, due, left) || run;
    }

    /** A run at the start asks for no conditions. */
    private Optional<String> function(Moment moment, boolean due) {
        if (Boolean.TRUE.equals(progress.startRun)) {
            progress.startRun = false;
            return Optional.of(fun());
        }
        return due ? conditions.function(moment).filter(fun -> !fun.isEmpty()) : Optional.empty();
    }

    /** Says what became of a run that {@link #look} asked for. */
    public void settle(LocalDateTime now, boolean ran) {
        if (ran) {
            progress.ran(now);
        } else {
            progress.skip("maxrunning", now);
            progress.rearm(now);
        }
    }

    private void fail(RuntimeException e) {
        String said = e.getMessage() + ". Ignoring job " + name() + ".";
        if (!said.equals(complaint)) {
            log.error("schedule: {}", said);
        }
        complaint = said;
        progress.failed(said);
    }
}
