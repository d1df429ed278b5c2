package dev.brine.engine.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads the Python literals that stand as defaults in {@link Arg#dflt}. */
final class Literal {
    private Literal() {}

    static @Nullable Object parse(String text) {
        switch (text) {
            case "None":
                return null;
            case "True":
                return true;
            case "False":
                return false;
            case "[]", "()":
                return new ArrayList<>();
            case "{}":
                return new LinkedHashMap<>();
            default:
                break;
        }
        char first = text.charAt(0);
        if ((first == '\'' || first == '"') && text.length() > 1 && text.charAt(text.length() - 1) == first) {
            return text.substring(1, text.length() - 1);
        }
        return text.indexOf('.') >= 0 ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    }
}
