package dev.brine.engine.render.yaml;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** How Python names and compares what stands in an error message about a key. */
final class PythonNames {

    private PythonNames() {}

    static String kind(Node node) {
        return switch (node.getNodeId()) {
            case scalar -> "scalar";
            case sequence -> "sequence";
            default -> "mapping";
        };
    }

    static String key(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "of kind " + kind(node);
    }

    /** Python counts True, 1 and 1.0 as one key; so must the search for duplicates. */
    static @Nullable Object identity(@Nullable Object key) {
        if (key instanceof Boolean bool) {
            return bool ? 1L : 0L;
        }
        if (key instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 0x1p63 ? (Object) number.longValue() : number;
        }
        return key instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : key;
    }

    static String text(@Nullable Object key) {
        if (key == null) {
            return "None";
        }
        if (key instanceof Boolean bool) {
            return bool ? "True" : "False";
        }
        if (key instanceof Long || key instanceof BigInteger || key instanceof String) {
            return key.toString();
        }
        return key instanceof byte[] bytes
                ? "b'" + new String(bytes, StandardCharsets.ISO_8859_1) + "'"
                : String.valueOf(key);
    }
}
