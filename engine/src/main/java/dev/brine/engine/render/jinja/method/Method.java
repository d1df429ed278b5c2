package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import org.jspecify.annotations.Nullable;

/** One method of a built-in type. */
@FunctionalInterface
interface Method<T> {
    @Nullable
    Object call(EvalContext context, T self, Arguments arguments);
}
