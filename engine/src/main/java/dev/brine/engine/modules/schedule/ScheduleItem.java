package dev.brine.engine.modules.schedule;

import dev.brine.engine.modules.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of the schedule as people describe it in keyword arguments. Salt 3006: {@code schedule.build_schedule_item}. */
final class ScheduleItem {
    static final String NAMELESS = "Job name is required.";

    private static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days");
    private static final List<String> AS_GIVEN = List.of(
            "range",
            "when",
            "once",
            "once_fmt",
            "cron",
            "returner",
            "after",
            "return_config",
            "return_kwargs",
            "until",
            "run_on_start",
            "skip_during_range");

    private ScheduleItem() {}

    /** Why these times cannot be combined; empty when they can. */
    static Optional<String> conflict(Map<String, Object> kwargs, String start, String with) {
        boolean units = UNITS.stream().anyMatch(kwargs::containsKey);
        if (units && (kwargs.containsKey("when") || kwargs.containsKey("cron"))) {
            return Optional.of(start + "nable to use \"seconds\", \"minutes\", \"hours\", or \"days\" with " + with);
        }
        return kwargs.containsKey("when") && kwargs.containsKey("cron")
                ? Optional.of("Unable to use \"when\" and \"cron\" options together.  Ignoring.")
                : Optional.empty();
    }

    /** The entry; or {@code {comment, result: False}} when it cannot be made. */
    static Map<String, Object> build(String name, Map<String, Object> kwargs) {
        if (name.isEmpty()) {
            return refused(NAMELESS);
        }
        Optional<String> conflict = conflict(kwargs, "U", "\"when\" or \"cron\" options.");
        if (conflict.isPresent()) {
            return refused(conflict.get());
        }
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("function", kwargs.get("function"));
        UNITS.forEach(unit -> copy(kwargs, unit, item, unit));
        copy(kwargs, "return_job", item, "return_job");
        copy(kwargs, "metadata", item, "metadata");
        if (kwargs.containsKey("job_args")) {
            if (!(kwargs.get("job_args") instanceof List)) {
                return refused("job_args is not a list. please correct and try again.");
            }
            copy(kwargs, "job_args", item, "args");
        }
        if (kwargs.containsKey("job_kwargs")) {
            if (!(kwargs.get("job_kwargs") instanceof Map)) {
                return refused("job_kwargs is not a dict. please correct and try again.");
            }
            copy(kwargs, "job_kwargs", item, "kwargs");
        }
        item.put("maxrunning", kwargs.getOrDefault("maxrunning", 1L));
        item.put("name", kwargs.getOrDefault("name", name));
        item.put("enabled", kwargs.getOrDefault("enabled", true));
        item.put("jid_include", kwargs.getOrDefault("jid_include", true));
        copy(kwargs, "splay", item, "splay");
        AS_GIVEN.forEach(key -> copy(kwargs, key, item, key));
        return item;
    }

    private static void copy(Map<String, Object> from, String key, Map<String, Object> to, String as) {
        if (from.containsKey(key)) {
            to.put(as, from.get(key));
        }
    }

    private static Map<String, Object> refused(String comment) {
        return Answer.of(comment, false);
    }

    /** {@code key=value} texts, as {@code schedule.copy} sends an entry to others. */
    static List<Object> words(Map<String, Object> item) {
        List<Object> words = new ArrayList<>();
        item.forEach((key, value) -> words.add(key + "=" + python(value)));
        return words;
    }

    private static String python(@Nullable Object value) {
        return value instanceof Boolean flag ? (flag ? "True" : "False") : String.valueOf(value);
    }
}
