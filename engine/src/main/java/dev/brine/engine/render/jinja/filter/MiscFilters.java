package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.taint.Tainted;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Taint;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import dev.brine.engine.render.jmespath.Expression;
import dev.brine.engine.render.jmespath.JmesPathError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What fits no other room. */
final class MiscFilters {
    private static final Set<String> DICT_METHODS = Set.of(
            "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");

    private MiscFilters() {}

    static Room room() {
        String encode =
                "(encoding=None, errors='strict', keep=False, preserve_dict_class=False, preserve_tuples=False)";
        return new Room()
                .add("default", "do_default(default_value='', boolean=False)", (c, v, a) -> otherwise(v, a))
                .alias("d", "default")
                .add("attr", "do_attr(name)", (c, v, a) -> attribute(c, v, a.text(0)))
                .add("method_call", (c, v, a) -> methodCall(c, v, a))
                .add("sequence", "ensure_sequence_filter()", (c, v, a) -> sequence(v))
                .add(
                        "is_list",
                        "is_list()",
                        (c, v, a) -> v instanceof List && !(v instanceof Tuple) && !(v instanceof PyRange))
                .add("is_iter", "is_iter(ignore=None)", (c, v, a) -> isIter(v))
                .add(
                        "sorted_ignorecase",
                        "sorted_ignorecase()",
                        (c, v, a) -> SequenceFilters.sorted(Values.list(v), MiscFilters::lower, false))
                .add("flatten", "flatten(levels=None, preserve_nulls=False, _ids=None)", (c, v, a) -> flatten(c, v, a))
                .add(
                        "random_sample",
                        "sample(size, seed=None)",
                        (c, v, a) -> RandomChoice.sample(population(v), a.integer(0), a.get(1)))
                .add("random_shuffle", "shuffle(seed=None)", (c, v, a) -> shuffled(v, a.get(0)))
                .add("json_query", "json_query(expr)", (c, v, a) -> query(v, a.text(0)))
                .add("http_query", new HttpQuery())
                .add("json_encode_dict", "encode_dict" + encode, (c, v, a) -> encodedDict(c, v))
                .alias("json_decode_dict", "json_encode_dict")
                .add("json_encode_list", "encode_list" + encode, (c, v, a) -> encoded(c, Values.list(v)))
                .alias("json_decode_list", "json_encode_list");
    }

    private static @Nullable Object otherwise(@Nullable Object value, Signature.Bound a) {
        return value instanceof Undefined || (a.truth(1) && !Values.truth(value)) ? a.get(0) : value;
    }

    /** An attribute and never an item; Undefined when there is none. */
    private static @Nullable Object attribute(EvalContext context, @Nullable Object value, String name) {
        if (value instanceof Map && !DICT_METHODS.contains(name) && !name.startsWith("__")) {
            return Undefined.member(value, name);
        }
        return context.attribute(value, name);
    }

    private static @Nullable Object methodCall(EvalContext context, @Nullable Object value, Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw PyError.type("method_call() missing 1 required positional argument: 'f_name'");
        }
        Object method = attribute(context, value, Values.text(arguments.at(0)));
        return method instanceof Undefined ? null : context.call(method, arguments.skip(1));
    }

    private static @Nullable Object sequence(@Nullable Object value) {
        if ((value instanceof List && !(value instanceof PyRange)) || value instanceof Set || value instanceof Map) {
            return value;
        }
        List<@Nullable Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static boolean isIter(@Nullable Object value) {
        return !Values.isString(value) && Values.iterateOrNull(value) != null;
    }

    private static List<@Nullable Object> shuffled(@Nullable Object value, @Nullable Object seed) {
        int length = Values.length(value);
        return RandomChoice.sample(population(value), length, seed);
    }

    private static List<@Nullable Object> population(@Nullable Object value) {
        if (!(value instanceof List || Values.isString(value))) {
            throw PyError.type("Population must be a sequence.  For dicts or sets, use sorted(d).");
        }
        return Values.list(value);
    }

    private static String lower(@Nullable Object item) {
        if (!Values.isString(item)) {
            throw PyError.attribute("'" + Values.typeName(item) + "' object has no attribute 'lower'");
        }
        return Values.text(item).toLowerCase(Locale.ROOT);
    }

    private static List<@Nullable Object> flatten(EvalContext context, @Nullable Object value, Signature.Bound a) {
        List<@Nullable Object> flat = new ArrayList<>();
        flatten(context, value, a.isNone(0) ? Integer.MAX_VALUE : a.integer(0), a.truth(1), flat, 0);
        return flat;
    }

    private static void flatten(
            EvalContext context,
            @Nullable Object value,
            int levels,
            boolean nulls,
            List<@Nullable Object> flat,
            int depth) {
        if (depth > 500) {
            throw PyError.of("RecursionError", "Reference cycle detected. Check input list.");
        }
        for (Object item : Values.list(value)) {
            context.budget().tick();
            boolean isNull = item == null
                    || (Values.isString(item) && List.of("None", "null").contains(Values.text(item)));
            if (isNull && !nulls) {
                continue;
            }
            if (isIter(item) && levels >= 1) {
                flatten(context, item, levels - 1, nulls, flat, depth + 1);
            } else {
                flat.add(item);
            }
        }
    }

    private static @Nullable Object query(@Nullable Object value, String expression) {
        try {
            String origin = Taint.origin(value);
            if (value instanceof Undefined undefined) {
                if (expression.startsWith("[")) {
                    return null;
                }
                throw undefined.error();
            }
            Object found = Expression.compile(expression).search(queried(value));
            return origin == null ? found : Tainted.view(found, origin);
        } catch (JmesPathError e) {
            throw PyError.value(String.valueOf(e.getMessage()));
        }
    }

    /** Plain values and lists only; what is no list to Python's JMESPath becomes nothing. */
    private static @Nullable Object queried(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(Values.bare(key), queried(item)));
            return copy;
        }
        if (value instanceof Tuple || value instanceof PyRange) {
            return null;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(queried(item)));
            return copy;
        }
        return Values.bare(value);
    }

    private static @Nullable Object encodedDict(EvalContext context, @Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!(value instanceof Map)) {
            throw PyError.attribute("'" + Values.typeName(value) + "' object has no attribute 'items'");
        }
        return encoded(context, value);
    }

    /** All strings inside as bytes. */
    private static @Nullable Object encoded(EvalContext context, @Nullable Object value) {
        context.budget().tick();
        if (Values.isString(value)) {
            return HashFilters.bytes(value);
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(encoded(context, key), encoded(context, item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(encoded(context, item)));
            return copy;
        }
        return value;
    }
}
