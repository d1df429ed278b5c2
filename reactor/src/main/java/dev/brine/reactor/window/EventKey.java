package dev.brine.reactor.window;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells the events of one window from those of another.
 *
 * @param by dotted paths into the data; none when all events belong together
 */
public record EventKey(List<String> by) {
    public EventKey {
        by = List.copyOf(by);
    }

    /** The values at the paths; empty when one of them is missing. A minion's event has its {@code id} even where its data has not. */
    public Optional<String> of(Event event) {
        StringBuilder key = new StringBuilder();
        for (String path : by) {
            Object value = value(event.data(), path);
            if (value == null && path.equals("id") && event.origin().kind() == Origin.Kind.MINION) {
                value = event.origin().id();
            }
            if (value == null) {
                return Optional.empty();
            }
            key.append(key.isEmpty() ? "" : ", ").append(value);
        }
        return Optional.of(key.toString());
    }

    private static @Nullable Object value(Map<String, Object> data, String path) {
        Object value = data;
        for (String step : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }

    @Override
    public String toString() {
        return by.isEmpty() ? "" : " by " + String.join(", ", by);
    }
}
