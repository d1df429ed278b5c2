package dev.brine.engine.schedule;

import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.render.jinja.value.Strftime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entry of the schedule: its definition as written, and what the clock has made of it so far.
 *
 * <p>Salt 3006: utils/schedule.py {@code eval}. Two of its oddities are not kept: conditions ({@code range}, {@code until}, {@code
 * after}, skips) all have to agree, where Salt lets the last one decide; and a time to skip that is still to come does not hold
 * back runs before it. Belongs to its {@link Schedule}, whose lock guards it.
 */
final class ScheduledJob {
    private static final Logger log = LoggerFactory.getLogger(ScheduledJob.class);

    private static final Map<String, Long> UNITS =
            Map.of("seconds", 1L, "minutes", 60L, "hours", 3600L, "days", 86_400L);
    private static final String ISO = "%Y-%m-%dT%H:%M:%S";
    private static final int MOST_EXPLICIT = 100;

    private final String name;
    private final Map<String, Object> data;

    private @Nullable LocalDateTime next;
    private @Nullable LocalDateTime scheduled;
    private @Nullable LocalDateTime splayed;
    private @Nullable LocalDateTime lastRun;
    private @Nullable LocalDateTime skippedAt;
    private @Nullable String skipReason;
    private @Nullable String error;
    /** The last error that was logged. */
    private @Nullable String complaint;

    private @Nullable Boolean armed;
    private @Nullable Boolean startRun;
    private @Nullable Long seconds;
    private boolean skipped;

    /** What all jobs share at one look at the clock. */
    record Moment(
            LocalDateTime now,
            Duration window,
            boolean enabled,
            @Nullable Object splay,
            @Nullable Object skipRange,
            @Nullable Object skipFunction,
            Map<String, Object> whens,
            RandomGenerator random) {
        LocalDate today() {
            return now.toLocalDate();
        }

        /** Whether {@code time} was reached since the last look. */
        boolean reached(LocalDateTime time) {
            return !time.isAfter(now) && !now.isAfter(time.plus(window));
        }

        boolean missed(LocalDateTime time) {
            return time.isBefore(now.minus(window));
        }
    }

    ScheduledJob(String key, Map<String, Object> data) {
        this.data = data;
        data.putIfAbsent("name", key);
        this.name = String.valueOf(data.get("name"));
    }

    String name() {
        return name;
    }

    Map<String, Object> data() {
        return data;
    }

    /** The function; empty text when none is named. */
    String fun() {
        for (String key : List.of("function", "func", "fun")) {
            if (data.get(key) instanceof String fun) {
                return fun;
            }
        }
        return "";
    }

    boolean enabled() {
        return !data.containsKey("enabled") || Truth.of(data.get("enabled"));
    }

    @Nullable
    LocalDateTime next() {
        return next;
    }

    /** Looks at the clock: the function to run now, or empty. {@link #settle} must follow when this gives one. */
    Optional<String> look(Moment moment) {
        forget();
        if (startRun == null && Truth.of(data.get("run_on_start"))) {
            startRun = true;
        }
        boolean run = false;
        try {
            run = data.containsKey("run_explicit") && explicit(moment);
            if (!timed(moment, run)) {
                return Optional.empty();
            }
            run = due(moment, run);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            fail(e);
            return Optional.empty();
        }
        String fun = fun();
        if (Boolean.TRUE.equals(startRun)) {
            startRun = false;
            run = true;
        } else if (run) {
            try {
                fun = allowed(moment, fun);
                run = !fun.isEmpty();
            } catch (DateTimeException | IllegalArgumentException e) {
                fail(e);
                return Optional.empty();
            }
        }
        if (!moment.enabled() || !enabled()) {
            skip("disabled", moment.now());
            run = false;
        }
        if (!run) {
            rearm(moment.now());
        }
        return run ? Optional.of(fun) : Optional.empty();
    }

    /** Says what became of a run that {@link #look} asked for. */
    void settle(LocalDateTime now, boolean ran) {
        if (ran) {
            lastRun = now;
            splayed = null;
            if (seconds != null) {
                next = now.plusSeconds(seconds);
            }
        } else {
            skip("maxrunning", now);
            rearm(now);
        }
    }

