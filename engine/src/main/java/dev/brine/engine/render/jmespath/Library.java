package dev.brine.engine.render.jmespath;

import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JMESPath's built-in functions. */
final class Library {

    private Library() {}

    static @Nullable Object call(String name, List<@Nullable Object> arguments) {
        Arguments a = new Arguments(name, arguments);
        return switch (name) {
            case "abs" -> magnitude(a.only().number(0));
            case "avg" -> average(a.only().numbers(0));
            case "ceil" -> whole(Math.ceil(a.only().number(0).doubleValue()));
            case "floor" -> whole(Math.floor(a.only().number(0).doubleValue()));
            case "contains" -> contains(a.count(2));
            case "ends_with" -> a.count(2).string(0).endsWith(a.string(1));
            case "starts_with" -> a.count(2).string(0).startsWith(a.string(1));
            case "join" -> String.join(a.count(2).string(0), a.strings(1));
            case "keys" -> new ArrayList<Object>(a.only().map(0).keySet());
            case "values" -> new ArrayList<Object>(a.only().map(0).values());
            case "length" -> length(a.only());
            case "map" -> mapped(a.count(2));
            case "max" -> best(a.only().list(0), a, Comparator.reverseOrder());
            case "min" -> best(a.only().list(0), a, Comparator.naturalOrder());
            case "max_by" -> first(a.count(2).sortedBy(), a, true);
            case "min_by" -> first(a.count(2).sortedBy(), a, false);
            case "merge" -> merged(a);
            case "not_null" ->
                arguments.stream().filter(Objects::nonNull).findFirst().orElse(null);
            case "reverse" -> reversed(a.only());
            case "sort" -> sorted(a.only().list(0), a);
            case "sort_by" -> a.count(2).sortedBy();
            case "sum" -> sum(a.only().numbers(0));
            case "to_array" -> a.only().get(0) instanceof List<?> list ? list : Collections.singletonList(a.get(0));
            case "to_number" -> number(a.only().get(0));
            case "to_string" ->
                a.only().get(0) instanceof String text
                        ? text
                        : JsonWriter.write(a.get(0), JsonStyle.PYTHON.separators(",", ":"));
            case "type" -> type(a.only().get(0));
            default -> throw new JmesPathError("Unknown function: " + name + "()");
        };
    }

    static String type(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Number) {
            return "number";
        }
        if (value instanceof String) {
            return "string";
        }
        return value instanceof List ? "array" : value instanceof Map ? "object" : "expref";
    }

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return order(x, y) == 0;
        }
        return Objects.equals(a, b);
    }

    static int order(Number a, Number b) {
        return decimal(a).compareTo(decimal(b));
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigInteger big
                ? new BigDecimal(big)
                : number instanceof Double real ? new BigDecimal(real) : BigDecimal.valueOf(number.longValue());
    }

    private static Object magnitude(Number number) {
        return number instanceof Double real
                ? (Object) Math.abs(real)
                : number instanceof BigInteger big ? big.abs() : (Object) Math.abs(number.longValue());
    }

    private static Object whole(double value) {
        return (long) value;
    }

    private static @Nullable Object average(List<Number> numbers) {
        return numbers.isEmpty()
                ? null
                : (Object) (numbers.stream().mapToDouble(Number::doubleValue).sum() / numbers.size());
    }

    private static Object sum(List<Number> numbers) {
        if (numbers.stream().anyMatch(n -> n instanceof Double)) {
            return numbers.stream().mapToDouble(Number::doubleValue).sum();
        }
        return numbers.stream().mapToLong(Number::longValue).sum();
    }

    private static boolean contains(Arguments a) {
        Object subject = a.get(0);
        Object wanted = a.get(1);
        if (subject instanceof String text) {
            return wanted instanceof String part && text.contains(part);
        }
        return a.list(0).stream().anyMatch(item -> equal(item, wanted));
    }

    private static long length(Arguments a) {
        Object subject = a.get(0);
        if (subject instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (subject instanceof Map<?, ?> map) {
            return map.size();
        }
        if (subject instanceof List<?> list) {
            return list.size();
        }
        throw a.wrongType(0, "['string', 'array', 'object']");
    }

    private static List<@Nullable Object> mapped(Arguments a) {
        Node body = a.reference(0);
        List<@Nullable Object> results = new ArrayList<>();
        a.list(1).forEach(item -> results.add(body.eval(item)));
        return results;
    }

    private static Map<String, @Nullable Object> merged(Arguments a) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < a.size(); i++) {
            a.map(i).forEach((key, value) -> all.put(String.valueOf(key), value));
        }
        return all;
    }

    private static Object reversed(Arguments a) {
        if (a.get(0) instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        List<@Nullable Object> list = new ArrayList<>(a.list(0));
        Collections.reverse(list);
        return list;
    }

    private static @Nullable Object number(@Nullable Object value) {
        if (value instanceof Number) {
            return value;
        }
        if (!(value instanceof String text)) {
            return null;
        }
        try {
            return text.matches("[-+]?[0-9]{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object best(List<?> list, Arguments a, Comparator<Integer> direction) {
        List<@Nullable Object> sorted = sorted(list, a);
        return sorted.isEmpty() ? null : sorted.get(direction.compare(0, 1) < 0 ? 0 : sorted.size() - 1);
    }

    private static @Nullable Object first(List<@Nullable Object> sorted, Arguments a, boolean last) {
        if (!last || sorted.isEmpty()) {
            return sorted.isEmpty() ? null : sorted.get(0);
        }
        Node key = a.reference(1);
        Object most = key.eval(sorted.get(sorted.size() - 1));
        return sorted.stream()
                .filter(item -> equal(key.eval(item), most))
                .findFirst()
                .orElse(null);
    }

    static List<@Nullable Object> sorted(List<?> list, Arguments a) {
        List<@Nullable Object> sorted = new ArrayList<>(list);
        sorted.sort((x, y) -> a.compare(x, y));
        return sorted;
    }
}
