package dev.brine.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rolls the states of one id with many names into one ({@code state_compress_ids}).
 *
 * <p>States that share module, id, SLS file and result become one with the number of names after the id, the first start, the
 * sum of the durations and the changes by name.
 */
final class CompressedIds {

    private CompressedIds() {}

    /** The compressed states; {@code states} itself when it does not look like the result of a run. */
    static @Nullable Object compress(@Nullable Object states) {
        if (!(states instanceof Map<?, ?> map)) {
            return states;
        }
        Map<String, Integer> counts = new HashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getValue() instanceof Map<?, ?> info) || !info.containsKey("__id__")) {
                return states;
            }
            counts.merge(group(entry.getKey(), info), 1, Integer::sum);
        }
        Map<String, Map<Object, @Nullable Object>> compressed = new LinkedHashMap<>();
        map.forEach((tag, value) -> {
            Map<?, ?> info = (Map<?, ?>) value;
            int count = counts.getOrDefault(group(tag, info), 1);
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>(info);
            if (count == 1) {
                compressed.put(PythonText.str(tag), copy);
            } else {
                compressed.merge(tagOf(tag, info, count), copy, CompressedIds::join);
            }
        });
        return compressed;
    }

    private static String group(Object tag, Map<?, ?> info) {
        return String.join(
                "_",
                parts(tag)[0],
                PythonText.str(info.get("__id__")),
                PythonText.str(info.get("__sls__")),
                PythonText.str(info.get("result")));
    }

    private static String tagOf(Object tag, Map<?, ?> info, int count) {
        String[] parts = parts(tag);
        String id = PythonText.str(info.get("__id__"));
        String name = StateResult.COMPRESSED + PythonText.str(info.get("__sls__")) + "_" + id + "_"
                + PythonText.str(info.get("result"));
        return String.join(StateResult.SEPARATOR, parts[0], id + " (" + count + ")", name, parts[parts.length - 1]);
    }

    private static String[] parts(Object tag) {
        return PythonText.str(tag).split(Pattern.quote(StateResult.SEPARATOR), -1);
    }

    private static Map<Object, @Nullable Object> join(
            Map<Object, @Nullable Object> first, Map<Object, @Nullable Object> next) {
        first.put("__run_num__", Math.min(whole(first.get("__run_num__")), whole(next.get("__run_num__"))));
        first.put("duration", round(number(first.get("duration")) + number(next.get("duration"))));
        String start = PythonText.str(first.get("start_time"));
        String other = PythonText.str(next.get("start_time"));
        first.put("start_time", start.compareTo(other) <= 0 ? start : other);
        joinChanges(first, next);
        return first;
    }

    private static void joinChanges(Map<Object, @Nullable Object> first, Map<Object, @Nullable Object> next) {
        Object added = next.get("changes");
        if (!PythonText.truth(added)) {
            return;
        }
        Map<Object, @Nullable Object> byName = new LinkedHashMap<>();
        Object had = first.get("changes");
        if (had instanceof Map<?, ?> map && map.get("compressed changes") instanceof Map<?, ?> names) {
            byName.putAll(names);
        } else if (PythonText.truth(had)) {
            byName.put(PythonText.str(first.get("name")), had);
        }
        byName.put(PythonText.str(next.get("name")), added);
        first.put("changes", new LinkedHashMap<>(Map.of("compressed changes", byName)));
    }

    private static long whole(@Nullable Object value) {
        return (long) number(value);
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number n ? n.doubleValue() : 0;
    }

    private static Object round(double value) {
        return new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
    }
}
