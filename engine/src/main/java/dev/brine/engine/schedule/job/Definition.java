package dev.brine.engine.schedule.job;

import dev.brine.engine.modules.host.Truth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job as it is written. The map is the schedule's own and changes with it: enabled or not, explicit times. */
final class Definition {
    private final String name;
    private final Map<String, Object> data;

    Definition(String key, Map<String, Object> data) {
        this.data = data;
        data.putIfAbsent("name", key);
        this.name = String.valueOf(data.get("name"));
    }

    String name() {
        return name;
    }

    Map<String, Object> data() {
        return data;
    }

    boolean has(String key) {
        return data.containsKey(key);
    }

    @Nullable
    Object value(String key) {
        return data.get(key);
    }

    /** The function; empty text when none is named. */
    String fun() {
        return Stream.of("function", "func", "fun")
                .map(data::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
    }

    boolean enabled() {
        return !data.containsKey("enabled") || Truth.of(data.get("enabled"));
    }

    /** A number of seconds, minutes, ...; zero when the key is not there. */
    long whole(String key) {
        Object value = data.getOrDefault(key, 0L);
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.parseLong(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number, found " + value, e);
        }
    }

    /** The texts or dates under {@code key}, which may be a list or one of them. */
    List<?> several(String key) {
        return data.get(key) instanceof List<?> list ? list : List.of(String.valueOf(data.get(key)));
    }
}
