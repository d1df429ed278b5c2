package dev.brine.engine.modules.host;

import dev.brine.engine.render.jinja.value.Repr;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Python would name and print a plain value. */
public final class PythonText {
    private PythonText() {}

    /** {@code str(type(value))}. */
    public static String type(@Nullable Object value) {
        String name = "NoneType";
        if (value instanceof String) {
            name = "str";
        } else if (value instanceof Boolean) {
            name = "bool";
        } else if (value instanceof Double) {
            name = "float";
        } else if (value instanceof Number) {
            name = "int";
        } else if (value instanceof List) {
            name = "list";
        } else if (value instanceof Map) {
            name = "dict";
        } else if (value instanceof byte[]) {
            name = "bytes";
        }
        return "<class '" + name + "'>";
    }

    /** {@code repr(value)}. */
    public static String repr(@Nullable Object value) {
        return Repr.repr(value);
    }

    /** {@code str(value)}. */
    public static String str(@Nullable Object value) {
        return value instanceof String text ? text : Repr.repr(value);
    }
}
