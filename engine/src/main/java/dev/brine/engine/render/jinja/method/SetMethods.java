package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.DictView;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of set. */
final class SetMethods {
    private static final Map<String, Method<Set<?>>> TABLE = new HashMap<>();

    private interface Body {
        @Nullable
        Object call(Set<@Nullable Object> self, List<@Nullable Object> arguments);
    }

    static {
        add("add", (s, a) -> {
            if (!has(s, a.get(0))) {
                Compare.key(a.get(0));
                s.add(a.get(0));
            }
            return null;
        });
        add("discard", (s, a) -> {
            s.removeIf(item -> Compare.same(item, a.get(0)));
            return null;
        });
        add("remove", (s, a) -> {
            if (!s.removeIf(item -> Compare.same(item, a.get(0)))) {
                throw PyError.key(Repr.repr(a.get(0)));
            }
            return null;
        });
        add("clear", (s, a) -> {
            s.clear();
            return null;
        });
        add("pop", (s, a) -> pop(s));
        add("copy", (s, a) -> new LinkedHashSet<>(s));
        add("union", (s, a) -> union(s, a));
        add("update", (s, a) -> {
            s.addAll(union(s, a));
            return null;
        });
        add("intersection", (s, a) -> {
            Set<@Nullable Object> kept = new LinkedHashSet<>(s);
            a.forEach(other -> kept.retainAll(matching(kept, other)));
            return kept;
        });
        add("difference", (s, a) -> {
            Set<@Nullable Object> kept = new LinkedHashSet<>(s);
            a.forEach(other -> kept.removeAll(matching(kept, other)));
            return kept;
        });
        add("symmetric_difference", (s, a) -> {
            Set<@Nullable Object> kept = new LinkedHashSet<>(s);
            kept.removeAll(matching(s, a.get(0)));
            Values.list(a.get(0)).stream().filter(item -> !has(s, item)).forEach(kept::add);
            return kept;
        });
        add("issubset", (s, a) -> s.stream().allMatch(item -> has(Values.list(a.get(0)), item)));
        add("issuperset", (s, a) -> Values.list(a.get(0)).stream().allMatch(item -> has(s, item)));
        add("isdisjoint", (s, a) -> Values.list(a.get(0)).stream().noneMatch(item -> has(s, item)));
    }

    private SetMethods() {}

    @SuppressWarnings("unchecked")
    private static void add(String name, Body body) {
        Signature any = Signature.of(name + "(*others)");
        TABLE.put(
                name,
                (context, self, arguments) -> body.call(
                        (Set<@Nullable Object>) self, any.bind(arguments).rest()));
    }

    static @Nullable Method<Set<?>> find(String name) {
        return TABLE.get(name);
    }

    static @Nullable Method<DictView> findForView(String name) {
        if (!name.equals("isdisjoint")) {
            return null;
        }
        return (context, self, arguments) ->
                Values.list(arguments.at(0)).stream().noneMatch(item -> has(Tuple.of(self), item));
    }

    private static boolean has(Collection<?> items, @Nullable Object wanted) {
        for (Object item : items) {
            if (Compare.same(item, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static Set<@Nullable Object> matching(Set<@Nullable Object> set, @Nullable Object other) {
        List<@Nullable Object> others = Values.list(other);
        Set<@Nullable Object> found = new LinkedHashSet<>();
        for (Object item : set) {
            if (has(others, item)) {
                found.add(item);
            }
        }
        return found;
    }

    private static Set<@Nullable Object> union(Set<@Nullable Object> set, List<@Nullable Object> others) {
        Set<@Nullable Object> all = new LinkedHashSet<>(set);
        for (Object other : others) {
            Values.list(other).forEach(item -> {
                if (!has(all, item)) {
                    all.add(item);
                }
            });
        }
        return all;
    }

    private static @Nullable Object pop(Set<@Nullable Object> set) {
        Iterator<@Nullable Object> items = set.iterator();
        if (!items.hasNext()) {
            throw PyError.key("'pop from an empty set'");
        }
        Object item = items.next();
        items.remove();
        return item;
    }
}
