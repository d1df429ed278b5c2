package dev.brine.engine.render.jinja.value;

import org.jspecify.annotations.Nullable;

/** A template test: {@code value is name(args)}. Stateless and shared by all threads. */
@FunctionalInterface
public interface Test {
    boolean check(EvalContext context, @Nullable Object value, Arguments arguments);
}
