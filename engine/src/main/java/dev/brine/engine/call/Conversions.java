package dev.brine.engine.call;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an argument into what a Java parameter takes, as generously as Salt's Python functions take theirs.
 *
 * <p>Text parameters take numbers and booleans in Python's spelling, boolean parameters take anything by its truth, numbers
 * take numeric text, a list parameter takes a comma-separated text.
 */
final class Conversions {
    private Conversions() {}

    static @Nullable Object convert(String function, String name, Class<?> type, @Nullable Object value) {
        if (type == Object.class) {
            return value;
        }
        if (type == boolean.class) {
            return truth(value);
        }
        if (value == null) {
            if (type.isPrimitive()) {
                throw wrong(function, name, "a number", null);
            }
            return null;
        }
        if (type == String.class) {
            return text(value);
        }
        if (type == long.class || type == Long.class) {
            return integer(function, name, value);
        }
        if (type == double.class || type == Double.class) {
            return number(function, name, value);
        }
        if (type == Boolean.class) {
            return truth(value);
        }
        if (type == List.class) {
            return list(value);
        }
        if (type == Map.class) {
            if (value instanceof Map) {
                return value;
            }
            throw wrong(function, name, "a dictionary", value);
        }
        throw new IllegalStateException(function + ": parameter " + name + " has the unsupported type " + type);
    }

    private static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            // YAML has already made booleans of the usual spellings; what is still text is true unless it is empty or
            // says no
            return !text.isEmpty() && !text.equalsIgnoreCase("false") && !text.equalsIgnoreCase("no");
        }
        if (value instanceof List<?> items) {
            return !items.isEmpty();
        }
        return value instanceof Map<?, ?> map ? !map.isEmpty() : value != null;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value == null ? null : value.toString();
    }

    private static Object integer(String function, String name, @Nullable Object value) {
        if (value instanceof Long || value instanceof BigInteger) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return number.longValue();
        }
        if (value instanceof String text && text.strip().matches("[+-]?[0-9]{1,18}")) {
            return Long.valueOf(text.strip());
        }
        throw wrong(function, name, "an integer", value);
    }

    private static Object number(String function, String name, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            try {
                return Double.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw wrong(function, name, "a number", value);
            }
        }
        throw wrong(function, name, "a number", value);
    }

    private static Object list(Object value) {
        if (value instanceof List) {
            return value;
        }
        List<Object> items = new ArrayList<>();
        if (value instanceof String text) {
            for (String item : text.split(",")) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
        } else {
            items.add(value);
        }
        return items;
    }

    private static BadArguments wrong(String function, String name, String wanted, @Nullable Object value) {
        return new BadArguments(function + "() argument '" + name + "' must be " + wanted + ", not " + value);
    }
}
