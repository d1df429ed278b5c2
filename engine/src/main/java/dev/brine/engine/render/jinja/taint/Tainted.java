package dev.brine.engine.render.jinja.taint;

import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Text;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Marks values of an event for a template. Strings become tainted {@link Text}, maps and lists become views that do so item
 * by item. Numbers, booleans and None stay bare: what they print cannot break YAML, and they keep their type as in stock.
 */
public final class Tainted {
    private Tainted() {}

    /** The value as a template may see it; {@code origin} is its place, for example {@code data['id']}. */
    @SuppressWarnings("unchecked")
    public static @Nullable Object view(@Nullable Object value, String origin) {
        if (value instanceof String string) {
            return Text.tainted(string, origin);
        } else if (value instanceof TaintedMap || value instanceof TaintedList || value instanceof Text) {
            return value;
        } else if (value instanceof Map<?, ?> map) {
            return new TaintedMap((Map<@Nullable Object, @Nullable Object>) map, origin);
        } else if (value instanceof List<?> list) {
            return new TaintedList((List<@Nullable Object>) list, origin);
        } else if (value instanceof Set<?> set) {
            Set<@Nullable Object> copy = new LinkedHashSet<>();
            for (Object item : (Collection<?>) set) {
                copy.add(view(item, origin));
            }
            return copy;
        }
        return value;
    }

    static @Nullable Object key(@Nullable Object key) {
        return key instanceof Text ? key.toString() : key;
    }

    static String path(String origin, @Nullable Object key) {
        return origin + "[" + Repr.repr(key) + "]";
    }
}
