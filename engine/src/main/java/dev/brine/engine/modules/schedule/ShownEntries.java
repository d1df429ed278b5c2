package dev.brine.engine.modules.schedule;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Entries of the schedule as people are shown them: without what the minion remembers of their runs. */
final class ShownEntries {
    private static final Set<String> SHOWN = Set.of(
            "name",
            "maxrunning",
            "function",
            "splay",
            "range",
            "when",
            "once",
            "once_fmt",
            "returner",
            "jid_include",
            "args",
            "kwargs",
            "seconds",
            "minutes",
            "hours",
            "days",
            "enabled",
            "return_job",
            "metadata",
            "cron",
            "until",
            "after",
            "return_config",
            "return_kwargs",
            "run_on_start",
            "skip_during_range",
            "run_after_skip_range");

    private ShownEntries() {}

    /** Every entry. */
    static Map<String, Object> all(Map<String, Object> entries) {
        return of(entries, true, true);
    }

    /** Salt 3006: where the minion does not answer, functions go on with these two words as if they were jobs. */
    static Map<String, Object> unknown() {
        return MinionSchedule.unavailable("Schedule list failed.");
    }

    /**
     * The entries without some.
     *
     * @param hidden also the minion's own, whose names begin with two underscores
     * @param disabled also those that are disabled
     */
    static Map<String, Object> of(Map<String, Object> entries, boolean hidden, boolean disabled) {
        Map<String, Object> shown = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            if (MinionSchedule.GLOBAL.contains(name) || !(entry instanceof Map)) {
                shown.put(name, entry);
            } else if (hidden || !name.startsWith("__")) {
                Map<String, Object> item = item(TextKeys.copy(entry));
                if (disabled || Truth.of(item.get("enabled"))) {
                    shown.put(name, item);
                }
            }
        });
        return shown;
    }

    private static Map<String, Object> item(Map<String, Object> all) {
        Map<String, Object> item = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (SHOWN.contains(key) && value != null) {
                item.put(key, "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : value);
            }
        });
        item.putIfAbsent("enabled", true);
        return item;
    }
}
