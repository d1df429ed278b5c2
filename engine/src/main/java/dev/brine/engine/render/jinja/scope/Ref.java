package dev.brine.engine.render.jinja.scope;

import dev.brine.engine.render.jinja.value.PyObject;
import org.jspecify.annotations.Nullable;

/**
 * Where a variable lies at run time.
 *
 * @param hops how many enclosing bodies outwards
 * @param slot index in the slots of that body
 */
public record Ref(int hops, int slot) {
    /** Content of a slot that nobody has set. */
    public static final Object MISSING = PyObject.ABSENT;

    /** The value, or {@link #MISSING}. */
    public @Nullable Object get(Activation activation) {
        return body(activation).slots[slot];
    }

    public void set(Activation activation, @Nullable Object value) {
        body(activation).slots[slot] = value;
    }

    private Activation body(Activation activation) {
        Activation body = activation;
        for (int i = hops; i > 0; i--) {
            body = body.outer();
        }
        return body;
    }
}
