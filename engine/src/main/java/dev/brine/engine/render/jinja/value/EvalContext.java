package dev.brine.engine.render.jinja.value;

import dev.brine.engine.render.jinja.limit.Budget;
import org.jspecify.annotations.Nullable;

/** The render that calls a filter, test or function, as far as these may look. One thread only. */
public interface EvalContext {
    /** {@code value|name(args)}; unknown names fail as stock does at run time. */
    @Nullable
    Object filter(String name, @Nullable Object value, Arguments arguments);

    /** {@code value is name(args)}. */
    boolean test(String name, @Nullable Object value, Arguments arguments);

    /** {@code value.name}: attribute first, then item; Undefined when there is neither. */
    @Nullable
    Object attribute(@Nullable Object value, String name);

    /** {@code value[key]}: item first, then attribute; Undefined when there is neither. */
    @Nullable
    Object item(@Nullable Object value, @Nullable Object key);

    /** Calls anything callable; else Python's {@code 'x' object is not callable}. */
    @Nullable
    Object call(@Nullable Object callee, Arguments arguments);

    /** A variable as the template sees it here; Undefined when nobody set it. */
    @Nullable
    Object variable(String name);

    /** Limits of this render. */
    Budget budget();
}
