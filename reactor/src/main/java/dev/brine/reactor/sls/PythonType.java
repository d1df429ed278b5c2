package dev.brine.reactor.sls;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of Python's types, for messages in Salt's words. */
final class PythonType {
    private PythonType() {}

    static String name(@Nullable Object value) {
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
