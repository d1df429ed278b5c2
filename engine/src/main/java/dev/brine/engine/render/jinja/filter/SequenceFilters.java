package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.DictView;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyIterator;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Jinja's filters on lists and other iterables that give items or new lists. */
final class SequenceFilters {

    private SequenceFilters() {}

    static Room room() {
        return new Room()
                .add("first", "sync_do_first()", (c, v, a) -> first(v))
                .add("last", "do_last()", (c, v, a) -> last(v))
                .add("length", "len()", (c, v, a) -> (long) Values.length(v))
                .alias("count", "length")
                .add("list", "sync_do_list()", (c, v, a) -> Values.list(v))
                .add("join", "sync_do_join(d='', attribute=None)", (c, v, a) -> join(c, v, a))
                .add("reverse", "do_reverse()", (c, v, a) -> reverse(v))
                .add("random", "do_random()", (c, v, a) -> random(v))
                .add("batch", "do_batch(linecount, fill_with=None)", (c, v, a) -> Lazy.generator(() -> batch(c, v, a)))
                .add(
                        "slice",
                        "sync_do_slice(slices, fill_with=None)",
                        (c, v, a) -> Lazy.generator(() -> slice(c, v, a)))
                .add("sort", "do_sort(reverse=False, case_sensitive=False, attribute=None)", (c, v, a) -> sort(c, v, a))
                .add(
                        "groupby",
                        "sync_do_groupby(attribute, default=None, case_sensitive=False)",
                        (c, v, a) -> groupby(c, v, a));
    }

    private static @Nullable Object first(@Nullable Object value) {
        Iterator<@Nullable Object> items = Values.iterate(value);
        return items.hasNext() ? items.next() : Undefined.because("No first item, sequence was empty.");
    }

    private static @Nullable Object last(@Nullable Object value) {
        if (!isReversible(value)) {
            Values.truth(value);
            throw PyError.type("'" + Values.typeName(value) + "' object is not reversible");
        }
        List<@Nullable Object> items = value instanceof PyRange range ? range : Values.list(value);
        return items.isEmpty() ? Undefined.because("No last item, sequence was empty.") : items.get(items.size() - 1);
    }

    private static boolean isReversible(@Nullable Object value) {
        return value instanceof List
                || value instanceof Map
                || value instanceof DictView
                || Values.isString(value)
                || value instanceof byte[];
    }

    private static Object join(EvalContext context, @Nullable Object value, Signature.Bound a) {
        Object separator = Values.string(a.get(0));
        AttributeGetter getter = a.isNone(1) ? null : AttributeGetter.of(context, a.get(1));
        TextBuilder out = new TextBuilder();
        boolean first = true;
        for (Iterator<@Nullable Object> items = Values.iterate(value); items.hasNext(); first = false) {
            Object item = items.next();
            if (!first) {
                out.append(separator);
            }
            out.append(Values.string(getter == null ? item : getter.get(item)));
            context.budget().checkChars(out.length());
        }
        return out.build();
    }

    private static Object reverse(@Nullable Object value) {
        if (Values.isString(value)) {
            return Room.like(
                    value, new StringBuilder(Values.text(value)).reverse().toString());
        }
        List<@Nullable Object> items;
        try {
            items = Values.list(value);
        } catch (PyError e) {
            if (e.kind() == PyError.Kind.UNDEFINED) {
                throw e;
            }
            throw PyError.runtime("argument must be iterable");
        }
        Collections.reverse(items);
        return isReversible(value) ? new PyIterator(reversedName(value), items.iterator()) : items;
    }

    private static String reversedName(@Nullable Object value) {
        if (value instanceof Map) {
            return "dict_reversekeyiterator";
        }
        if (value instanceof DictView view) {
            return switch (view.part()) {
                case KEYS -> "dict_reversekeyiterator";
                case VALUES -> "dict_reversevalueiterator";
                case ITEMS -> "dict_reverseitemiterator";
            };
        }
        return value instanceof PyRange
                ? "range_iterator"
                : value instanceof Tuple || value instanceof byte[] ? "reversed" : "list_reverseiterator";
    }

