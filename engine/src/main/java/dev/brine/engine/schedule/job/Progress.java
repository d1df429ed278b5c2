package dev.brine.engine.schedule.job;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the clock has made of a job so far: the memory that the parts of a {@link ScheduledJob} share. */
final class Progress {
    /** When it is to run next, without its splay. */
    @Nullable
    LocalDateTime next;
    /** When its rule says that it runs. */
    @Nullable
    LocalDateTime scheduled;
    /** When it runs, its splay included, once that is known. */
    @Nullable
    LocalDateTime splayed;

    @Nullable
    LocalDateTime lastRun;
    /** Whether a time that is reached makes it run; null before the first time was found. */
    @Nullable
    Boolean armed;
    /** Whether a run at the start is still to come; null when none was asked for. */
    @Nullable
    Boolean startRun;
    /** The length of its interval, for a job that has one. */
    @Nullable
    Long seconds;

    private @Nullable LocalDateTime skippedAt;
    private @Nullable String skipReason;
    private @Nullable String error;
    private boolean skipped;

    /** Forgets what was said about the last look. */
    void forget() {
        error = null;
        skipped = false;
        skipReason = null;
        skippedAt = null;
    }

    void failed(String why) {
        error = why;
    }

    void skip(String reason, LocalDateTime now) {
        skipped = true;
        skipReason = reason;
        skippedAt = now;
    }

    /** Salt 3006: a job outside of its range has a reason and counts as not skipped, so that it runs as soon as it is inside. */
    void hold(String reason) {
        skipReason = reason;
    }

    void ran(LocalDateTime now) {
        lastRun = now;
        splayed = null;
        if (seconds != null) {
            next = now.plusSeconds(seconds);
        }
    }

    /** Salt 3006: an interval that was skipped starts anew, one that is only out of its range runs as soon as it is inside. */
    void rearm(LocalDateTime now) {
        LocalDateTime due = next;
        if (skipped && seconds != null && due != null && !due.isAfter(now)) {
            next = now.plusSeconds(seconds);
        }
    }

    /** Adds what is known to a definition, as Salt's minions show it. */
    Map<String, Object> over(Map<String, Object> definition) {
        Map<String, Object> shown = new LinkedHashMap<>(definition);
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
