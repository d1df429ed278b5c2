package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Values;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Python's {@code random.sample}; with a seed the same items as in stock. */
final class RandomChoice {

    private RandomChoice() {}

    static List<@Nullable Object> sample(List<@Nullable Object> population, int size, @Nullable Object seed) {
        int n = population.size();
        if (size < 0 || size > n) {
            throw PyError.value("Sample larger than population or is negative");
        }
        IntUnaryOperator below;
        if (seed == null) {
            SecureRandom random = new SecureRandom();
            below = random::nextInt;
        } else {
            MersenneTwister twister =
                    MersenneTwister.seeded(HashFilters.hex("SHA-512", HashFilters.bytes(Values.bare(seed))));
            below = twister::below;
        }
        return n <= poolLimit(size) ? fromPool(population, size, below) : fromSet(population, size, below);
    }

    private static int poolLimit(int size) {
        int limit = 21;
        return size > 5 ? limit + (int) Math.pow(4, Math.ceil(Math.log(size * 3) / Math.log(4))) : limit;
    }

    private static List<@Nullable Object> fromPool(List<@Nullable Object> items, int size, IntUnaryOperator below) {
        List<@Nullable Object> pool = new ArrayList<>(items);
        List<@Nullable Object> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int j = below.applyAsInt(pool.size() - i);
            result.add(pool.get(j));
            pool.set(j, pool.get(pool.size() - i - 1));
        }
        return result;
    }

    private static List<@Nullable Object> fromSet(List<@Nullable Object> items, int size, IntUnaryOperator below) {
        Set<Integer> taken = new HashSet<>();
        List<@Nullable Object> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int j = below.applyAsInt(items.size());
            while (!taken.add(j)) {
                j = below.applyAsInt(items.size());
            }
            result.add(items.get(j));
        }
        return result;
    }
}
