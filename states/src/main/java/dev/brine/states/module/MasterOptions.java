package dev.brine.states.module;

import dev.brine.engine.plugin.FileSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Options of state runs that are the master's to say where the files are the master's.
 *
 * <p>Salt 3006: state.py {@code __gen_opts}. Most replace the minion's own, even by nothing; a few the minion may only switch on.
 */
final class MasterOptions {
    private static final Logger log = LoggerFactory.getLogger(MasterOptions.class);
    private static final List<String> REPLACING = List.of(
            "renderer",
            "failhard",
            "state_top",
            "state_top_saltenv",
            "nodegroups",
            "state_auto_order",
            "top_file_merging_strategy",
            "env_order",
            "default_top",
            "jinja_env",
            "jinja_sls_env",
            "jinja_lstrip_blocks",
            "jinja_trim_blocks");
    private static final List<String> ADDING = List.of("state_events", "state_aggregate");

    private MasterOptions() {}

    /** Takes them over into {@code opts}; a master that does not say leaves the minion's own. */
    static void take(FileSource files, Map<String, Object> opts) {
        try {
            Map<String, @Nullable Object> told = files.options();
            REPLACING.stream().filter(told::containsKey).forEach(name -> put(opts, name, told.get(name)));
            ADDING.stream().filter(name -> !isOn(opts.get(name))).forEach(name -> put(opts, name, told.get(name)));
        } catch (IOException e) {
            log.warn("the states run with this minion's own options: {}", e.getMessage());
        }
    }

    private static boolean isOn(@Nullable Object value) {
        return value != null && !Boolean.FALSE.equals(value);
    }

    private static void put(Map<String, Object> opts, String name, @Nullable Object value) {
        if (value == null) {
            opts.remove(name);
        } else {
            opts.put(name, value);
        }
    }
}
