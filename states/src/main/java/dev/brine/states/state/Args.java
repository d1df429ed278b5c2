package dev.brine.states.state;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keyword arguments of a state function, read as generously as Python reads them. */
public final class Args {
    private final Map<String, Object> values;

    public Args(Map<String, Object> values) {
        this.values = values;
    }

    public Map<String, Object> all() {
        return values;
    }

    public boolean has(String key) {
        return values.get(key) != null;
    }

    @Nullable
    public Object value(String key) {
        return values.get(key);
    }

    /** Empty when it is absent or null. */
    public String text(String key) {
        return text(key, "");
    }

    public String text(String key, String otherwise) {
        Object value = values.get(key);
        return value == null ? otherwise : python(value);
    }

    /** By Python's truth; {@code otherwise} when the argument is absent. */
    public boolean flag(String key, boolean otherwise) {
        return values.containsKey(key) ? truth(values.get(key)) : otherwise;
    }

    /** A list; a single value is a list of one, nothing an empty one. */
    public List<Object> list(String key) {
        return list(values.get(key));
    }

    public static List<Object> list(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return new ArrayList<>(items);
        }
        return value == null ? new ArrayList<>() : new ArrayList<>(List.of(value));
    }

    /** A map with text keys; empty when it is absent or no map. */
    public Map<String, Object> map(String key) {
        return TextKeys.copy(values.get(key));
    }

    public static boolean truth(@Nullable Object value) {
        return Truth.of(value);
    }

    /** {@code str(value)}. */
    public static String python(@Nullable Object value) {
        return value instanceof String text ? text : Repr.repr(value);
    }
}
