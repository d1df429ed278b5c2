package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Values;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value out of many. {@code min} and {@code max} are Salt's plain ones, without Jinja's arguments. */
final class AggregateFilters {

    private AggregateFilters() {}

    static Room room() {
        return new Room()
                .add("sum", "sync_do_sum(attribute=None, start=0)", (c, v, a) -> sum(c, v, a))
                .add("min", "lst_min()", (c, v, a) -> extreme(v, "min", Compare.Operator.LT))
                .add("max", "lst_max()", (c, v, a) -> extreme(v, "max", Compare.Operator.GT))
                .add("avg", "lst_avg()", (c, v, a) -> average(v))
                .add("exactly_n_true", "exactly_n(amount=1)", (c, v, a) -> exactly(v, a.integer(0)))
                .add("exactly_one_true", "exactly_one()", (c, v, a) -> exactly(v, 1));
    }

    private static @Nullable Object sum(EvalContext context, @Nullable Object value, Signature.Bound a) {
        Iterator<@Nullable Object> items = Values.iterate(value);
        if (a.isNone(0)) {
            return Addition.sum(items, a.get(1));
        }
        AttributeGetter getter = AttributeGetter.of(context, a.get(0));
        return Addition.sum(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return items.hasNext();
                    }

                    @Override
                    public @Nullable Object next() {
                        return getter.get(items.next());
                    }
                },
                a.get(1));
    }

    private static @Nullable Object extreme(@Nullable Object value, String name, Compare.Operator better) {
        Iterator<@Nullable Object> items = Values.iterate(value);
        if (!items.hasNext()) {
            throw PyError.value(name + "() arg is an empty sequence");
        }
        Object best = items.next();
        while (items.hasNext()) {
            Object item = items.next();
            if (Compare.ordered(better, item, best)) {
                best = item;
            }
        }
        return best;
    }

    private static Object average(@Nullable Object value) {
        if (Hashing.isHashable(value)) {
            return NumberFilters.toFloat(value);
        }
        List<@Nullable Object> items = Values.list(value);
        Object total = Addition.sum(items.iterator(), 0L);
        if (items.isEmpty()) {
            throw PyError.of("ZeroDivisionError", "division by zero");
        }
        return Numbers.real(java.util.Objects.requireNonNull(total)) / items.size();
    }

    private static boolean exactly(@Nullable Object value, int amount) {
        long found = 0;
        for (Object item : Values.list(value)) {
            found += Values.truth(item) ? 1 : 0;
        }
        return found == amount;
    }
}
