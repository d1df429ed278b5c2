package dev.brine.engine.render.jinja.value;

import org.jspecify.annotations.Nullable;

/**
 * A template filter: {@code value|name(args)}. Stateless and shared by all threads.
 *
 * <p>Event text arrives as tainted {@link Text}. A filter may pass it on, build with {@link TextBuilder}, or just work on
 * {@link Values#text}: when it returns a bare String, the caller puts the taint of its inputs back on.
 */
@FunctionalInterface
public interface Filter {
    /** Faults are {@link PyError}, in Python's words. */
    @Nullable
    Object apply(EvalContext context, @Nullable Object value, Arguments arguments);
}
