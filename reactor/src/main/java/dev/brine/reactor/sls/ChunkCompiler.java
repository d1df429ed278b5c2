package dev.brine.reactor.sls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes low chunks of checked high data, and puts them in order.
 *
 * <p>Salt 3006: state.py Compiler.compile_high_data and order_chunks. Chunks run by {@code order}, then by the text of state,
 * name and function: so {@code local} before {@code runner} before {@code wheel}, ids by alphabet, whatever the file's order.
 */
final class ChunkCompiler {
    private static final long LAST = 1_000_000;
    private static final double NAMES_STEP = 10_000.0;

    private ChunkCompiler() {}

    /** The chunks in the order in which they are to run. */
    static List<LowChunk> compile(HighData high, ReactionOrder wanted) throws HighCheck.Malformed {
        List<Map<@Nullable Object, @Nullable Object>> chunks = new ArrayList<>();
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : high.ids().entrySet()) {
            if (entry.getKey() instanceof String id
                    && !id.startsWith("__")
                    && entry.getValue() instanceof Map<?, ?> body) {
                declaration(high, id, body, chunks);
            }
        }
        // stock orders twice: the chunks of a names list get their places in the second pass
        order(chunks, wanted);
        order(chunks, wanted);
        return chunks.stream()
                .map(fields -> {
                    if ("cmd".equals(fields.get("state"))) {
                        fields.put("state", "local");
                    }
                    return new LowChunk(fields, high.place(fields.get("__id__")), high.taints());
                })
                .toList();
    }

    private static void declaration(
            HighData high, String id, Map<?, ?> body, List<Map<@Nullable Object, @Nullable Object>> chunks)
            throws HighCheck.Malformed {
        for (Map.Entry<?, ?> entry : body.entrySet()) {
            String state = (String) entry.getKey();
            if (state.startsWith("__") || !(entry.getValue() instanceof List<?> run)) {
                continue;
            }
            Map<@Nullable Object, @Nullable Object> chunk = new LinkedHashMap<>();
            chunk.put("state", state);
            chunk.put("name", id);
            chunk.put("__sls__", body.get("__sls__"));
            if (body.containsKey("__env__")) {
                chunk.put("__env__", body.get("__env__"));
            }
            chunk.put("__id__", id);
            Set<String> functions = new LinkedHashSet<>();
            List<@Nullable Object> names = new ArrayList<>();
            for (Object arg : run) {
                if (arg instanceof String fun) {
                    functions.add(fun);
                } else if (arg instanceof Map<?, ?> map) {
                    argument(high, id, map, chunk, names);
                }
            }
            if (names.isEmpty()) {
                add(copy(chunk), functions, chunks);
            }
            for (int i = 0; i < names.size(); i++) {
                Map<@Nullable Object, @Nullable Object> live = copy(chunk);
                name(high, id, names.get(i), live);
                live.put("name_order", (long) i + 1);
                add(live, functions, chunks);
            }
        }
    }

    /** As in stock, one key beside {@code names} brings the whole map in, names included. */
    private static void argument(
            HighData high,
            String id,
            Map<?, ?> map,
            Map<@Nullable Object, @Nullable Object> chunk,
            List<@Nullable Object> names)
            throws HighCheck.Malformed {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!"names".equals(entry.getKey())) {
                chunk.putAll(map);
                continue;
            }
            for (Object name : iterate(high, id, entry.getValue())) {
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
    }

    private static Iterable<?> iterate(HighData high, String id, @Nullable Object names) throws HighCheck.Malformed {
        if (names instanceof List<?> list) {
            return list;
        }
        if (names instanceof Map<?, ?> map) {
            return map.keySet();
        }
        if (names instanceof String text) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        throw new HighCheck.Malformed(high.place(id) + ": names of '" + id + "' must be a list");
    }

    private static void name(
            HighData high, String id, @Nullable Object entry, Map<@Nullable Object, @Nullable Object> live)
            throws HighCheck.Malformed {
        if (!(entry instanceof Map<?, ?> named)) {
            live.put("name", entry);
            return;
        }
        if (named.isEmpty() || !(named.values().iterator().next() instanceof List<?> more)) {
            throw new HighCheck.Malformed(
                    high.place(id) + ": a name of '" + id + "' with arguments needs them as a list");
        }
        live.put("name", named.keySet().iterator().next());
        for (Object extra : more) {
            if (!(extra instanceof Map<?, ?> map)) {
                throw new HighCheck.Malformed(
                        high.place(id) + ": arguments of a name of '" + id + "' must be 'key: value'");
            }
            live.putAll(map);
        }
    }

    private static void add(
            Map<@Nullable Object, @Nullable Object> live,
            Set<String> functions,
            List<Map<@Nullable Object, @Nullable Object>> chunks) {
        for (String fun : functions) {
            live.put("fun", fun);
            chunks.add(live);
        }
    }

    private static void order(List<Map<@Nullable Object, @Nullable Object>> chunks, ReactionOrder wanted) {
        long cap = 1;
        for (Map<@Nullable Object, @Nullable Object> chunk : chunks) {
            Long order = whole(chunk.get("order"));
            if (order != null && order > cap - 1 && order > 0) {
                cap = order + 100;
            }
        }
        for (Map<@Nullable Object, @Nullable Object> chunk : chunks) {
            if (chunk.containsKey("order")) {
                chunk.put("order", position(chunk, cap));
            } else {
                chunk.put("order", cap);
            }
        }
        Comparator<Map<@Nullable Object, @Nullable Object>> byNumber =
                Comparator.comparingDouble(c -> number(c.get("order")));
        chunks.sort(
                wanted == ReactionOrder.FILE
                        ? byNumber
                        : byNumber.thenComparing(
                                c -> HighData.text(c.get("state"))
                                        + HighData.text(c.get("name"))
                                        + HighData.text(c.get("fun")),
                                CodePoints.ORDER));
    }

    private static Object position(Map<@Nullable Object, @Nullable Object> chunk, long cap) {
        Object given = chunk.get("order");
        Object order = given instanceof Number || given instanceof Boolean
                ? given
                : "last".equals(given) ? cap + LAST : "first".equals(given) ? (Object) 0L : (Object) cap;
        if (chunk.remove("name_order") instanceof Long place) {
            order = number(order) + place / NAMES_STEP;
        }
        if (number(order) >= 0) {
            return order;
        }
        Long exact = whole(order);
        return exact != null ? (Object) (cap + LAST + exact) : (Object) (cap + LAST + number(order));
    }

    /** The order as a whole number, True and False included as in Python; null when it is none. */
    private static @Nullable Long whole(@Nullable Object order) {
        if (order instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        return order instanceof Long number ? number : null;
    }

    private static double number(@Nullable Object order) {
        Long exact = whole(order);
        return exact != null ? exact : order instanceof Number number ? number.doubleValue() : 0;
    }

    private static Map<@Nullable Object, @Nullable Object> copy(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, deep(value)));
        return copy;
    }

    private static @Nullable Object deep(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>(list.size());
            list.forEach(item -> items.add(deep(item)));
            return items;
        }
        return value;
    }
}
