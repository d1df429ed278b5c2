package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Salt's set theory: sets of hashable inputs (tuples, strings), lists without doubles of all others. */
final class SetFilters {

    private SetFilters() {}

    static Room room() {
        return new Room()
                .add("unique", "unique()", (c, v, a) -> unique(v))
                .add("union", "union(lst2)", (c, v, a) -> union(v, a.get(0)))
                .add("intersect", "intersect(lst2)", (c, v, a) -> intersect(v, a.get(0)))
                .add("difference", "difference(lst2)", (c, v, a) -> difference(v, a.get(0)))
                .add("symmetric_difference", "symmetric_difference(lst2)", (c, v, a) -> symmetric(v, a.get(0)));
    }

    private static Collection<@Nullable Object> unique(@Nullable Object values) {
        List<@Nullable Object> items = Values.list(values);
        return Hashing.isHashable(values) ? Hashing.set(items) : Hashing.distinct(items);
    }

    private static boolean areSets(@Nullable Object a, @Nullable Object b) {
        return Hashing.isHashable(a) && Hashing.isHashable(b);
    }

    private static Collection<@Nullable Object> union(@Nullable Object a, @Nullable Object b) {
        if (areSets(a, b)) {
            List<@Nullable Object> all = Values.list(a);
            all.addAll(Values.list(b));
            return Hashing.set(all);
        }
        return unique(Addition.add(a, b));
    }

    private static Collection<@Nullable Object> intersect(@Nullable Object a, @Nullable Object b) {
        return filtered(a, b, true);
    }

    private static Collection<@Nullable Object> difference(@Nullable Object a, @Nullable Object b) {
        return filtered(a, b, false);
    }

    private static Collection<@Nullable Object> filtered(@Nullable Object a, @Nullable Object b, boolean common) {
        Collection<?> other = Values.list(b);
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : Values.list(a)) {
            if (Hashing.contains(other, item) == common) {
                kept.add(item);
            }
        }
        return areSets(a, b) ? Hashing.set(kept) : Hashing.distinct(kept);
    }

    private static Collection<@Nullable Object> symmetric(@Nullable Object a, @Nullable Object b) {
        Collection<@Nullable Object> union = union(a, b);
        Collection<@Nullable Object> both = intersect(a, b);
        List<@Nullable Object> kept = new ArrayList<>(union);
        kept.removeIf(item -> Hashing.contains(both, item));
        return union instanceof Set ? Hashing.set(kept) : kept;
    }
}
