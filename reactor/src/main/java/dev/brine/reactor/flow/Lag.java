package dev.brine.reactor.flow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How late reactions are: the age of the oldest event that is not answered yet, or of the oldest call that waits for its turn.
 *
 * <p>It is told once when it reaches the threshold, and once when it is over: when it has been below half the threshold for as long as the
 * threshold. What goes up and down around the threshold is told once. Looked at by one thread, shown to any.
 */
final class Lag {
    private final long threshold;
    private volatile Shown shown = new Shown(0, null, false, 0);
    private long calmSince = Long.MIN_VALUE;

    /** @param threshold from when on it is told; zero for never */
    Lag(Duration threshold) {
        this.threshold = threshold.toMillis();
    }

    /**
     * What waits longest.
     *
     * @param since milliseconds of the epoch
     * @param tag of the event; empty when that is not known
     * @param rule whose reaction it is; empty when that is not known
     */
    record Oldest(long since, String tag, String rule) {
        static @Nullable Oldest of(@Nullable Oldest one, @Nullable Oldest other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one.since <= other.since ? one : other;
        }
    }

    private record Shown(long millis, @Nullable Oldest oldest, boolean late, long worst) {}

    /** A beginning or an end that is to be told. */
    record Change(boolean late, long millis, @Nullable Oldest oldest) {

        /** What is told: {@code late, lag} (seconds), {@code tag, rule, waiting} (events), {@code calls} (that wait). */
        Map<String, Object> data(long waiting, long calls) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("late", late);
            data.put("lag", millis / 1_000.0);
            data.put("tag", oldest == null ? "" : oldest.tag);
            data.put("rule", oldest == null ? "" : oldest.rule);
            data.put("waiting", waiting);
            data.put("calls", calls);
            return data;
        }
    }

    /** Takes the oldest there is now; gives what is to be told. */
    Optional<Change> look(long now, @Nullable Oldest oldest) {
        long millis = oldest == null ? 0 : Math.max(0, now - oldest.since);
        boolean was = shown.late;
        boolean late = threshold > 0 && (was ? !isOver(now, millis) : millis >= threshold);
        shown = new Shown(millis, oldest, late, Math.max(shown.worst, millis));
        if (late == was) {
            return Optional.empty();
        }
        calmSince = Long.MIN_VALUE;
        return Optional.of(new Change(late, millis, oldest));
    }

    private boolean isOver(long now, long millis) {
        if (millis * 2 >= threshold) {
            calmSince = Long.MIN_VALUE;
            return false;
        }
        if (calmSince == Long.MIN_VALUE) {
            calmSince = now;
        }
        return now - calmSince >= threshold;
    }

    /** For people: {@code seconds} now, whose {@code tag} and {@code rule} that is, whether it is {@code late}, the {@code worst} since the start. */
    Map<String, Object> shown() {
        Shown now = shown;
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seconds", now.millis / 1_000.0);
        if (now.oldest != null) {
            all.put("tag", now.oldest.tag);
            all.put("rule", now.oldest.rule);
        }
        all.put("late", now.late);
        all.put("worst", now.worst / 1_000.0);
        return all;
    }
}
