package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.DictView;
import dev.brine.engine.render.jinja.value.Dicts;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Signature.Bound;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of dict. */
public final class DictMethods {
    private static final Map<String, Method<Map<?, ?>>> TABLE = new HashMap<>();

    private interface Body {
        @Nullable
        Object call(Map<?, ?> self, Bound arguments);
    }

    static {
        TABLE.put("get", DictMethods::get);
        add("keys()", (d, a) -> new DictView(d, DictView.Part.KEYS));
        add("values()", (d, a) -> new DictView(d, DictView.Part.VALUES));
        add("items()", (d, a) -> new DictView(d, DictView.Part.ITEMS));
        add("copy()", (d, a) -> copy(d));
        add("clear()", (d, a) -> {
            d.clear();
            return null;
        });
        add("setdefault(key, default=None)", (d, a) -> {
            if (!Dicts.containsKey(d, a.get(0))) {
                Dicts.put(d, a.get(0), a.get(1));
            }
            return Dicts.get(d, a.get(0), null);
        });
        add("popitem()", (d, a) -> popItem(d));
        TABLE.put("pop", DictMethods::pop);
        TABLE.put("update", DictMethods::update);
        add("fromkeys(iterable, value=None)", (d, a) -> {
            Map<Object, @Nullable Object> made = new LinkedHashMap<>();
            Values.iterate(a.get(0)).forEachRemaining(key -> Dicts.put(made, key, a.get(1)));
            return made;
        });
    }

    private DictMethods() {}

    private static void add(String signature, Body body) {
        Signature parsed = Signature.of(signature);
        TABLE.put(
                signature.substring(0, signature.indexOf('(')),
                (context, self, arguments) -> body.call(self, parsed.bind(arguments)));
    }

    static @Nullable Method<Map<?, ?>> find(String name) {
        return TABLE.get(name);
    }

    private static Map<Object, @Nullable Object> copy(Map<?, ?> map) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(k, v));
        return copy;
    }

    private static Object popItem(Map<?, ?> map) {
        if (map.isEmpty()) {
            throw PyError.key("'popitem(): dictionary is empty'");
        }
        Object last = null;
        for (Object key : map.keySet()) {
            last = key;
        }
        return Tuple.of(last, map.remove(last));
    }

    private static @Nullable Object get(EvalContext context, Map<?, ?> map, Arguments arguments) {
        int count = arguments.count();
        if (!arguments.keyword().isEmpty()) {
            throw PyError.type("dict.get() takes no keyword arguments");
        }
        if (count < 1 || count > 2) {
            throw PyError.type(
                    "get expected at " + (count < 1 ? "least 1 argument" : "most 2 arguments") + ", got " + count);
        }
        return Dicts.get(map, arguments.at(0), count == 2 ? arguments.at(1) : null);
    }

    private static @Nullable Object pop(EvalContext context, Map<?, ?> map, Arguments arguments) {
        if (arguments.count() < 1 || arguments.count() > 2) {
            String bound = arguments.count() < 1 ? "at least 1 argument" : "at most 2 arguments";
            throw PyError.type("pop expected " + bound + ", got " + arguments.count());
        }
        Object removed = Dicts.remove(map, arguments.at(0));
        if (removed != PyObject.ABSENT) {
            return removed;
        }
        if (arguments.count() == 2) {
            return arguments.at(1);
        }
        throw PyError.key(Repr.repr(arguments.at(0)));
    }

    private static @Nullable Object update(EvalContext context, Map<?, ?> map, Arguments arguments) {
        if (arguments.count() > 1) {
            throw PyError.type("update expected at most 1 argument, got " + arguments.count());
        }
        fill(map, arguments);
        return null;
    }

    /** What {@code dict(...)} and {@code update(...)} put in: a mapping or pairs, then keywords. */
    public static void fill(Map<?, ?> map, Arguments arguments) {
        if (arguments.count() > 0) {
            Object source = arguments.at(0);
            if (source instanceof Map<?, ?> other) {
                other.forEach((k, v) -> Dicts.put(map, k, v));
            } else {
                pairs(map, source);
            }
        }
        arguments.keyword().forEach((k, v) -> Dicts.put(map, k, v));
    }

    private static void pairs(Map<?, ?> map, @Nullable Object source) {
        Iterator<@Nullable Object> items = Values.iterate(source);
        for (int i = 0; items.hasNext(); i++) {
            Object item = items.next();
            if (Values.iterateOrNull(item) == null) {
                throw PyError.type("cannot convert dictionary update sequence element #" + i + " to a sequence");
            }
            List<@Nullable Object> pair = Values.list(item);
            if (pair.size() != 2) {
                throw PyError.value(
                        "dictionary update sequence element #" + i + " has length " + pair.size() + "; 2 is required");
            }
            Dicts.put(map, pair.get(0), pair.get(1));
        }
    }
}
