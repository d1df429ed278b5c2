package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Values;
import org.jspecify.annotations.Nullable;

/** A method with its object: can be called, stored and passed on. */
final class BoundMethod<T> implements Callable, PyObject {
    private final String name;
    private final T self;
    private final Method<T> method;

    BoundMethod(String name, T self, Method<T> method) {
        this.name = name;
        this.self = self;
        this.method = method;
    }

    @Override
    public @Nullable Object call(EvalContext context, Arguments arguments) {
        return method.call(context, self, arguments);
    }

    @Override
    public String typeName() {
        return "builtin_function_or_method";
    }

    @Override
    public String repr() {
        return String.format(
                "<built-in method %s of %s object at 0x%012x>",
                name, Values.typeName(self), 0x7f0000000000L + System.identityHashCode(self));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoundMethod<?> bound && bound.self == self && bound.name.equals(name);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(self) + name.hashCode();
    }
}
