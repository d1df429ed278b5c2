package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyObject;
import org.jspecify.annotations.Nullable;

/**
 * A global function or class.
 *
 * @param repr how it prints
 * @param typeName Python's name of its type
 * @param body what it does
 */
record Function(String repr, String typeName, Callable body) implements Callable, PyObject {

    static Function named(String name, Callable body) {
        return new Function("<function " + name + ">", "function", body);
    }

    static Function type(String name, Callable body) {
        return new Function("<class '" + name + "'>", "type", body);
    }

    @Override
    public @Nullable Object call(EvalContext context, Arguments arguments) {
        return body.call(context, arguments);
    }
}
