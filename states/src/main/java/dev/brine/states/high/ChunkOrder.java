package dev.brine.states.high;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts low chunks in the order in which they run (Salt 3006: order_chunks). Stateless. */
final class ChunkOrder {
    private static final long LAST = 1_000_000;

    private ChunkOrder() {}

    /** The chunks in order, each with a number under {@code order} and without {@code name_order}. */
    static List<Map<String, @Nullable Object>> sorted(List<Map<String, @Nullable Object>> chunks) {
        long cap = 1;
        for (Map<String, @Nullable Object> chunk : chunks) {
            if (chunk.get("order") instanceof Long order && order > cap - 1 && order > 0) {
                cap = order + 100;
            }
        }
        for (Map<String, @Nullable Object> chunk : chunks) {
            number(chunk, cap);
        }
        List<Map<String, @Nullable Object>> sorted = new ArrayList<>(chunks);
        sorted.sort(Comparator.<Map<String, @Nullable Object>>comparingDouble(chunk -> value(chunk.get("order")))
                .thenComparing(ChunkOrder::text));
        return sorted;
    }

    private static void number(Map<String, @Nullable Object> chunk, long cap) {
        if (!chunk.containsKey("order")) {
            // chunks of one names list keep their name_order then, as in stock
            chunk.put("order", cap);
            return;
        }
        Object given = chunk.get("order");
        Object order = given;
        if (given instanceof Boolean bool) {
            order = bool ? 1L : 0L;
        } else if (!(given instanceof Number)) {
            order = "last".equals(given) ? cap + LAST : "first".equals(given) ? 0L : cap;
        }
        if (chunk.remove("name_order") instanceof Long position) {
            order = value(order) + position / 10000.0;
        }
        if (value(order) < 0) {
            order = order instanceof Long whole ? (Object) (cap + LAST + whole) : cap + LAST + value(order);
        }
        chunk.put("order", order);
    }

    private static double value(@Nullable Object order) {
        return order instanceof Number number ? number.doubleValue() : 0;
    }

    private static String text(Map<String, @Nullable Object> chunk) {
        return "" + chunk.get("state") + chunk.get("name") + chunk.get("fun");
    }
}
