package dev.brine.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finding, copying and merging in nested maps and lists, as Salt's {@code utils.data} and {@code utils.dictupdate} do it. */
public final class Nested {
    private Nested() {}

    /**
     * The value under a path ("pkg:apache", "hosts:0").
     *
     * <p>In a list a part of the path is an index; otherwise it is looked for as a key in the list's maps, the first wins.
     * A map's key that is a number matches its text.
     *
     * @return {@code fallback} when nothing is there
     */
    public static @Nullable Object get(
            @Nullable Object data, String path, @Nullable Object fallback, String delimiter) {
        @Nullable Object at = data;
        for (String part : path.split(java.util.regex.Pattern.quote(delimiter), -1)) {
            if (at instanceof List<?> list) {
                Found found = inList(list, part);
                if (!found.there()) {
                    return fallback;
                }
                at = found.value();
            } else if (at instanceof Map<?, ?> map) {
                Object key = key(map, part);
                if (key == null) {
                    return fallback;
                }
                at = map.get(key);
            } else {
                return fallback;
            }
        }
        return at;
    }

    private static @Nullable Object key(Map<?, ?> map, String part) {
        if (map.containsKey(part)) {
            return part;
        }
        Object number = part.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(part) : null;
        return number != null && map.containsKey(number) ? number : null;
    }

    private record Found(boolean there, @Nullable Object value) {
        static final Found NOTHING = new Found(false, null);
    }

    private static Found inList(List<?> list, String part) {
        if (part.matches("-?[0-9]{1,9}")) {
            int index = Integer.parseInt(part);
            int from = index < 0 ? list.size() + index : index;
            return from >= 0 && from < list.size() ? new Found(true, list.get(from)) : Found.NOTHING;
        }
        for (Object item : list) {
            Object key = item instanceof Map<?, ?> map ? key(map, part) : null;
            if (key != null && item instanceof Map<?, ?> map) {
                return new Found(true, map.get(key));
            }
        }
        return Found.NOTHING;
    }

    /** A copy that shares no map or list with the original. */
    public static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, copy(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value;
    }

    /** What becomes of two lists under the same key. */
    public enum Lists {
        /** the later one replaces the earlier one */
        REPLACE,
        /** what the earlier one lacks is appended to it */
        APPEND
    }

    /**
     * Merges {@code update} into {@code target}, which is changed: maps are merged at every depth, anything else of the update
     * replaces what was there (Salt 3006: {@code dictupdate.update}).
     */
    @SuppressWarnings("unchecked")
    public static void merge(Map<?, ?> target, Map<?, ?> update, Lists lists) {
        Map<Object, Object> into = (Map<Object, Object>) target;
        update.forEach((key, value) -> {
            Object old = into.get(key);
            if (old instanceof Map<?, ?> oldMap && value instanceof Map<?, ?> newMap) {
                merge(oldMap, newMap, lists);
            } else if (lists == Lists.APPEND && old instanceof List<?> oldList && value instanceof List<?> newList) {
                List<Object> both = new ArrayList<>(oldList);
                newList.stream().filter(item -> !both.contains(item)).forEach(both::add);
                into.put(key, both);
            } else {
                into.put(key, value);
            }
        });
    }
}
