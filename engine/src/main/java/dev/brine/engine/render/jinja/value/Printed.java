package dev.brine.engine.render.jinja.value;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a value prints between the double braces: {@code str()} behind Salt's finalizer, which shows every mapping as a dict. */
public final class Printed {
    private Printed() {}

    /** A String, or a {@link Text} where event text is in it. */
    public static Object of(@Nullable Object value, boolean tracksTaint) {
        if (value instanceof String) {
            return value;
        }
        if (value instanceof Text text) {
            return text;
        }
        boolean container = value instanceof Map || (value instanceof Collection && !(value instanceof PyRange));
        if (!container) {
            return Values.text(value);
        }
        checkNamedTuples(value);
        String text = value instanceof Map<?, ?> map ? map(map) : Repr.repr(value);
        String origin = tracksTaint ? Taint.origin(value) : null;
        return origin == null ? text : Text.spelled(text, origin, Taint.whole(value, text));
    }

    /** The outermost dict shows the {@code str()} of its values (Salt 3006: PrintableDict), so an undefined one fails. */
    private static String map(Map<?, ?> map) {
        StringBuilder out = new StringBuilder("{");
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator).append(Repr.repr(entry.getKey())).append(": ");
            Object value = entry.getValue();
            if (value == map) {
                throw PyError.of("RecursionError", "maximum recursion depth exceeded");
            } else if (value instanceof Map<?, ?> inner) {
                out.append(map(inner));
            } else {
                out.append(Values.isString(value) ? Repr.repr(value) : Values.text(value));
            }
            separator = ", ";
        }
        return out.append('}').toString();
    }

    /** Odd but true: the finalizer copies tuples by their class, which the pairs of groupby do not survive. */
    private static void checkNamedTuples(@Nullable Object value) {
        if (value instanceof Tuple tuple && !tuple.fields().isEmpty()) {
            List<String> fields = tuple.fields();
            throw PyError.type(
                    Signature.missing(Values.typeName(tuple) + ".__new__", fields.subList(1, fields.size())));
        }
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(Printed::checkNamedTuples);
        } else if ((value instanceof List && !(value instanceof PyRange)) || value instanceof Set) {
            ((Collection<?>) value).forEach(Printed::checkNamedTuples);
        }
    }
}
