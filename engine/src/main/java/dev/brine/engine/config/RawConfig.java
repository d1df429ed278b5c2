package dev.brine.engine.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every option as it was written, with the place where it was written.
 *
 * @param directory the configuration directory (the value of {@code -c})
 * @param entries by option name, the last file wins
 */
public record RawConfig(Path directory, Map<String, Entry> entries) {

    /**
     * One option.
     *
     * @param value a plain value
     * @param file where it stands; null path text is never used, options set by the program have "(program)"
     * @param line 1-based; 0 for options set by the program
     */
    public record Entry(Object value, String file, int line) {
        public String place() {
            return line == 0 ? file : file + ":" + line;
        }
    }

    public Optional<Object> value(String option) {
        return Optional.ofNullable(entries.get(option)).map(Entry::value);
    }

    /** {@code file:line} of the option, for messages. */
    public String place(String option) {
        Entry entry = entries.get(option);
        return entry == null ? directory.toString() : entry.place();
    }

    /** All options as a plain map: what templates see as {@code opts} beside the defaults. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((name, entry) -> values.put(name, entry.value()));
        return values;
    }

    /** The same configuration with one option set by the program (a command-line flag). */
    public RawConfig with(String option, Object value) {
        Map<String, Entry> changed = new LinkedHashMap<>(entries);
        changed.put(option, new Entry(value, "(command line)", 0));
        return new RawConfig(directory, changed);
    }
}
