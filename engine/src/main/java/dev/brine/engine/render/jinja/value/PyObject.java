package dev.brine.engine.render.jinja.value;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An object that is none of Python's built-in values: loop, macro, namespace, module, {@code salt}. All answers come from
 * these methods; nothing is ever looked up by reflection.
 */
public interface PyObject {
    /** Answer of {@link #attribute} and {@link #item} for "not there" (null is Python's None). */
    Object ABSENT = Undefined.NO_OWNER;

    /** Python's type name as error texts show it, for example {@code Namespace}. */
    String typeName();

    /** Type name with its module, for example {@code jinja2.runtime.LoopContext}. */
    default String qualifiedName() {
        return typeName();
    }

    /** What {@code object.name} gives, or {@link #ABSENT}. */
    default @Nullable Object attribute(String name) {
        return ABSENT;
    }

    /** What {@code object[key]} gives, or {@link #ABSENT}. */
    default @Nullable Object item(@Nullable Object key) {
        return ABSENT;
    }

    /** Printed form. */
    default String str() {
        return repr();
    }

    default String repr() {
        return "<" + typeName() + " object>";
    }

    default boolean truth() {
        return true;
    }

    /** Null when it cannot be iterated. */
    default @Nullable Iterator<@Nullable Object> iterate() {
        return null;
    }

    /** Number of items, or -1 when it has no length. */
    default int length() {
        return -1;
    }

    /** {@code x in object}. */
    default boolean contains(EvalContext context, @Nullable Object wanted) {
        throw PyError.type("argument of type '" + typeName() + "' is not iterable");
    }
}
