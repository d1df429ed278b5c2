package dev.brine.engine.modules.host;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's truth of a plain value. */
public final class Truth {
    private Truth() {}

    public static boolean of(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof Collection<?> items) {
            return !items.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != null && !(value instanceof byte[] bytes && bytes.length == 0);
    }
}
