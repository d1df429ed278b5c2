package dev.brine.states.graph;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The name Python gives the type of a plain value, for messages that quote it. */
public final class PythonType {
    private PythonType() {}

    public static String of(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof Number) {
            return "int";
        }
        if (value instanceof List) {
            return "list";
        }
        return value instanceof Map ? "dict" : "str";
    }
}
