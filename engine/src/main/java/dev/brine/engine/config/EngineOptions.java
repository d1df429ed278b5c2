package dev.brine.engine.config;

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

    /** Older files give an engine's options as a list of maps. */
    private static Map<String, Object> options(@Nullable Object value) {
        Map<String, Object> options = new java.util.LinkedHashMap<>();
        for (Object part : value instanceof List<?> list ? list : java.util.Arrays.asList(value)) {
            if (part instanceof Map<?, ?> map) {
                map.forEach((name, given) -> options.put(String.valueOf(name), given));
            }
        }
        return options;
    }
}
