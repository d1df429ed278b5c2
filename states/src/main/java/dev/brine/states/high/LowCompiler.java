package dev.brine.states.high;

import dev.brine.engine.data.DictMerge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checked high data to low chunks: one map for each call, with {@code state}, {@code fun}, {@code name}, {@code __id__}, {@code
 * order} and its arguments.
 *
 * <p>Salt 3006: state.py State.compile_high_data. An argument {@code state} is ignored, a name that is no text falls back to the
 * id. Order of the chunks: by {@code order}, then by the text state + name + function. Stateless.
 */
final class LowCompiler {

    private LowCompiler() {}

    /** Chunks of verified high data, in the order they are to run. The high data stay as they are. */
    static List<Map<String, @Nullable Object>> compile(Map<?, ?> high) {
        List<Map<String, @Nullable Object>> chunks = new ArrayList<>();
        high.forEach((id, body) -> {
            if (!(id instanceof String name && name.startsWith("__")) && body instanceof Map<?, ?> functions) {
                functions.forEach((state, run) -> {
                    if (!String.valueOf(state).startsWith("__") && run instanceof List<?> arguments) {
                        declare(Objects.requireNonNull(id), functions, String.valueOf(state), arguments, chunks);
                    }
                });
            }
        });
        return ChunkOrder.sorted(chunks);
    }

    private static void declare(
            Object id, Map<?, ?> body, String state, List<?> run, List<Map<String, @Nullable Object>> chunks) {
        Map<String, @Nullable Object> chunk = new LinkedHashMap<>();
        chunk.put("state", state);
        chunk.put("name", id);
        for (String meta : new String[] {"__sls__", "__env__"}) {
            if (body.containsKey(meta)) {
                chunk.put(meta, body.get(meta));
            }
        }
        chunk.put("__id__", id);
        Set<String> functions = new LinkedHashSet<>();
        List<@Nullable Object> names = new ArrayList<>();
        for (Object argument : run) {
            if (argument instanceof String function) {
                functions.add(function);
            } else if (argument instanceof Map<?, ?> map) {
                take(id, map, chunk, names);
            }
        }
        if (names.isEmpty()) {
            add(copy(chunk), functions, chunks);
            return;
        }
        long position = 1;
        for (Object entry : names) {
            Map<String, @Nullable Object> live = copy(chunk);
            if (entry instanceof Map<?, ?> named && !named.isEmpty()) {
                Map.Entry<?, ?> first = named.entrySet().iterator().next();
                live.put("name", first.getKey());
                if (first.getValue() instanceof List<?> own) {
                    own.forEach(item -> putAll(item, live));
                }
            } else {
                live.put("name", entry);
            }
            live.put("name_order", position++);
            add(live, functions, chunks);
        }
    }

    private static void take(
            Object id, Map<?, ?> arguments, Map<String, @Nullable Object> chunk, List<@Nullable Object> names) {
        if (arguments.get("names") instanceof Iterable<?> all) {
            for (Object name : all) {
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        arguments.forEach((key, value) -> {
            if ("names".equals(key) || "state".equals(key)) {
                return;
            }
            chunk.put(String.valueOf(key), "name".equals(key) && !(value instanceof String) ? id : value);
        });
    }

    private static void putAll(@Nullable Object from, Map<String, @Nullable Object> into) {
        if (from instanceof Map<?, ?> map) {
            map.forEach((key, value) -> into.put(String.valueOf(key), value));
        }
    }

    private static void add(
            Map<String, @Nullable Object> chunk, Set<String> functions, List<Map<String, @Nullable Object>> chunks) {
        for (String function : functions) {
            chunk.put("fun", function);
            chunks.add(chunk);
        }
    }

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> chunk) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        chunk.forEach((key, value) -> copy.put(key, DictMerge.copy(value)));
        return copy;
    }
}