    /** Salt 3006: an interval that was skipped starts anew, one that is only out of its range runs as soon as it is inside. */
    private void rearm(LocalDateTime now) {
        LocalDateTime due = next;
        if (skipped && seconds != null && due != null && !due.isAfter(now)) {
            next = now.plusSeconds(seconds);
        }
    }

    private void forget() {
        error = null;
        skipped = false;
        skipReason = null;
        skippedAt = null;
    }

    private void fail(RuntimeException e) {
        String said = e.getMessage() + ". Ignoring job " + name + ".";
        if (!said.equals(complaint)) {
            log.error("schedule: {}", said);
        }
        complaint = said;
        error = said;
    }

    private void skip(String reason, LocalDateTime now) {
        skipped = true;
        skipReason = reason;
        skippedAt = now;
    }

    /** Finds the next time; false when there is nothing to do now. */
    private boolean timed(Moment moment, boolean run) {
        boolean interval = UNITS.keySet().stream().anyMatch(data::containsKey);
        long others = List.of("when", "cron", "once").stream()
                .filter(data::containsKey)
                .count();
        if (others > 1 || (interval && others > 0)) {
            throw new IllegalArgumentException(
                    "\"when\", \"cron\", \"once\" and seconds, minutes, hours, days cannot be used together");
        }
        if (interval) {
            interval(moment.now());
            return true;
        }
        if (data.containsKey("once")) {
            return once(moment);
        }
        if (data.containsKey("when")) {
            return when(moment, run);
        }
        return data.containsKey("cron") && cron(moment.now());
    }

