package dev.brine.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks into nested plain values by a delimited path: {@code users:alice:groups:0}.
 *
 * <p>Salt 3006: {@code salt.utils.data.traverse_dict_and_list}. A step into a list is an index or, oddly, the first mapping in
 * the list that has such a key; a step into a mapping that has no such text key may be the number (or truth value) it spells.
 */
public final class Traverse {
    /** Salt's delimiter when none is named. */
    public static final String DELIMITER = ":";

    private static final Object ABSENT = new Object();

    private Traverse() {}

    /** The value under {@code path}, or {@code otherwise}. */
    public static @Nullable Object get(@Nullable Object data, String path, @Nullable Object otherwise) {
        return get(data, path, otherwise, DELIMITER);
    }

    public static @Nullable Object get(
            @Nullable Object data, String path, @Nullable Object otherwise, String delimiter) {
        return get(data, Arrays.asList(split(path, delimiter)), otherwise);
    }

    /** As the others, with the steps already cut. */
    public static @Nullable Object get(@Nullable Object data, List<?> steps, @Nullable Object otherwise) {
        Object at = data;
        for (Object step : steps) {
            at = at instanceof List<?> list ? inList(list, step) : inMap(at, step);
            if (at == ABSENT) {
                return otherwise;
            }
        }
        return at;
    }

    /** Python's {@code path.split(delimiter)}. */
    public static String[] split(String path, String delimiter) {
        return path.split(java.util.regex.Pattern.quote(delimiter), -1);
    }

    private static @Nullable Object inList(List<?> list, Object step) {
        Long index = index(step);
        for (Object item : list) {
            if (item instanceof Map<?, ?> map && map.containsKey(index == null ? step : index)) {
                return map.get(index == null ? step : index);
            }
        }
        if (index == null) {
            return ABSENT;
        }
        long place = index < 0 ? index + list.size() : index;
        return place >= 0 && place < list.size() ? list.get((int) place) : ABSENT;
    }

    private static @Nullable Object inMap(@Nullable Object data, Object step) {
        if (!(data instanceof Map<?, ?> map)) {
            return ABSENT;
        }
        if (map.containsKey(step)) {
            return map.get(step);
        }
        Object spelled = step instanceof String text ? scalar(text) : step;
        return !step.equals(spelled) && map.containsKey(spelled) ? map.get(spelled) : ABSENT;
    }

    private static @Nullable Long index(Object step) {
        if (step instanceof Long number) {
            return number;
        }
        return step instanceof String text && text.strip().matches("[-+]?[0-9]{1,18}")
                ? Long.valueOf(text.strip())
                : null;
    }

    private static @Nullable Object scalar(String text) {
        if (text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return Long.valueOf(text);
        }
        if (text.matches("-?[0-9]+\\.[0-9]+")) {
            return Double.valueOf(text);
        }
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            case "null", "Null", "NULL", "None", "~" -> null;
            default -> text;
        };
    }
}
