package dev.brine.engine.schedule.job;

import dev.brine.engine.modules.host.Truth;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * What may keep a job from running when its time has come: {@code range}, {@code skip_during_range}, {@code skip_explicit},
 * {@code until}, {@code after}. All of them have to agree.
 */
final class Conditions {
    private final Definition definition;
    private final Progress progress;

    Conditions(Definition definition, Progress progress) {
        this.definition = definition;
        this.progress = progress;
    }

    /** The function to run: the job's own, or the one that runs for skipped jobs; empty when none may. */
    Optional<String> function(Moment moment) {
        Optional<String> inRange = range(moment);
        if (inRange.isEmpty()) {
            return inRange;
        }
        boolean skips = skippedRange(moment) | skippedTime(moment);
        if (isPast(moment) || isEarly(moment)) {
            return Optional.empty();
        }
        return skips ? instead(moment) : inRange;
    }

    private static Optional<String> instead(Moment moment) {
        return Truth.of(moment.skipFunction()) ? Optional.of(String.valueOf(moment.skipFunction())) : Optional.empty();
    }

    private Optional<String> range(Moment moment) {
        Object given = definition.value("range");
        if (given == null) {
            return Optional.of(definition.fun());
        }
        Span range = Span.of("range", given, moment);
        boolean inverted = given instanceof Map<?, ?> map && Truth.of(map.get("invert"));
        if (inverted && range.encloses(moment.now())) {
            progress.hold("in_skip_range");
            return Optional.empty();
        }
        if (inverted || range.holds(moment.now())) {
            return Optional.of(definition.fun());
        }
        Optional<String> instead = instead(moment);
        if (instead.isEmpty()) {
            progress.hold("not_in_range");
        }
        return instead;
    }

    private boolean skippedRange(Moment moment) {
        Object given = definition.has("skip_during_range") ? definition.value("skip_during_range") : moment.skipRange();
        if (!Truth.of(given)) {
            return false;
        }
        Span range = Span.of("skip_during_range", given, moment);
        if (!range.holds(moment.now())) {
            return false;
        }
        progress.skip("in_skip_range", moment.now());
        if (Truth.of(definition.value("run_after_skip_range"))) {
            LocalDateTime after = range.end().plus(moment.window());
            ExplicitTimes.add(definition, ExplicitTimes.RUN, ExplicitTimes.iso(after), ExplicitTimes.ISO);
        }
        return true;
    }

    private boolean skippedTime(Moment moment) {
        boolean skips = ExplicitTimes.of(definition, ExplicitTimes.SKIP).anyMatch(moment::reached);
        if (skips) {
            progress.skip("skip_explicit", moment.now());
        }
        return skips;
    }

    private boolean isPast(Moment moment) {
        Object until = definition.value("until");
        boolean past = until != null && !moment.date(until, "until").isAfter(moment.now());
        if (past) {
            progress.skip("until_passed", moment.now());
        }
        return past;
    }

    private boolean isEarly(Moment moment) {
        Object after = definition.value("after");
        boolean early = after != null && !moment.date(after, "after").isBefore(moment.now());
        if (early) {
            progress.skip("after_not_passed", moment.now());
        }
        return early;
    }
}
