package dev.brine.engine.config;

import dev.brine.engine.data.TextKeys;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes typed values out of a {@link RawConfig} and remembers which options were asked for.
 *
 * <p>A value of the wrong type is a {@link ConfigException} with the option's file and line. Used by one thread while a
 * configuration record is built.
 */
public final class Options {
    private final RawConfig raw;
    private final Set<String> known = new TreeSet<>();

    public Options(RawConfig raw) {
        this.raw = raw;
    }

    public RawConfig raw() {
        return raw;
    }

    /** The options asked for so far. */
    public Set<String> known() {
        return known;
    }

    public @Nullable Object value(String option) {
        known.add(option);
        return raw.value(option).orElse(null);
    }

    public String string(String option, String dflt) {
        Object value = value(option);
        if (value == null) {
            return dflt;
        }
        if (value instanceof Map || value instanceof List) {
            throw wrong(option, "text", value);
        }
        return value.toString();
    }

    public boolean bool(String option, boolean dflt) {
        Object value = value(option);
        if (value == null) {
            return dflt;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(option, "True or False", value);
    }

    public int integer(String option, int dflt) {
        Object value = value(option);
        if (value == null) {
            return dflt;
        }
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw wrong(option, "a whole number", value);
    }

    /** A whole number that may be large. */
    public long number(String option, long dflt) {
        Object value = value(option);
        if (value == null) {
            return dflt;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw wrong(option, "a whole number", value);
    }

    /** A number of seconds; fractions are allowed. */
    public Duration seconds(String option, double dflt) {
        Object value = value(option);
        if (value == null) {
            return millis(BigDecimal.valueOf(dflt));
        }
        if (value instanceof Number number && number.doubleValue() >= 0) {
            return millis(new BigDecimal(number.toString()));
        }
        throw wrong(option, "a number of seconds", value);
    }

    /** A path; a relative one is below {@code base}. */
    public Path path(String option, Path base, String dflt) {
        return base.resolve(string(option, dflt)).normalize();
    }

    /** A list of texts; a single text is a list of one. */
    public List<String> strings(String option, List<String> dflt) {
        Object value = value(option);
        if (value == null) {
            return dflt;
        }
        if (value instanceof String one) {
            return List.of(one);
        }
        if (value instanceof List<?> items) {
            List<String> texts = new ArrayList<>();
            items.forEach(item -> texts.add(String.valueOf(item)));
            return List.copyOf(texts);
        }
        throw wrong(option, "a list", value);
    }

    /** A map with text keys, empty when the option is not set. */
    public Map<String, Object> map(String option) {
        Object value = value(option);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return TextKeys.copy(map);
        }
        throw wrong(option, "a map", value);
    }

    /** Directories by environment: {@code file_roots}, {@code pillar_roots}. */
    public Map<String, List<Path>> roots(String option, Path base, String dflt) {
        Map<String, Object> given = map(option);
        Map<String, List<Path>> roots = new LinkedHashMap<>();
        if (given.isEmpty()) {
            roots.put("base", List.of(base.resolve(dflt).normalize()));
        }
        given.forEach((env, dirs) -> {
            List<?> items = dirs instanceof List<?> list ? list : dirs == null ? List.of() : List.of(dirs);
            roots.put(
                    env,
                    items.stream()
                            .map(dir -> base.resolve(String.valueOf(dir)).normalize())
                            .toList());
        });
        return roots;
    }

    private ConfigException wrong(String option, String wanted, Object found) {
        return new ConfigException(raw.place(option) + ": " + option + " must be " + wanted + ", found " + found);
    }

    private static Duration millis(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
