package dev.brine.engine.render;

import dev.brine.engine.data.DictMerge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * High data to low chunks: one map for each call, with {@code state}, {@code fun}, {@code name}, {@code __id__},
 * {@code order} and its arguments.
 *
 * <p>Salt 3006 has this twice, in {@code salt.state.Compiler} (reactions) and {@code salt.state.State}; {@link Flavour} names
 * the few differences. Order of the chunks: by {@code order}, then by the text state + name + function. Stateless.
 */
public final class LowCompiler {

    /** Whose rules hold. */
    public enum Flavour {
        /** Reactions: arguments may overwrite anything, a name may be any value. */
        REACTION,
        /** States: an argument {@code state} is ignored, a name that is no text falls back to the id. */
        STATE
    }

    private final Flavour flavour;
    private final HighVerifier verifier;

    public LowCompiler(Flavour flavour) {
        this.flavour = flavour;
        this.verifier = new HighVerifier(flavour);
    }

    /**
     * Turns {@code file.managed: [...]} into {@code file: [..., managed]}, and {@code id: pkg.installed} into its long form,
     * in place. What is malformed stays and is found by {@link #verify}.
     */
    public void padFunctions(Map<?, ?> high) {
        Map<@Nullable Object, @Nullable Object> declarations = map(high);
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : declarations.entrySet()) {
            Object body = entry.getValue();
            if (body instanceof String shortState && shortState.indexOf('.') >= 0) {
                int dot = shortState.indexOf('.');
                Map<@Nullable Object, @Nullable Object> padded = new LinkedHashMap<>();
                List<@Nullable Object> run = new ArrayList<>();
                run.add(shortState.substring(dot + 1));
                padded.put(shortState.substring(0, dot), run);
                entry.setValue(padded);
            } else if (body instanceof Map<?, ?> functions) {
                padBody(map(functions));
            }
        }
    }

    private static void padBody(Map<@Nullable Object, @Nullable Object> body) {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> keys = new TreeSet<>();
        body.keySet().stream().filter(String.class::isInstance).forEach(key -> keys.add((String) key));
        for (String key : keys) {
            if (key.startsWith("_") || !(body.get(key) instanceof List<?> run)) {
                continue;
            }
            int dot = key.indexOf('.');
            if (dot < 0) {
                seen.add(key);
            } else if (seen.add(key.substring(0, dot))) {
                body.remove(key);
                List<@Nullable Object> padded = new ArrayList<>(run);
                padded.add(key.substring(dot + 1));
                body.put(key.substring(0, dot), padded);
            }
        }
    }

    /** What is wrong with padded high data, in Salt's words; empty when it can be compiled. */
    public List<String> verify(Object high) {
        return verifier.verify(high);
    }

    /** Chunks of verified high data, in the order they are to run. The high data stay as they are. */
    public List<Map<String, @Nullable Object>> compile(Map<?, ?> high) {
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

    private void declare(
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

    private void take(
            Object id, Map<?, ?> arguments, Map<String, @Nullable Object> chunk, List<@Nullable Object> names) {
        if (arguments.get("names") instanceof Iterable<?> all) {
            for (Object name : all) {
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        if (flavour == Flavour.REACTION) {
            // the whole map is taken for each key that is not names, names included
            if (arguments.keySet().stream().anyMatch(key -> !"names".equals(key))) {
                putAll(arguments, chunk);
            }
            return;
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

    @SuppressWarnings("unchecked")
    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> map) {
        return (Map<@Nullable Object, @Nullable Object>) map;
    }
}
