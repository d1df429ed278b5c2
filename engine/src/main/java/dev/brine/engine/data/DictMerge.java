package dev.brine.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges mappings of plain values the ways Salt does (Salt 3006: {@code salt.utils.dictupdate}): pillars, grains, formula
 * defaults. Inputs stay untouched unless a method says otherwise; results share no mutable part with the first input.
 */
public final class DictMerge {

    /** What happens to lists that stand on both sides. */
    public enum Lists {
        /** The second replaces the first. */
        REPLACE,
        /** Items of the second that the first has not are added. */
        JOIN
    }

    private DictMerge() {}

    /** {@code slsutil.merge}: both by a strategy: smart, recurse, list, overwrite, aggregate, none. */
    public static Map<@Nullable Object, @Nullable Object> merge(
            Map<?, ?> first, Map<?, ?> second, String strategy, Lists lists) {
        return switch (strategy) {
            case "list" -> sideBySide(first, second);
            case "aggregate" -> aggregate(first, second);
            case "none" -> recurse(first, second, Lists.REPLACE);
            // overwrite first takes the second's values of common keys, then merges: the same result for plain values
            case "overwrite" -> overwrite(first, second, lists);
            default -> recurse(first, second, lists);
        };
    }

    /** Deep copy of the first, deeply updated by the second. */
    public static Map<@Nullable Object, @Nullable Object> recurse(Map<?, ?> first, Map<?, ?> second, Lists lists) {
        Map<@Nullable Object, @Nullable Object> copy = map(copy(first));
        update(copy, second, lists);
        return copy;
    }

    /** Updates {@code target} in place, mappings in mappings too; values of {@code with} are shared. */
    public static void update(Map<?, ?> target, Map<?, ?> with, Lists lists) {
        Map<@Nullable Object, @Nullable Object> into = map(target);
        for (Map.Entry<?, ?> entry : with.entrySet()) {
            Object mine = into.get(entry.getKey());
            Object theirs = entry.getValue();
            if (mine instanceof Map<?, ?> below && theirs instanceof Map<?, ?> fresh) {
                update(below, fresh, lists);
            } else if (lists == Lists.JOIN && mine instanceof List<?> list && theirs instanceof List<?> more) {
                into.put(entry.getKey(), joined(list, more));
            } else {
                into.put(entry.getKey(), theirs);
            }
        }
    }

    private static List<@Nullable Object> joined(List<?> first, List<?> second) {
        List<@Nullable Object> all = new ArrayList<>(first);
        second.stream().filter(item -> !all.contains(item)).forEach(all::add);
        return all;
    }

    private static Map<@Nullable Object, @Nullable Object> sideBySide(Map<?, ?> first, Map<?, ?> second) {
        Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
        first.forEach((key, value) -> {
            if (second.containsKey(key)) {
                List<@Nullable Object> pair = new ArrayList<>();
                pair.add(copy(value));
                pair.add(second.get(key));
                result.put(key, pair);
            } else {
                result.put(key, copy(value));
            }
        });
        return result;
    }

    private static Map<@Nullable Object, @Nullable Object> overwrite(Map<?, ?> first, Map<?, ?> second, Lists lists) {
        Map<@Nullable Object, @Nullable Object> copy = map(copy(first));
        copy.replaceAll((key, value) -> second.containsKey(key) ? second.get(key) : value);
        return recurse(copy, second, lists);
    }

    /** Salt merges the top level only when nothing in the values is marked as an aggregate, and plain values never are. */
    private static Map<@Nullable Object, @Nullable Object> aggregate(Map<?, ?> first, Map<?, ?> second) {
        Map<@Nullable Object, @Nullable Object> result = map(copy(first));
        result.putAll(map(second));
        return result;
    }

    /** A copy that shares no map or list with its original. */
    public static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, copy(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<@Nullable Object, @Nullable Object> map(@Nullable Object map) {
        return (Map<@Nullable Object, @Nullable Object>) Objects.requireNonNull(map);
    }
}
