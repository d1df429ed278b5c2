package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values with everything that is no plain data replaced by its repr (Salt 3006: utils/data.py, simple_types_filter). */
final class SimpleTypes {
    private SimpleTypes() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> simple = new LinkedHashMap<>();
            map.forEach((k, v) -> simple.put(isScalar(k) ? k : Repr.repr(k), of(v)));
            return simple;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> simple = new ArrayList<>();
            list.forEach(item -> simple.add(of(item)));
            return simple;
        }
        return isScalar(value) ? value : Repr.repr(value);
    }

    private static boolean isScalar(@Nullable Object value) {
        return value == null || Values.isString(value) || Numbers.isNumber(value);
    }
}
