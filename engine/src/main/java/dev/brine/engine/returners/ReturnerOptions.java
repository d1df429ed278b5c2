package dev.brine.engine.returners;

import dev.brine.engine.data.TextKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the options of one returner for one return.
 *
 * <p>Salt 3006: returners/__init__.py {@code get_returner_options}. Written as {@code <name>.<option>} or as a map {@code <name>:
 * {<option>: ...}}; a return's {@code ret_config} names a prefix that is looked at first ({@code alternative.<name>.<option>}),
 * and its {@code ret_kwargs} win over everything.
 */
final class ReturnerOptions {
    private final String name;
    private final Map<String, Object> defaults;
    private final List<Supplier<Map<String, Object>>> sources;

    /**
     * The options of a returner.
     *
     * @param sources configuration first, then pillar
     */
    ReturnerOptions(String name, Map<String, Object> defaults, List<Supplier<Map<String, Object>>> sources) {
        this.name = name;
        this.defaults = defaults;
        this.sources = sources;
    }

    /** The options for a return; for events give an empty map. */
    Chosen of(Map<String, Object> ret) {
        String prefix = ret.get("ret_config") == null ? "" : String.valueOf(ret.get("ret_config"));
        Map<String, Object> given = TextKeys.copy(ret.get("ret_kwargs"));
        return new Chosen(prefix, given);
    }

    /** Options as one return has them. */
    final class Chosen {
        private final String prefix;
        private final Map<String, Object> given;

        private Chosen(String prefix, Map<String, Object> given) {
            this.prefix = prefix;
            this.given = given;
        }

        @Nullable
        Object value(String option) {
            if (given.containsKey(option)) {
                return given.get(option);
            }
            Object found = prefix.isEmpty() ? null : find(prefix + "." + name, option);
            found = found == null ? find(name, option) : found;
            return found == null ? defaults.get(option) : found;
        }

        String text(String option) {
            Object value = value(option);
            return value == null ? "" : value.toString();
        }

        long number(String option, long dflt) {
            Object value = value(option);
            try {
                return value == null ? dflt : Long.parseLong(value.toString().strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + "." + option + " must be a number, found " + value, e);
            }
        }
    }

    private @Nullable Object find(String key, String option) {
        for (Supplier<Map<String, Object>> source : sources) {
            Map<String, Object> all = source.get();
            Object value = all.get(key) instanceof Map<?, ?> map ? map.get(option) : null;
            value = value == null ? all.get(key + "." + option) : value;
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
