package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.data.Traverse;
import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.Dicts;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters on dicts. */
final class MappingFilters {

    private MappingFilters() {}

    static Room room() {
        String change = "(keys, value, delimiter=':', ordered_dict=False)";
        return new Room()
                .add("items", "do_items()", (c, v, a) -> Lazy.generator(() -> items(v)))
                .add(
                        "dictsort",
                        "do_dictsort(case_sensitive=False, by='key', reverse=False)",
                        (c, v, a) -> dictsort(v, a))
                .add(
                        "traverse",
                        "traverse_dict_and_list(key, default=None, delimiter=':')",
                        (c, v, a) -> traverse(v, a))
                .add("compare_dicts", "compare_dicts(new=None)", (c, v, a) -> compareDicts(v, a.get(0)))
                .add("compare_lists", "compare_lists(new=None)", (c, v, a) -> compareLists(c, v, a.get(0)))
                .add("mysql_to_dict", "mysql_to_dict(key)", (c, v, a) -> mysqlToDict(v, a.get(0)))
                .add("set_dict_key_value", "set_dict_key_value" + change, (c, v, a) -> setValue(v, a))
                .add("update_dict_key_value", "update_dict_key_value" + change, (c, v, a) -> updateValue(v, a))
                .add("append_dict_key_value", "append_dict_key_value" + change, (c, v, a) -> appendValue(v, a))
                .add("extend_dict_key_value", "extend_dict_key_value" + change, (c, v, a) -> extendValue(v, a));
    }

    private static Iterator<@Nullable Object> items(@Nullable Object value) {
        if (value instanceof Undefined) {
            return Collections.emptyIterator();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw PyError.type("Can only get item pairs from a mapping.");
        }
        return entries(map).iterator();
    }

    private static List<@Nullable Object> entries(Map<?, ?> map) {
        List<@Nullable Object> entries = new ArrayList<>(map.size());
        map.forEach((key, item) -> entries.add(Tuple.of(key, item)));
        return entries;
    }

    private static List<@Nullable Object> dictsort(@Nullable Object value, Signature.Bound a) {
        String by = a.text(1);
        if (!by.equals("key") && !by.equals("value")) {
            throw PyError.runtime("You can only sort by either \"key\" or \"value\"");
        }
        if (!(value instanceof Map<?, ?> map)) {
            Values.truth(value);
            throw PyError.attribute("'" + Values.typeName(value) + "' object has no attribute 'items'");
        }
        int position = by.equals("key") ? 0 : 1;
        boolean caseSensitive = a.truth(0);
        return SequenceFilters.sorted(
                entries(map),
                pair -> {
                    Object part = ((List<?>) java.util.Objects.requireNonNull(pair)).get(position);
                    return !caseSensitive && Values.isString(part)
                            ? Values.text(part).toLowerCase(Locale.ROOT)
                            : part;
                },
                a.truth(2));
    }

