package dev.brine.engine.runners;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Glob;
import dev.brine.engine.job.Job;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users write to find jobs: globs of functions and targets, metadata, times. */
final class JobSearch {
    private JobSearch() {}

    /** Whether one of the globs, a list or separated by commas, fits one of the values. */
    static boolean matches(@Nullable Object wanted, @Nullable Object found) {
        if (wanted == null) {
            return true;
        }
        List<?> globs = wanted instanceof List<?> list
                ? list
                : List.of(String.valueOf(wanted).split(","));
        List<?> values = found instanceof List<?> list ? list : List.of(String.valueOf(found));
        return values.stream()
                .anyMatch(value -> globs.stream()
                        .anyMatch(glob -> Glob.of(String.valueOf(glob).strip()).test(String.valueOf(value))));
    }

    /** Whether the job carries one of the pairs. */
    static boolean metadata(@Nullable Object wanted, Job job) {
        if (wanted == null) {
            return true;
        }
        if (!(wanted instanceof Map<?, ?> pairs)) {
            throw new FunctionError("search_metadata must be a dictionary, such as '{\"ticket\": 42}'");
        }
        return job.load().get("metadata") instanceof Map<?, ?> has
                && pairs.entrySet().stream()
                        .anyMatch(p -> p.getValue() != null && p.getValue().equals(has.get(p.getKey())));
    }

    static Instant instant(String text) {
        String iso = text.strip().replace(' ', 'T');
        for (String form : List.of(iso, iso + ":00", iso + "T00:00:00")) {
            try {
                return LocalDateTime.parse(form).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                continue;
            }
        }
        throw new FunctionError("'" + text + "' is no time; write it as 2026-11-21 08:00");
    }
}