    private static @Nullable Object random(@Nullable Object value) {
        int length = Values.length(value);
        if (length == 0) {
            return Undefined.because("No random item, sequence was empty.");
        }
        int index = ThreadLocalRandom.current().nextInt(length);
        if (value instanceof Map || value instanceof Set) {
            throw value instanceof Map
                    ? PyError.key(String.valueOf(index))
                    : PyError.type("'set' object is not subscriptable");
        }
        return Values.list(value).get(index);
    }

    private static Iterator<@Nullable Object> batch(EvalContext context, @Nullable Object value, Signature.Bound a) {
        List<@Nullable Object> rows = new ArrayList<>();
        List<@Nullable Object> row = new ArrayList<>();
        int width = a.integer(0);
        for (Iterator<@Nullable Object> items = Values.iterate(value); items.hasNext(); ) {
            if (row.size() == width) {
                rows.add(row);
                row = new ArrayList<>();
            }
            row.add(items.next());
        }
        if (!row.isEmpty()) {
            context.budget().checkItems(width);
            while (!a.isNone(1) && row.size() < width) {
                row.add(a.get(1));
            }
            rows.add(row);
        }
        return rows.iterator();
    }

    private static Iterator<@Nullable Object> slice(EvalContext context, @Nullable Object value, Signature.Bound a) {
        List<@Nullable Object> all = Values.list(value);
        int slices = a.integer(0);
        if (slices == 0) {
            throw PyError.of("ZeroDivisionError", "integer division or modulo by zero");
        }
        context.budget().checkItems(slices);
        List<@Nullable Object> columns = new ArrayList<>();
        int each = slices < 0 ? 0 : all.size() / slices;
        int longer = slices < 0 ? 0 : all.size() % slices;
        int from = 0;
        for (int i = 0; i < slices; i++) {
            int to = from + each + (i < longer ? 1 : 0);
            List<@Nullable Object> column = new ArrayList<>(all.subList(from, to));
            if (!a.isNone(1) && i >= longer) {
                column.add(a.get(1));
            }
            columns.add(column);
            from = to;
        }
        return columns.iterator();
    }

    private static List<@Nullable Object> sort(EvalContext context, @Nullable Object value, Signature.Bound a) {
        List<AttributeGetter> getters = AttributeGetter.several(context, a.get(2), !a.truth(1));
        return sorted(
                Values.list(value),
                item -> {
                    List<@Nullable Object> key = new ArrayList<>(getters.size());
                    getters.forEach(getter -> key.add(getter.get(item)));
                    return key;
                },
                a.truth(0));
    }

    /** Python's {@code sorted(items, key=key, reverse=reverse)}: each key is computed once. */
    static List<@Nullable Object> sorted(
            List<@Nullable Object> items,
            java.util.function.Function<@Nullable Object, @Nullable Object> key,
            boolean reverse) {
        record Keyed(@Nullable Object key, @Nullable Object item) {}
        List<Keyed> keyed = new ArrayList<>(items.size());
        items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
        Comparator<Keyed> order = (x, y) -> Compare.order(x.key, y.key);
        keyed.sort(reverse ? order.reversed() : order);
        List<@Nullable Object> result = new ArrayList<>(items.size());
        keyed.forEach(pair -> result.add(pair.item));
        return result;
    }

    private static List<@Nullable Object> groupby(EvalContext context, @Nullable Object value, Signature.Bound a) {
        boolean caseSensitive = a.truth(2);
        AttributeGetter key = AttributeGetter.of(context, a.get(0), a.get(1), !caseSensitive);
        AttributeGetter shown = AttributeGetter.of(context, a.get(0), a.get(1), false);
        List<@Nullable Object> groups = new ArrayList<>();
        List<@Nullable Object> group = new ArrayList<>();
        Object current = null;
        for (Object item : sorted(Values.list(value), key::get, false)) {
            Object own = key.get(item);
            if (!group.isEmpty() && !Compare.equal(own, current)) {
                groups.add(group(shown, group));
                group = new ArrayList<>();
            }
            current = own;
            group.add(item);
        }
        if (!group.isEmpty()) {
            groups.add(group(shown, group));
        }
        return groups;
    }

    private static Tuple group(AttributeGetter shown, List<@Nullable Object> items) {
        List<@Nullable Object> pair = new ArrayList<>();
        pair.add(shown.get(items.get(0)));
        pair.add(items);
        return Tuple.named(List.of("grouper", "list"), pair);
    }
}
