package dev.brine.states.high;

import dev.brine.states.graph.Chunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns high data into low chunks in the order in which they are to run. */
final class LowChunks {
    private static final long LAST = 1_000_000;

    private LowChunks() {}

    static List<Chunk> of(Map<Object, Object> high) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        high.forEach((id, value) -> {
            if (!Shape.hidden(id) && value instanceof Map<?, ?> body) {
                for (String module : Shape.modules(body)) {
                    if (body.get(module) instanceof List<?> run) {
                        state(String.valueOf(id), module, body, run, chunks);
                    }
                }
            }
        });
        return ordered(chunks);
    }

    private static void state(
            String id, String module, Map<?, ?> body, List<?> run, List<Map<String, Object>> chunks) {
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("state", module);
        chunk.put("name", id);
        if (body.containsKey("__sls__")) {
            chunk.put("__sls__", body.get("__sls__"));
        }
        if (body.containsKey("__env__")) {
            chunk.put("__env__", body.get("__env__"));
        }
        chunk.put("__id__", id);
        Set<String> functions = new LinkedHashSet<>();
        Set<Object> names = new LinkedHashSet<>();
        for (Object argument : run) {
            if (argument instanceof String function) {
                functions.add(function);
            } else if (argument instanceof Map<?, ?> map) {
                map.forEach((key, value) -> argument(String.valueOf(key), value, id, chunk, names));
            }
        }
        for (String function : functions) {
            chunk.put("fun", function);
            if (names.isEmpty()) {
                chunks.add(copy(chunk));
            } else {
                named(chunk, names, chunks);
            }
        }
    }

    private static void argument(
            String key, @Nullable Object value, String id, Map<String, Object> chunk, Set<Object> names) {
        if (key.equals("names")) {
            if (value instanceof List<?> list) {
                names.addAll(list);
            }
        } else if (key.equals("name") && !(value instanceof String)) {
            chunk.put("name", id);
        } else if (!key.equals("state")) {
            chunk.put(key, value);
        }
    }

    private static void named(Map<String, Object> chunk, Set<Object> names, List<Map<String, Object>> chunks) {
        long position = 1;
        for (Object entry : names) {
            Map<String, Object> live = copy(chunk);
            if (entry instanceof Map<?, ?> map && !map.isEmpty()) {
                Object name = map.keySet().iterator().next();
                live.put("name", name);
                if (map.get(name) instanceof List<?> overrides) {
                    for (Object override : overrides) {
                        if (override instanceof Map<?, ?> values) {
                            values.forEach((key, value) -> live.put(String.valueOf(key), Shape.copy(value)));
                        }
                    }
                }
            } else {
                live.put("name", entry);
            }
            live.put("name_order", position++);
            chunks.add(live);
        }
    }

    private static Map<String, Object> copy(Map<String, Object> chunk) {
        Map<String, Object> copy = new LinkedHashMap<>();
        chunk.forEach((key, value) -> copy.put(key, Shape.copy(value)));
        return copy;
    }

    /** Salt 3006: by order, then alphabetically by module, name and function. */
    private static List<Chunk> ordered(List<Map<String, Object>> chunks) {
        long cap = 1;
        for (Map<String, Object> chunk : chunks) {
            if (chunk.get("order") instanceof Long order && order > cap - 1 && order > 0) {
                cap = order + 100;
            }
        }
        for (Map<String, Object> chunk : chunks) {
            order(chunk, cap);
        }
        return chunks.stream()
                .sorted(Comparator.<Map<String, Object>>comparingDouble(LowChunks::order)
                        .thenComparing(c -> "" + c.get("state") + c.get("name") + c.get("fun")))
                .map(Chunk::new)
                .toList();
    }

    private static void order(Map<String, Object> chunk, long cap) {
        if (!chunk.containsKey("order")) {
            chunk.put("order", cap);
            return;
        }
        Object order = chunk.get("order");
        if (!(order instanceof Number)) {
            order = "last".equals(order) ? cap + LAST : "first".equals(order) ? 0L : cap;
        }
        if (chunk.remove("name_order") instanceof Long position) {
            order = ((Number) order).doubleValue() + position / 10_000.0;
        }
        if (((Number) order).doubleValue() < 0) {
            order = order instanceof Long number ? (Object) (cap + LAST + number) : (Object)
                    (cap + LAST + ((Number) order).doubleValue());
        }
        chunk.put("order", order);
    }

    private static double order(Map<String, Object> chunk) {
        return chunk.get("order") instanceof Number number ? number.doubleValue() : 0;
    }
}
