package dev.brine.reactor.policy;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One condition on an event's data.
 *
 * @param path dotted path into the data ("data.state")
 * @param operator which comparison
 * @param wanted what it is compared with
 */
record Condition(String path, Operator operator, @Nullable Object wanted) {

    /** Comparisons, under the names StackStorm's users know. */
    enum Operator {
        EQUALS,
        NEQUALS,
        LESSTHAN,
        GREATERTHAN,
        GLOB,
        REGEX,
        CONTAINS,
        STARTSWITH,
        ENDSWITH,
        EXISTS,
        INSIDE
    }

    boolean holds(Map<String, Object> data) {
        Object found = value(data, path);
        return switch (operator) {
            case EQUALS -> same(found, wanted);
            case NEQUALS -> !same(found, wanted);
            case LESSTHAN -> compare(found) < 0;
            case GREATERTHAN -> compare(found) > 0;
            case GLOB ->
                found instanceof String text && Glob.of(String.valueOf(wanted)).test(text);
            case REGEX ->
                found instanceof String text && Regex.of(String.valueOf(wanted)).found(text);
            case CONTAINS ->
                (found instanceof List<?> list && list.contains(wanted))
                        || (found instanceof String text && text.contains(String.valueOf(wanted)));
            case STARTSWITH -> found instanceof String text && text.startsWith(String.valueOf(wanted));
            case ENDSWITH -> found instanceof String text && text.endsWith(String.valueOf(wanted));
            case EXISTS -> (found != null) == Boolean.TRUE.equals(wanted);
            case INSIDE -> wanted instanceof List<?> list && list.contains(found);
        };
    }

    /** The value at a dotted path; null when there is none. */
    static @Nullable Object value(Map<String, Object> data, String path) {
        Object value = data;
        for (String key : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    private static boolean same(@Nullable Object found, @Nullable Object wanted) {
        return (found instanceof Number a && wanted instanceof Number b && a.doubleValue() == b.doubleValue())
                || Objects.equals(found, wanted);
    }

    /** Neither less nor greater than what is no number. */
    private int compare(@Nullable Object found) {
        return found instanceof Number a && wanted instanceof Number b
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : 0;
    }

    @Override
    public String toString() {
        return path + " " + operator.name().toLowerCase(java.util.Locale.ROOT) + " " + wanted;
    }
}
