package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.DictView;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's hashable values and sets of them. */
final class Hashing {

    private Hashing() {}

    /** {@code isinstance(value, Hashable)}: looks at the type only. */
    static boolean isHashable(@Nullable Object value) {
        boolean list = value instanceof List && !(value instanceof Tuple) && !(value instanceof PyRange);
        boolean view = value instanceof DictView v && v.part() != DictView.Part.VALUES;
        return !list && !view && !(value instanceof Map) && !(value instanceof Set);
    }

    /** {@code set(items)}; unhashable items fail. */
    static Set<@Nullable Object> set(Collection<?> items) {
        Set<@Nullable Object> seen = new HashSet<>();
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (Object item : items) {
            if (seen.add(Compare.key(item))) {
                set.add(item);
            }
        }
        return set;
    }

    /** {@code item in items}, identity or equality. */
    static boolean contains(Collection<?> items, @Nullable Object wanted) {
        for (Object item : items) {
            if (Compare.same(item, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Each item once, in order; items need not be hashable. */
    static List<@Nullable Object> distinct(Collection<?> items) {
        List<@Nullable Object> distinct = new ArrayList<>();
        Set<@Nullable Object> seen = new HashSet<>();
        for (Object item : items) {
            if (isHashable(item) && !(item instanceof Tuple)) {
                if (seen.add(Compare.key(item))) {
                    distinct.add(item);
                }
            } else if (!contains(distinct, item)) {
                distinct.add(item);
            }
        }
        return distinct;
    }
}
