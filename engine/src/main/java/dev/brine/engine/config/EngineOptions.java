package dev.brine.engine.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code engines:}: a list of names or of {@code name: {option: value}} maps, or one map of these (Salt 3006: engines/__init__.py). */
public final class EngineOptions {
    private EngineOptions() {}

    /** What is said to an engine there, empty options included; nothing when it is not named. */
    public static Optional<Map<String, Object>> of(RawConfig raw, String engine) {
        Object engines = raw.value("engines").orElse(null);
        if (engines instanceof Map<?, ?> map) {
            return map.containsKey(engine) ? Optional.of(options(map.get(engine))) : Optional.empty();
        }
        for (Object entry : engines instanceof List<?> list ? list : List.of()) {
            if (engine.equals(entry)) {
                return Optional.of(Map.of());
            }
            if (entry instanceof Map<?, ?> map && map.containsKey(engine)) {
                return Optional.of(options(map.get(engine)));
            }
        }
        return Optional.empty();
    }

    /** What is said to each engine, by name, in order. */
    public static Map<String, Map<String, Object>> all(RawConfig raw) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        Object engines = raw.value("engines").orElse(List.of());
        for (Object entry : engines instanceof List<?> list ? list : List.of(engines)) {
            if (entry instanceof Map<?, ?> map) {
                map.forEach((name, options) -> all.put(String.valueOf(name), options(options)));
            } else {
                all.put(String.valueOf(entry), Map.of());
            }
        }
        return all;
    }

    /** Older files give an engine's options as a list of maps. */
    private static Map<String, Object> options(@Nullable Object value) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Object part : value instanceof List<?> list ? list : java.util.Arrays.asList(value)) {
            if (part instanceof Map<?, ?> map) {
                map.forEach((name, given) -> options.put(String.valueOf(name), given));
            }
        }
        return options;
    }
}