    private void interval(LocalDateTime now) {
        if (seconds == null) {
            long sum = 0;
            for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
                sum = Math.addExact(sum, Math.multiplyExact(whole(unit.getKey()), unit.getValue()));
            }
            seconds = sum;
            scheduled = now.plusSeconds(sum);
        }
        LocalDateTime due = next;
        // a clock that was set back must not put the job off for longer than its interval
        if (due == null || due.isAfter(now.plusSeconds(seconds))) {
            next = now.plusSeconds(seconds);
        }
    }

    private long whole(String key) {
        Object value = data.getOrDefault(key, 0L);
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.parseLong(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number, found " + value, e);
        }
    }

    private boolean once(Moment moment) {
        LocalDateTime due = next;
        if (due == null) {
            String format = String.valueOf(data.getOrDefault("once_fmt", ISO));
            Object given = data.get("once");
            try {
                due = given instanceof LocalDateTime time ? time : Strptime.parse(String.valueOf(given), format);
            } catch (DateTimeException e) {
                throw new DateTimeException("Date string could not be parsed: " + given + ", " + format, e);
            }
            next = due;
            scheduled = due;
        }
        return splayed != null || (!moment.missed(due) && (!due.isAfter(moment.now()) || data.get("splay") != null));
    }

    private boolean when(Moment moment, boolean run) {
        List<LocalDateTime> times = new ArrayList<>();
        for (Object item :
                data.get("when") instanceof List<?> list ? list : List.of(String.valueOf(data.get("when")))) {
            times.add(date(moment.whens().getOrDefault(String.valueOf(item), item), moment, "date string " + item));
        }
        LocalDateTime delayed = splayed;
        if (delayed != null) {
            times.add(delayed);
        }
        times.sort(null);
        // all that were missed go, except the last: it tells whether it ran
        while (times.size() > 1 && moment.missed(times.get(0))) {
            times.remove(0);
        }
        LocalDateTime first = times.get(0);
        if (moment.missed(first) && !Boolean.TRUE.equals(armed) && !run && splayed == null) {
            next = null;
            return false;
        }
        LocalDateTime due = next;
        if (due == null) {
            // the first time of the day, or of all: one that has passed is not made up for
            armed = !moment.missed(first);
            due = first;
        }
        scheduled = first;
        if (due.isBefore(first) && !run && !Boolean.TRUE.equals(armed)) {
            due = first;
            armed = true;
        }
        next = due;
        return true;
    }

    private boolean cron(LocalDateTime now) {
        if (next == null) {
            next = Cron.of(String.valueOf(data.get("cron")))
                    .next(now)
                    .orElseThrow(() -> new IllegalArgumentException("Invalid cron string"));
            scheduled = next;
        }
        return true;
    }

    /** Whether the time has come, splay included. */
    private boolean due(Moment moment, boolean asked) {
        LocalDateTime now = moment.now();
        LocalDateTime due = next == null ? now : next;
        boolean run = asked;
        long left =
                ChronoUnit.SECONDS.between(now.truncatedTo(ChronoUnit.SECONDS), due.truncatedTo(ChronoUnit.SECONDS));
        Object splay = data.containsKey("splay") ? data.get("splay") : moment.splay();
        if (Truth.of(splay)) {
            if (splayed == null) {
                LocalDateTime later = due.plusSeconds(splay(splay, moment.random()));
                if (now.isBefore(later)) {
                    splayed = later;
                    armed = true;
                } else {
                    run = true;
                }
            }
            LocalDateTime delayed = splayed;
            if (delayed != null) {
                left = ChronoUnit.SECONDS.between(now, delayed);
                left = left == 0 && now.isBefore(delayed) ? 1 : left;
                if (data.containsKey("when")) {
                    next = delayed;
                }
                due = delayed;
            }
        }
        if (seconds != null) {
            return run || left <= 0;
        }
        if (data.containsKey("when")) {
            if (Boolean.TRUE.equals(armed) && moment.reached(due)) {
                armed = false;
                return true;
            }
            return run;
        }
        if (data.containsKey("cron")) {
            if (left <= 0) {
                next = null;
                return true;
            }
            return run;
        }
        return run || (moment.reached(due) && !due.equals(lastOnce()));
    }

    /** A job that runs once must not run again at the next look inside the same window. */
    private @Nullable LocalDateTime lastOnce() {
        LocalDateTime due = next;
        return lastRun != null && due != null && !lastRun.isBefore(due) ? due : null;
    }

    private static long splay(@Nullable Object splay, RandomGenerator random) {
        if (splay instanceof Map<?, ?> range
                && range.get("start") instanceof Number start
                && range.get("end") instanceof Number end) {
            if (end.longValue() < start.longValue()) {
                throw new IllegalArgumentException("Invalid Splay, end must be larger than start");
            }
            return random.nextLong(start.longValue(), end.longValue() + 1);
        }
        if (splay instanceof Number most && most.longValue() >= 1) {
            return random.nextLong(1, most.longValue() + 1);
        }
        throw new IllegalArgumentException("splay must be a number of seconds, or start and end, found " + splay);
    }

    /** The function to run under all conditions; empty when one of them says no. */
    private String allowed(Moment moment, String fun) {
        String chosen = fun;
        LocalDateTime now = moment.now();
        if (data.get("range") != null) {
            Span range = span("range", data.get("range"), moment);
            boolean inverted = data.get("range") instanceof Map<?, ?> map && Truth.of(map.get("invert"));
            if (inverted && now.isAfter(range.start()) && now.isBefore(range.end())) {
                skipReason = "in_skip_range";
                return "";
            }
            if (!inverted && !range.holds(now)) {
                if (!Truth.of(moment.skipFunction())) {
                    skipReason = "not_in_range";
                    return "";
                }
                chosen = String.valueOf(moment.skipFunction());
            }
        }
        Object skipRange = data.containsKey("skip_during_range") ? data.get("skip_during_range") : moment.skipRange();
        boolean skips = false;
        if (Truth.of(skipRange)) {
            Span range = span("skip_during_range", skipRange, moment);
            if (range.holds(now)) {
                skip("in_skip_range", now);
                skips = true;
                if (Truth.of(data.get("run_after_skip_range"))) {
                    runAt(range.end().plus(moment.window()));
                }
            }
        }
        if (data.get("skip_explicit") instanceof List<?> times
                && times.stream().map(ScheduledJob::explicitTime).anyMatch(moment::reached)) {
            skip("skip_explicit", now);
            skips = true;
        }
        if (data.get("until") != null
                && !date(data.get("until"), moment, "until").isAfter(now)) {
            skip("until_passed", now);
            return "";
        }
        if (data.get("after") != null
                && !date(data.get("after"), moment, "after").isBefore(now)) {
            skip("after_not_passed", now);
            return "";
        }
        if (skips) {
            return Truth.of(moment.skipFunction()) ? String.valueOf(moment.skipFunction()) : "";
        }
        return chosen;
    }

    private record Span(LocalDateTime start, LocalDateTime end) {
        boolean holds(LocalDateTime time) {
            return !time.isBefore(start) && !time.isAfter(end);
        }
    }

    private static Span span(String what, @Nullable Object given, Moment moment) {
        if (!(given instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("Invalid, " + what + " must be specified as a dictionary");
        }
        Span span =
                new Span(date(map.get("start"), moment, what + " start"), date(map.get("end"), moment, what + " end"));
        if (!span.end().isAfter(span.start())) {
            throw new IllegalArgumentException("Invalid " + what + ", end must be larger than start");
        }
        return span;
    }

    private static LocalDateTime date(@Nullable Object value, Moment moment, String what) {
        if (value instanceof LocalDateTime time) {
            return time;
        }
        try {
            return HumanDate.parse(String.valueOf(value), moment.today());
        } catch (DateTimeException e) {
            throw new DateTimeException("Invalid " + what, e);
        }
    }

    /** Salt 3006: {@code run_explicit} and {@code skip_explicit} hold {@code {time, time_fmt}}. */
    private static LocalDateTime explicitTime(@Nullable Object item) {
        if (item instanceof LocalDateTime time) {
            return time;
        }
        if (item instanceof Map<?, ?> map) {
            Object format = map.get("time_fmt");
            return Strptime.parse(String.valueOf(map.get("time")), format == null ? ISO : format.toString());
        }
        return Strptime.parse(String.valueOf(item), ISO);
    }

    private boolean explicit(Moment moment) {
        if (data.get("run_explicit") instanceof List<?> times) {
            for (Object item : times) {
                LocalDateTime time = explicitTime(item);
                if (moment.reached(time) && (lastRun == null || lastRun.isBefore(time))) {
                    next = time;
                    return true;
                }
            }
        }
        return false;
    }

    /** Adds a time to run at, once. */
    private void runAt(LocalDateTime time) {
        addExplicit("run_explicit", iso(time), ISO);
    }

    static String iso(LocalDateTime time) {
        return Strftime.format(time, ISO);
    }

    /** Adds a time to {@code run_explicit} or {@code skip_explicit}; the oldest goes when there are a hundred. */
    void addExplicit(String key, @Nullable Object time, String format) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", String.valueOf(time));
        entry.put("time_fmt", format);
        List<Object> times = new ArrayList<>(data.get(key) instanceof List<?> list ? list : List.of());
        if (times.contains(entry)) {
            return;
        }
        if (times.size() == MOST_EXPLICIT) {
            times.remove(0);
        }
        times.add(entry);
        data.put(key, times);
    }

    /** The definition with what is known of its runs, as Salt's minions show it. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>(data);
        shown.put("_next_fire_time", next);
        shown.put("_splay", splayed);
        put(shown, "_seconds", seconds);
        put(shown, "_next_scheduled_fire_time", scheduled);
        put(shown, "_last_run", lastRun);
        put(shown, "_run", armed);
        put(shown, "_run_on_start", startRun);
        put(shown, "_error", error);
        put(shown, "_skip_reason", skipReason);
        put(shown, "_skipped_time", skippedAt);
        if (skipped) {
            shown.put("_skipped", true);
        }
        return shown;
    }

    private static void put(Map<String, Object> shown, String key, @Nullable Object value) {
        if (value != null) {
            shown.put(key, value);
        }
    }
}
