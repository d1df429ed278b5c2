package dev.brine.engine.render.jinja.value;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds event text in values. */
public final class Taint {
    private static final int DEEP = 64;

    private Taint() {}

    /** A container that shows event values: all its strings are tainted. */
    public interface Source {
        /** Where the event has it, for example {@code data['list']}. */
        String origin();
    }

    /** Where the first event text in the value came from, or null when there is none. */
    public static @Nullable String origin(@Nullable Object value) {
        return origin(value, 0);
    }

    private static @Nullable String origin(@Nullable Object value, int depth) {
        if (value instanceof Text text) {
            return text.isTainted() ? text.origin() : null;
        } else if (value instanceof Source source) {
            return source.origin();
        } else if (value instanceof DictView view) {
            return origin(view.map(), depth + 1);
        } else if (depth > DEEP) {
            return null;
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String inKey = origin(entry.getKey(), depth + 1);
                String found = inKey == null ? origin(entry.getValue(), depth + 1) : inKey;
                if (found != null) {
                    return found;
                }
            }
        } else if (value instanceof Collection<?> items && !(value instanceof PyRange)) {
            for (Object item : items) {
                String found = origin(item, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** What a spelling stands for: the plain value, or the spelling itself when something undefined is inside. */
    static @Nullable Object whole(@Nullable Object value, String spelling) {
        return hasUndefined(value, 0) ? spelling : Values.plain(value);
    }

    private static boolean hasUndefined(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map && depth < DEEP) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (hasUndefined(entry.getKey(), depth + 1) || hasUndefined(entry.getValue(), depth + 1)) {
                    return true;
                }
            }
        } else if (value instanceof Collection<?> items && depth < DEEP && !(value instanceof PyRange)) {
            for (Object item : items) {
                if (hasUndefined(item, depth + 1)) {
                    return true;
                }
            }
        }
        return value instanceof Undefined;
    }

    /**
     * The text that spells a value so that YAML reads the value back: JSON, a quoted scalar. Markup, as in stock. Where event
     * text is inside, printing leaves a placeholder that stands for the value itself in a plain scalar, and for the
     * spelling everywhere else.
     */
    public static Text spelled(@Nullable Object value, String spelling) {
        String origin = origin(value);
        return origin == null ? Text.markup(spelling) : Text.spelled(spelling, origin, whole(value, spelling));
    }
}