    private static @Nullable Object traverse(@Nullable Object value, Signature.Bound a) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (value instanceof Tuple || value instanceof PyRange) {
            return a.get(1);
        }
        Object key = a.get(0);
        if (Values.isString(key)) {
            return Traverse.get(value, Values.text(key), a.get(1), a.text(2));
        }
        List<@Nullable Object> steps = new ArrayList<>();
        if (Numbers.isInt(key)) {
            steps.add(key);
        } else {
            Values.list(key).forEach(step -> steps.add(Values.bare(step)));
        }
        return Traverse.get(value, steps, a.get(1));
    }

    private static Map<@Nullable Object, @Nullable Object> compareDicts(@Nullable Object old, @Nullable Object fresh) {
        Map<?, ?> before = compared(old);
        Map<?, ?> after = compared(fresh);
        Map<@Nullable Object, @Nullable Object> changes = new LinkedHashMap<>();
        after.forEach((key, value) -> {
            if (!before.containsKey(key)) {
                changes.put(key, pair("old", "", "new", value));
            } else if (!Compare.equal(value, before.get(key))) {
                changes.put(key, pair("old", before.get(key), "new", value));
            }
        });
        before.forEach((key, value) -> {
            if (!after.containsKey(key)) {
                changes.put(key, pair("new", "", "old", value));
            }
        });
        return changes;
    }

    private static Map<?, ?> compared(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        if (value == null) {
            throw PyError.type("argument of type 'NoneType' is not iterable");
        }
        if (Values.isString(value) && Values.truth(value)) {
            throw PyError.type("string indices must be integers, not 'str'");
        }
        Values.list(value);
        if (Values.truth(value)) {
            throw PyError.type(Values.typeName(value) + " indices must be integers or slices, not str");
        }
        return Map.of();
    }

    private static Map<String, @Nullable Object> pair(
            String firstKey, @Nullable Object first, String secondKey, @Nullable Object second) {
        Map<String, @Nullable Object> pair = new LinkedHashMap<>();
        pair.put(firstKey, first);
        pair.put(secondKey, second);
        return pair;
    }

    private static Map<String, @Nullable Object> compareLists(
            EvalContext context, @Nullable Object old, @Nullable Object fresh) {
        List<@Nullable Object> added = Values.list(fresh);
        added.removeIf(item -> Values.contains(context, old, item));
        List<@Nullable Object> gone = Values.list(old);
        gone.removeIf(item -> Values.contains(context, fresh, item));
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        if (!added.isEmpty()) {
            changes.put("new", added);
        }
        if (!gone.isEmpty()) {
            changes.put("old", gone);
        }
        return changes;
    }

    private static Map<@Nullable Object, @Nullable Object> mysqlToDict(@Nullable Object lines, @Nullable Object key) {
        Map<@Nullable Object, @Nullable Object> rows = new LinkedHashMap<>();
        List<String> headers = List.of("");
        for (Object item : Values.list(lines)) {
            if (!Values.truth(item)) {
                continue;
            }
            if (!Values.isString(item)) {
                throw PyError.attribute("'" + Values.typeName(item) + "' object has no attribute 'startswith'");
            }
            String line = Values.text(item);
            if (line.startsWith("+")) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            for (String cell : line.split("\\|", -1)) {
                cells.add(PyText.stripped(cell));
            }
            if (headers.size() == 1) {
                headers = cells;
                continue;
            }
            Map<@Nullable Object, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 1; i < headers.size() - 1; i++) {
                if (i >= cells.size()) {
                    throw PyError.index("list index out of range");
                }
                row.put(headers.get(i), NumberFilters.toNumber(cells.get(i)));
            }
            if (!Dicts.containsKey(row, key)) {
                throw PyError.key(Repr.repr(key));
            }
            Dicts.put(rows, Dicts.get(row, key, null), row);
        }
        return rows;
    }

    /** The dict that holds the last step of the path, made on the way if it is missing. */
    private static Map<?, ?> parent(@Nullable Object value, String[] steps) {
        Map<?, ?> at = mapping(value);
        for (int i = 0; i < steps.length - 1; i++) {
            Object next = Dicts.get(at, steps[i], null);
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<Object, @Nullable Object>();
                Dicts.put(at, steps[i], next);
            }
            at = (Map<?, ?>) next;
        }
        return at;
    }

    private static Map<?, ?> mapping(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        Values.truth(value);
        throw PyError.type("'" + Values.typeName(value) + "' object does not support item assignment");
    }

    private static String[] steps(Signature.Bound a) {
        return Traverse.split(a.text(0), a.text(2));
    }

    private static @Nullable Object setValue(@Nullable Object value, Signature.Bound a) {
        String[] steps = steps(a);
        Dicts.put(parent(value, steps), steps[steps.length - 1], a.get(1));
        return value;
    }

    private static @Nullable Object updateValue(@Nullable Object value, Signature.Bound a) {
        String[] steps = steps(a);
        String last = steps[steps.length - 1];
        Map<?, ?> parent = parent(value, steps);
        Object target = Dicts.get(parent, last, null);
        if (target == null) {
            target = new LinkedHashMap<Object, @Nullable Object>();
            Dicts.put(parent, last, target);
        }
        if (!(target instanceof Map<?, ?> map)) {
            throw refused("The last key contains a " + type(target) + ", which cannot update.");
        }
        if (a.get(1) instanceof Map<?, ?> more) {
            more.forEach((k, v) -> Dicts.put(map, k, v));
            return value;
        }
        Iterator<@Nullable Object> pairs = Values.iterateOrNull(a.get(1));
        String problem = "Cannot update " + type(target) + " with a " + type(a.get(1)) + ".";
        if (pairs == null || Values.isString(a.get(1))) {
            throw refused(problem);
        }
        while (pairs.hasNext()) {
            if (!(pairs.next() instanceof List<?> pair && pair.size() == 2)) {
                throw refused(problem);
            }
            Dicts.put(map, pair.get(0), pair.get(1));
        }
        return value;
    }

    private static @Nullable Object appendValue(@Nullable Object value, Signature.Bound a) {
        list(value, a, "append").add(a.get(1));
        return value;
    }

    private static @Nullable Object extendValue(@Nullable Object value, Signature.Bound a) {
        List<@Nullable Object> list = list(value, a, "extend");
        Iterator<@Nullable Object> more = Values.iterateOrNull(a.get(1));
        if (more == null) {
            throw refused("Cannot extend " + type(list) + " with a " + type(a.get(1)) + ".");
        }
        more.forEachRemaining(list::add);
        return value;
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(@Nullable Object value, Signature.Bound a, String verb) {
        String[] steps = steps(a);
        String last = steps[steps.length - 1];
        Map<?, ?> parent = parent(value, steps);
        Object target = Dicts.get(parent, last, null);
        if (target == null) {
            target = new ArrayList<@Nullable Object>();
            Dicts.put(parent, last, target);
        }
        if (!(target instanceof List) || target instanceof Tuple) {
            throw refused("The last key contains a " + type(target) + ", which cannot " + verb + ".");
        }
        return (List<@Nullable Object>) target;
    }

    private static String type(@Nullable Object value) {
        return "<class '" + Values.typeName(value) + "'>";
    }

    private static PyError refused(String message) {
        return PyError.function("SaltInvocationError", message);
    }
}
