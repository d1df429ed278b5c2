package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in an event: {@code data.state}, {@code return.0.name}, {@code _tag}, {@code _origin.kind}, {@code _origin.id}.
 *
 * <p>Steps are parted by dots; a key that itself has dots is found, too, the longest first. A minion's event has its {@code id} even
 * where its data has none.
 */
final class DataPath {
    private DataPath() {}

    /** The value there; null when there is none. */
    static @Nullable Object value(Event event, String path) {
        return switch (path) {
            case "_tag" -> event.tag();
            case "_origin.kind" -> event.origin().kind().name().toLowerCase(Locale.ROOT);
            case "_origin.id" -> event.origin().id();
            default -> {
                Object value = value(event.data(), path);
                yield value == null && path.equals("id") && event.origin().kind() == Origin.Kind.MINION
                        ? event.origin().id()
                        : value;
            }
        };
    }

    /** The value below another one. */
    static @Nullable Object value(@Nullable Object from, String path) {
        if (from instanceof Map<?, ?> map) {
            for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
                String key = path.substring(0, end);
                if (map.containsKey(key)) {
                    Object found = map.get(key);
                    return end == path.length() ? found : value(found, path.substring(end + 1));
                }
            }
        } else if (from instanceof List<?> list) {
            int dot = path.indexOf('.');
            String step = dot < 0 ? path : path.substring(0, dot);
            if (!step.isEmpty()
                    && step.length() < 9
                    && step.chars().allMatch(Character::isDigit)
                    && Integer.parseInt(step) < list.size()) {
                Object found = list.get(Integer.parseInt(step));
                return dot < 0 ? found : value(found, path.substring(dot + 1));
            }
        }
        return null;
    }

    /** The values at some places as one text: events that differ in one of them have different texts. */
    static String key(Event event, List<String> paths) {
        List<String> values = new ArrayList<>();
        for (String path : paths) {
            values.add(String.valueOf(value(event, path)));
        }
        return String.join(", ", values);
    }
}
