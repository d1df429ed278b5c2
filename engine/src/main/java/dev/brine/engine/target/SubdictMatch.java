package dev.brine.engine.target;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Matches a path expression such as {@code os:Debian} or {@code roles:web:*} against nested maps and lists.
 *
 * <p>Salt 3006: {@code salt.utils.data.subdict_match}. Every way of cutting the expression into key path and pattern is tried,
 * the longest path first, so a delimiter may also be part of a value. Comparison ignores case. A number in the path is an
 * index into a list.
 */
final class SubdictMatch {
    private final BiPredicate<String, String> compare;

    /** {@code compare} is given the value and the pattern, both in lower case. */
    SubdictMatch(BiPredicate<String, String> compare) {
        this.compare = compare;
    }

    boolean matches(Object data, String expression, String delimiter) {
        String[] parts = expression.split(Pattern.quote(delimiter), -1);
        for (int cut = parts.length - 1; cut > 0; cut--) {
            String key = String.join(delimiter, Arrays.asList(parts).subList(0, cut));
            boolean everything = key.equals("*");
            String pattern = everything
                    ? expression
                    : String.join(delimiter, Arrays.asList(parts).subList(cut, parts.length));
            Object found = everything ? data : traverse(data, key, delimiter);
            if (found != null && hit(found, pattern)) {
                return true;
            }
        }
        return false;
    }

    private boolean hit(Object found, String pattern) {
        if (found instanceof Map<?, ?> map) {
            return !map.isEmpty() && inMap(map, pattern);
        }
        if (found instanceof List<?> items) {
            return items.stream()
                    .anyMatch(item -> (item instanceof Map<?, ?> map && inMap(map, pattern)) || equal(item, pattern));
        }
        return equal(found, pattern);
    }

    private boolean inMap(Map<?, ?> map, String given) {
        boolean wildcard = given.startsWith("*:");
        String pattern = wildcard ? given.substring(2) : given;
        if (pattern.equals("*") || map.containsKey(pattern) || matches(map, pattern, ":")) {
            return true;
        }
        return wildcard && map.values().stream().anyMatch(value -> below(value, pattern));
    }

    private boolean below(@Nullable Object value, String pattern) {
        if (value instanceof Map<?, ?> map) {
            return inMap(map, pattern);
        }
        if (value instanceof List<?> items) {
            return items.stream().anyMatch(item -> equal(item, pattern));
        }
        return equal(value, pattern);
    }

    private boolean equal(@Nullable Object value, String pattern) {
        return compare.test(text(value).toLowerCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "None" : String.valueOf(value);
    }

    /** The value under a path of keys and list indexes; null when there is none. */
    private static @Nullable Object traverse(Object data, String path, String delimiter) {
        Object at = data;
        for (String key : path.split(Pattern.quote(delimiter), -1)) {
            if (at instanceof Map<?, ?> map && map.containsKey(key)) {
                at = map.get(key);
            } else if (at instanceof List<?> items) {
                at = inList(items, key);
            } else {
                return null;
            }
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /** Salt looks for the key in the maps of a list first, then takes it for an index. */
    private static @Nullable Object inList(List<?> items, String key) {
        for (Object item : items) {
            if (item instanceof Map<?, ?> map && map.containsKey(key)) {
                return map.get(key);
            }
        }
        if (!key.matches("-?[0-9]{1,9}")) {
            return null;
        }
        int index = Integer.parseInt(key);
        int from = index < 0 ? items.size() + index : index;
        return from >= 0 && from < items.size() ? items.get(from) : null;
    }
}
