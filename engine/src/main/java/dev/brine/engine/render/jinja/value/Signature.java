package dev.brine.engine.render.jinja.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a built-in function, filter or test in Python's manner; binds {@link Arguments} and complains in Python's
 * words. Make it once, as a constant: {@code Signature.of("do_indent(width=4, first=False, blank=False)")}. Defaults are
 * literals: int, quoted string, True, False, None. {@code *name} and {@code **name} collect the rest as Tuple and Map.
 */
public final class Signature {
    private static final Object REQUIRED = new Object();

    private final String function;
    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> defaults = new ArrayList<>();
    private boolean star;
    private boolean starStar;
    private final int implicit;

    private Signature(String text, int implicit) {
        this.implicit = implicit;
        int open = text.indexOf('(');
        function = text.substring(0, open);
        String inside = text.substring(open + 1, text.length() - 1).strip();
        for (String part : inside.isEmpty() ? new String[0] : inside.split(",\\s*")) {
            add(part.strip());
        }
    }

    /** A plain function. */
    public static Signature of(String text) {
        return new Signature(text, 0);
    }

    /** A filter or test: Python counts the value in front as an argument, the text does not name it. */
    public static Signature ofFilter(String text) {
        return new Signature(text, 1);
    }

    private void add(String part) {
        if (part.startsWith("**")) {
            starStar = true;
            return;
        }
        if (part.startsWith("*")) {
            star = true;
            return;
        }
        int equals = part.indexOf('=');
        names.add(equals < 0 ? part : part.substring(0, equals).strip());
        defaults.add(equals < 0 ? REQUIRED : literal(part.substring(equals + 1).strip()));
    }

    private static @Nullable Object literal(String text) {
        switch (text) {
            case "None":
                return null;
            case "True":
                return true;
            case "False":
                return false;
            default:
        }
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        return text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    }

    /** Values in the order of the parameters; then the rest as Tuple (if {@code *}) and as Map (if {@code **}). */
    public Bound bind(Arguments arguments) {
        int size = names.size();
        @Nullable Object[] values = new @Nullable Object[size + 2];
        int given = arguments.positional().size();
        for (int i = 0; i < Math.min(given, size); i++) {
            values[i] = arguments.positional().get(i);
        }
        if (given > size && !star) {
            throw tooMany(given);
        }
        values[size] = given > size ? Tuple.of(arguments.positional().subList(size, given)) : Tuple.EMPTY;
        boolean[] set = new boolean[size];
        Arrays.fill(set, 0, Math.min(given, size), true);
        Map<Object, @Nullable Object> rest = new LinkedHashMap<>();
        arguments.keyword().forEach((name, value) -> keyword(name, value, values, set, rest));
        values[size + 1] = rest;
        fillDefaults(values, set);
        return new Bound(values);
    }

    private void keyword(
            String name,
            @Nullable Object value,
            @Nullable Object[] values,
            boolean[] set,
            Map<Object, @Nullable Object> rest) {
        int at = names.indexOf(name);
        if (at < 0) {
            if (!starStar) {
                throw PyError.type(function + "() got an unexpected keyword argument '" + name + "'");
            }
            rest.put(name, value);
            return;
        }
        if (set[at]) {
            throw PyError.type(function + "() got multiple values for argument '" + name + "'");
        }
        set[at] = true;
        values[at] = value;
    }

    private void fillDefaults(@Nullable Object[] values, boolean[] set) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < set.length; i++) {
            if (!set[i]) {
                if (defaults.get(i) == REQUIRED) {
                    missing.add(names.get(i));
                } else {
                    values[i] = defaults.get(i);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw PyError.type(missing(function, missing));
        }
    }

    /** Python's text for parameters that nobody gave. */
    public static String missing(String function, List<String> names) {
        List<String> quoted = names.stream().map(n -> "'" + n + "'").toList();
        int last = quoted.size() - 1;
        String list = last == 0
                ? quoted.get(0)
                : last == 1
                        ? quoted.get(0) + " and " + quoted.get(1)
                        : String.join(", ", quoted.subList(0, last)) + ", and " + quoted.get(last);
        return function + "() missing " + quoted.size() + " required positional argument" + (last == 0 ? "" : "s")
                + ": " + list;
    }

    private PyError tooMany(int given) {
        long optional = defaults.stream().filter(d -> d != REQUIRED).count();
        int most = names.size() + implicit;
        int seen = given + implicit;
        String takes = optional > 0 ? "from " + (most - optional) + " to " + most : String.valueOf(most);
        return PyError.type(function + "() takes " + takes + " positional argument"
                + (most == 1 && optional == 0 ? "" : "s") + " but " + seen + (seen == 1 ? " was" : " were") + " given");
    }

    /** Bound values by index, with Python's conversions. */
    public static final class Bound {
        private final @Nullable Object[] values;

        private Bound(@Nullable Object[] values) {
            this.values = values;
        }

        public @Nullable Object get(int index) {
            return values[index];
        }

        public boolean truth(int index) {
            return Values.truth(values[index]);
        }

        /** An int that fits; fails in Python's words for other types. */
        public int integer(int index) {
            return Numbers.index(values[index]);
        }

        /** {@code str(value)}. */
        public String text(int index) {
            return Values.text(values[index]);
        }

        public boolean isNone(int index) {
            return values[index] == null;
        }

        /** What {@code *args} took; it stands behind the last named parameter. */
        public List<@Nullable Object> rest() {
            return (Tuple) java.util.Objects.requireNonNull(values[values.length - 2]);
        }

        /** What {@code **kwargs} took. */
        @SuppressWarnings("unchecked")
        public Map<Object, @Nullable Object> restByName() {
            return (Map<Object, @Nullable Object>) java.util.Objects.requireNonNull(values[values.length - 1]);
        }
    }
}
