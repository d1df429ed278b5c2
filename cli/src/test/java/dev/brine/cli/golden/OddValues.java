package dev.brine.cli.golden;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Values that JSON has no form for, from the tags that stand for them in recordings. */
public final class OddValues {

    private OddValues() {}

    public static Object of(Object recorded) {
        if (recorded instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(of(item)));
            return items;
        }
        if (!(recorded instanceof Map<?, ?> map)) {
            return recorded;
        }
        if (map.get("$bytes") instanceof String text) {
            return Base64.getDecoder().decode(text);
        }
        if (map.get("$float") instanceof String text) {
            return text.equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        if (map.get("$set") instanceof List<?> items) {
            return new LinkedHashSet<>((List<?>) of(items));
        }
        Map<Object, Object> values = new LinkedHashMap<>();
        if (map.get("$map") instanceof List<?> entries) {
            for (Object entry : entries) {
                values.put(of(((List<?>) entry).get(0)), of(((List<?>) entry).get(1)));
            }
        } else {
            map.forEach((key, value) -> values.put(key, of(value)));
        }
        return values;
    }
}
