package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyIterator;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Python's {@code itertools} and {@code zip} as Salt offers them. Results are walked once, items are tuples. */
final class CombinationFilters {

    private CombinationFilters() {}

    static Room room() {
        return new Room()
                .add(
                        "combinations",
                        "combinations(r)",
                        (c, v, a) ->
                                new PyIterator("itertools.combinations", picks(c, v, a.integer(0), Kind.COMBINATIONS)))
                .add(
                        "combinations_with_replacement",
                        "combinations_with_replacement(r)",
                        (c, v, a) -> new PyIterator(
                                "itertools.combinations_with_replacement",
                                picks(c, v, a.integer(0), Kind.WITH_REPLACEMENT)))
                .add(
                        "permutations",
                        "permutations(r=None)",
                        (c, v, a) -> new PyIterator(
                                "itertools.permutations",
                                picks(c, v, a.isNone(0) ? Values.list(v).size() : a.integer(0), Kind.PERMUTATIONS)))
                .add("compress", "compress(selectors)", (c, v, a) -> compress(v, a.get(0)))
                .add("product", CombinationFilters::product)
                .add("zip", (c, v, a) -> new PyIterator("zip", zip(v, a, false)))
                .add("zip_longest", (c, v, a) -> new PyIterator("itertools.zip_longest", zip(v, a, true)));
    }

    private enum Kind {
        COMBINATIONS,
        WITH_REPLACEMENT,
        PERMUTATIONS
    }

    private static Iterator<@Nullable Object> picks(EvalContext context, @Nullable Object value, int size, Kind kind) {
        if (size < 0) {
            throw PyError.value("r must be non-negative");
        }
        List<@Nullable Object> pool = Values.list(value);
        int n = pool.size();
        int[] first = new int[size];
        for (int i = 0; i < size; i++) {
            first[i] = kind == Kind.WITH_REPLACEMENT ? 0 : i;
        }
        boolean possible = kind == Kind.WITH_REPLACEMENT ? n > 0 || size == 0 : size <= n;
        return new Iterator<>() {
            private int @Nullable [] at = possible ? first : null;

            @Override
            public boolean hasNext() {
                return at != null;
            }

            @Override
            public Object next() {
                int[] now = at;
                if (now == null) {
                    throw new NoSuchElementException();
                }
                context.budget().tick();
                List<@Nullable Object> tuple = new ArrayList<>(size);
                for (int index : now) {
                    tuple.add(pool.get(index));
                }
                at = successor(now.clone(), n, kind);
                return Tuple.of(tuple);
            }
        };
    }

    private static int @Nullable [] successor(int[] at, int n, Kind kind) {
        if (kind == Kind.PERMUTATIONS) {
            return nextPermutation(at, n);
        }
        boolean again = kind == Kind.WITH_REPLACEMENT;
        for (int i = at.length - 1; i >= 0; i--) {
            int most = again ? n - 1 : n - at.length + i;
            if (at[i] < most) {
                at[i]++;
                for (int j = i + 1; j < at.length; j++) {
                    at[j] = again ? at[i] : at[j - 1] + 1;
                }
                return at;
            }
        }
        return null;
    }

    private static int @Nullable [] nextPermutation(int[] at, int n) {
        boolean[] used = new boolean[n];
        for (int index : at) {
            used[index] = true;
        }
        for (int i = at.length - 1; i >= 0; i--) {
            used[at[i]] = false;
            int next = free(used, at[i] + 1);
            if (next >= 0) {
                at[i] = next;
                used[next] = true;
                for (int j = i + 1; j < at.length; j++) {
                    at[j] = free(used, 0);
                    used[at[j]] = true;
                }
                return at;
            }
        }
        return null;
    }

    private static int free(boolean[] used, int from) {
        for (int i = from; i < used.length; i++) {
            if (!used[i]) {
                return i;
            }
        }
        return -1;
    }

    private static PyIterator compress(@Nullable Object value, @Nullable Object selectors) {
        Iterator<@Nullable Object> items = Values.iterate(value);
        Iterator<@Nullable Object> wanted = Values.iterate(selectors);
        List<@Nullable Object> kept = new ArrayList<>();
        while (items.hasNext() && wanted.hasNext()) {
            Object item = items.next();
            if (Values.truth(wanted.next())) {
                kept.add(item);
            }
        }
        return new PyIterator("itertools.compress", kept.iterator());
    }

    private static PyIterator product(EvalContext context, @Nullable Object value, Arguments arguments) {
        List<List<@Nullable Object>> pools = new ArrayList<>();
        pools.add(Values.list(value));
        arguments.positional().forEach(other -> pools.add(Values.list(other)));
        Object repeat = arguments.keyword().get("repeat");
        int times = repeat == null ? 1 : Numbers.index(repeat);
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.addAll(pools);
        }
        long count = 1;
        for (List<@Nullable Object> pool : all) {
            count = Math.min(count * pool.size(), Integer.MAX_VALUE);
        }
        long size = count;
        return new PyIterator("itertools.product", new Iterator<@Nullable Object>() {
            private long at;

            @Override
            public boolean hasNext() {
                return at < size;
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                context.budget().tick();
                Object[] tuple = new Object[all.size()];
                long rest = at++;
                for (int i = tuple.length - 1; i >= 0; i--) {
                    List<@Nullable Object> pool = all.get(i);
                    tuple[i] = pool.get((int) (rest % pool.size()));
                    rest /= pool.size();
                }
                return Tuple.of(tuple);
            }
        });
    }

    private static Iterator<@Nullable Object> zip(@Nullable Object value, Arguments arguments, boolean longest) {
        List<Iterator<@Nullable Object>> sources = new ArrayList<>();
        sources.add(Values.iterate(value));
        arguments.positional().forEach(other -> sources.add(Values.iterate(other)));
        Object filler = arguments.keyword().get("fillvalue");
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return longest
                        ? sources.stream().anyMatch(Iterator::hasNext)
                        : sources.stream().allMatch(Iterator::hasNext);
            }

            @Override
            public Object next() {
                List<@Nullable Object> tuple = new ArrayList<>();
                sources.forEach(source -> tuple.add(source.hasNext() ? source.next() : filler));
                return Tuple.of(tuple);
            }
        };
    }
}
