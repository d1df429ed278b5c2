package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Filter;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of one theme while they are being listed. */
final class Room {
    private final Map<String, Filter> filters = new LinkedHashMap<>();

    /** The work of one filter; the arguments are bound to its signature. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(EvalContext context, @Nullable Object value, Signature.Bound arguments);
    }

    /**
     * Adds a filter.
     *
     * @param signature Python's name and parameters without the value in front, as in {@code do_center(width=80)}
     */
    Room add(String name, String signature, Body body) {
        Signature parameters = Signature.ofFilter(signature);
        filters.put(name, (context, value, arguments) -> body.apply(context, value, parameters.bind(arguments)));
        return this;
    }

    /** Adds a filter that reads its arguments itself. */
    Room add(String name, Filter filter) {
        filters.put(name, filter);
        return this;
    }

    /** Another name for a filter of this room. */
    Room alias(String alias, String name) {
        Filter filter = filters.get(name);
        if (filter == null) {
            throw new IllegalArgumentException("no filter " + name);
        }
        filters.put(alias, filter);
        return this;
    }

    Map<String, Filter> filters() {
        return filters;
    }

    /** {@code result} with the Markup and taint of the string it was made of. */
    static Object like(@Nullable Object source, String result) {
        return source instanceof Text text ? text.derive(result) : result;
    }
}
