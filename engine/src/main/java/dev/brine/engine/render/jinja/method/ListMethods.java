package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Signature.Bound;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of list; tuple and range have two of them. */
final class ListMethods {
    private static final Map<String, Method<List<?>>> TABLE = new HashMap<>();

    private interface Body {
        @Nullable
        Object call(EvalContext context, List<@Nullable Object> self, Bound arguments);
    }

    static {
        add("append(object)", (c, l, a) -> {
            c.budget().checkItems(l.size() + 1L);
            l.add(a.get(0));
            return null;
        });
        add("extend(iterable)", (c, l, a) -> {
            List<@Nullable Object> more = Values.list(a.get(0));
            c.budget().checkItems((long) l.size() + more.size());
            l.addAll(more);
            return null;
        });
        add("insert(index, object)", (c, l, a) -> {
            int index = a.integer(0);
            int at = index < 0 ? Math.max(0, index + l.size()) : Math.min(index, l.size());
            l.add(at, a.get(1));
            return null;
        });
        add("remove(value)", (c, l, a) -> {
            int at = indexOf(l, a.get(0), 0, l.size());
            if (at < 0) {
                throw PyError.value("list.remove(x): x not in list");
            }
            l.remove(at);
            return null;
        });
        add("pop(index=-1)", (c, l, a) -> pop(l, a.integer(0)));
        add("clear()", (c, l, a) -> {
            l.clear();
            return null;
        });
        add("index(value, start=0, stop=9223372036854775807)", ListMethods::index);
        add("count(value)", (c, l, a) -> count(l, a.get(0)));
        add("reverse()", (c, l, a) -> {
            Collections.reverse(l);
            return null;
        });
        add("copy()", (c, l, a) -> new ArrayList<>(l));
        TABLE.put("sort", ListMethods::sort);
    }

    private ListMethods() {}

    private static void add(String signature, Body body) {
        Signature parsed = Signature.of(signature);
        TABLE.put(
                signature.substring(0, signature.indexOf('(')),
                (context, self, arguments) -> body.call(context, writable(self), parsed.bind(arguments)));
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> writable(List<?> list) {
        return (List<@Nullable Object>) list;
    }

    static @Nullable Method<List<?>> find(String name) {
        return TABLE.get(name);
    }

    static @Nullable Method<List<?>> findForTuple(String name) {
        return name.equals("index") || name.equals("count") ? TABLE.get(name) : null;
    }

    private static @Nullable Object pop(List<@Nullable Object> list, int index) {
        if (list.isEmpty()) {
            throw PyError.index("pop from empty list");
        }
        int at = index < 0 ? index + list.size() : index;
        if (at < 0 || at >= list.size()) {
            throw PyError.index("pop index out of range");
        }
        return list.remove(at);
    }

    private static Object index(EvalContext context, List<@Nullable Object> list, Bound a) {
        int size = list.size();
        int from = a.integer(1) < 0 ? Math.max(0, a.integer(1) + size) : a.integer(1);
        int to = a.integer(2) < 0 ? a.integer(2) + size : Math.min(size, a.integer(2));
        int at = indexOf(list, a.get(0), from, to);
        if (at < 0) {
            String where = list instanceof Tuple
                    ? "tuple.index(x): x not in tuple"
                    : Repr.repr(a.get(0)) + (list instanceof PyRange ? " is not in range" : " is not in list");
            throw PyError.value(where);
        }
        return (long) at;
    }

    private static int indexOf(List<?> list, @Nullable Object wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Compare.same(list.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static Object count(List<?> list, @Nullable Object wanted) {
        long count = 0;
        for (Object item : list) {
            if (Compare.same(item, wanted)) {
                count++;
            }
        }
        return count;
    }

    private static @Nullable Object sort(EvalContext context, List<?> self, Arguments arguments) {
        if (arguments.count() > 0) {
            throw PyError.type("sort() takes no positional arguments");
        }
        Object key = arguments.keyword().get("key");
        boolean reverse = Values.truth(arguments.keyword().get("reverse"));
        List<@Nullable Object> list = writable(self);
        List<@Nullable Object[]> keyed = new ArrayList<>();
        for (Object item : list) {
            keyed.add(new @Nullable Object[] {key == null ? item : context.call(key, Arguments.of(item)), item});
        }
        keyed.sort((a, b) -> reverse ? Compare.order(b[0], a[0]) : Compare.order(a[0], b[0]));
        for (int i = 0; i < keyed.size(); i++) {
            list.set(i, keyed.get(i)[1]);
        }
        return null;
    }
}
