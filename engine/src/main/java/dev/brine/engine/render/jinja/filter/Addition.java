package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code +} for what {@code sum} may meet: numbers, lists and tuples. */
final class Addition {

    private Addition() {}

    /** {@code sum(items, start)}. */
    static @Nullable Object sum(Iterator<@Nullable Object> items, @Nullable Object start) {
        if (Values.isString(start)) {
            throw PyError.type("sum() can't sum strings [use ''.join(seq) instead]");
        }
        Object total = start;
        while (items.hasNext()) {
            total = add(total, items.next());
        }
        return total;
    }

    static Object add(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (b instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (a != null && b != null && Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.isFloat(a) || Numbers.isFloat(b)
                    ? (Object) (Numbers.real(a) + Numbers.real(b))
                    : Numbers.normal(Numbers.big(a).add(Numbers.big(b)));
        }
        if (isConcatenable(a)) {
            List<?> left = (List<?>) a;
            boolean tuple = left instanceof Tuple;
            if (!isConcatenable(b) || tuple != b instanceof Tuple) {
                throw PyError.type("can only concatenate " + Values.typeName(a) + " (not \"" + Values.typeName(b)
                        + "\") to " + Values.typeName(a));
            }
            List<@Nullable Object> joined = new ArrayList<>(left);
            joined.addAll((List<?>) b);
            return tuple ? Tuple.of(joined) : joined;
        }
        if (Values.isString(a)) {
            throw PyError.type("can only concatenate str (not \"" + Values.typeName(b) + "\") to str");
        }
        throw PyError.type(
                "unsupported operand type(s) for +: '" + Values.typeName(a) + "' and '" + Values.typeName(b) + "'");
    }

    private static boolean isConcatenable(@Nullable Object value) {
        return value instanceof List && !(value instanceof PyRange);
    }
}
