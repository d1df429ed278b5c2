package dev.brine.engine.render.jinja.value;

import org.jspecify.annotations.Nullable;

/** Whatever a template may call: global functions, bound methods, macros, Salt functions. */
@FunctionalInterface
public interface Callable {
    @Nullable
    Object call(EvalContext context, Arguments arguments);
}
