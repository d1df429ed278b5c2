package dev.brine.engine.render.jmespath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments of one function call, with JMESPath's type checks. */
record Arguments(String function, List<@Nullable Object> values) {

    int size() {
        return values.size();
    }

    Arguments only() {
        return count(1);
    }

    Arguments count(int wanted) {
        if (values.size() != wanted) {
            throw new JmesPathError("Expected " + wanted + " argument" + (wanted == 1 ? "" : "s") + " for function "
                    + function + "(), received " + values.size());
        }
        return this;
    }

    @Nullable
    Object get(int index) {
        return values.get(index);
    }

    String string(int index) {
        if (get(index) instanceof String text) {
            return text;
        }
        throw wrongType(index, "['string']");
    }

    Number number(int index) {
        if (get(index) instanceof Number number) {
            return number;
        }
        throw wrongType(index, "['number']");
    }

    List<?> list(int index) {
        if (get(index) instanceof List<?> list) {
            return list;
        }
        throw wrongType(index, "['array']");
    }

    Map<?, ?> map(int index) {
        if (get(index) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrongType(index, "['object']");
    }

    Node reference(int index) {
        if (get(index) instanceof Node.Reference reference) {
            return reference.body();
        }
        throw wrongType(index, "['expref']");
    }

    List<Number> numbers(int index) {
        List<Number> numbers = new ArrayList<>();
        for (Object item : list(index)) {
            if (!(item instanceof Number number)) {
                throw wrongItem(item, "['array-number']");
            }
            numbers.add(number);
        }
        return numbers;
    }

    List<String> strings(int index) {
        List<String> strings = new ArrayList<>();
        for (Object item : list(index)) {
            if (!(item instanceof String text)) {
                throw wrongItem(item, "['array-string']");
            }
            strings.add(text);
        }
        return strings;
    }

    /** The first argument in the order of what the second makes of its items. */
    List<@Nullable Object> sortedBy() {
        Node key = reference(1);
        List<@Nullable Object> sorted = new ArrayList<>(list(0));
        sorted.sort((x, y) -> compare(key.eval(x), key.eval(y)));
        return sorted;
    }

    int compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Library.order(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        throw wrongItem(a instanceof Number || a instanceof String ? b : a, "['number', 'string']");
    }

    JmesPathError wrongType(int index, String expected) {
        return wrongItem(get(index), expected);
    }

    private JmesPathError wrongItem(@Nullable Object item, String expected) {
        return new JmesPathError("In function " + function + "(), invalid type for value: " + item
                + ", expected one of: " + expected + ", received: \"" + Library.type(item) + "\"");
    }
}
