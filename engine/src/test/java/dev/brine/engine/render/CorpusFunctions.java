package dev.brine.engine.render;

import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.FilterBy;
import dev.brine.engine.data.Traverse;
import dev.brine.engine.render.jinja.SaltFunctions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The execution functions that the corpus calls: some real ones on its grains and pillar, some constants. */
final class CorpusFunctions implements SaltFunctions {
    private static final Set<String> REAL = Set.of(
            "pillar.get",
            "pillar.item",
            "grains.get",
            "grains.item",
            "grains.filter_by",
            "config.get",
            "test.echo",
            "slsutil.merge");

    private final Map<String, Object> opts;
    private final Map<String, Object> grains;
    private final Map<String, Object> pillar;
    private final Map<String, Object> stubs;

    CorpusFunctions(
            Map<String, Object> opts,
            Map<String, Object> grains,
            Map<String, Object> pillar,
            Map<String, Object> stubs) {
        this.opts = opts;
        this.grains = grains;
        this.pillar = pillar;
        this.stubs = stubs;
    }

    @Override
    public boolean has(String name) {
        return stubs.containsKey(name) || REAL.contains(name);
    }

    @Override
    public @Nullable Object call(String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
        if (stubs.containsKey(name)) {
            return stubs.get(name);
        }
        Arguments a = new Arguments(args, kwargs);
        String delimiter = String.valueOf(kwargs.getOrDefault("delimiter", ":"));
        return switch (name) {
            case "pillar.get" -> pillarGet(a, delimiter);
            case "grains.get" -> Traverse.get(grains, a.text(0, "key"), a.get(1, "default", ""), delimiter);
            case "pillar.item" -> items(pillar, args, kwargs, delimiter);
            case "grains.item" -> items(grains, args, kwargs, delimiter);
            case "grains.filter_by" ->
                new FilterBy(
                                (Map<?, ?>) a.get(0, "lookup_dict", Map.of()),
                                (String) a.get(1, "grain", "os_family"),
                                a.get(2, "merge", null),
                                a.get(3, "default", "default"),
                                (String) a.get(4, "base", null))
                        .choose(grains, ":");
            case "config.get" -> configGet(a.text(0, "key"), a.get(1, "default", ""), delimiter);
            case "test.echo" -> a.get(0, "text", null);
            default ->
                DictMerge.merge(
                        (Map<?, ?>) a.get(0, "obj_a", Map.of()),
                        (Map<?, ?>) a.get(1, "obj_b", Map.of()),
                        String.valueOf(a.get(2, "strategy", "smart")),
                        Boolean.TRUE.equals(a.get(4, "merge_lists", false))
                                ? DictMerge.Lists.JOIN
                                : DictMerge.Lists.REPLACE);
        };
    }

    private record Arguments(List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
        @Nullable
        Object get(int index, String name, @Nullable Object otherwise) {
            return index < args.size() ? args.get(index) : kwargs.getOrDefault(name, otherwise);
        }

        String text(int index, String name) {
            return String.valueOf(get(index, name, ""));
        }
    }

    private @Nullable Object pillarGet(Arguments a, String delimiter) {
        String key = a.text(0, "key");
        Object otherwise = a.get(1, "default", "");
        if (Boolean.TRUE.equals(a.get(2, "merge", false))) {
            Object found = Traverse.get(pillar, key, null, delimiter);
            if (otherwise instanceof Map<?, ?> map) {
                return DictMerge.recurse(map, found instanceof Map<?, ?> f ? f : Map.of(), DictMerge.Lists.REPLACE);
            }
            if (otherwise instanceof List<?> list && found instanceof List<?> more) {
                List<Object> all = new ArrayList<>(list);
                more.stream().filter(item -> !list.contains(item)).forEach(all::add);
                return all;
            }
        }
        return Traverse.get(pillar, key, otherwise, delimiter);
    }

    private static Map<String, Object> items(
            Map<String, Object> data, List<?> keys, Map<String, @Nullable Object> kwargs, String delimiter) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Object key : keys) {
            found.put((String) key, Traverse.get(data, (String) key, kwargs.getOrDefault("default", ""), delimiter));
        }
        return found;
    }

    private @Nullable Object configGet(String key, @Nullable Object otherwise, String delimiter) {
        Object absent = new Object();
        for (Map<String, Object> source : List.of(opts, grains, pillar)) {
            Object found = Traverse.get(source, key, absent, delimiter);
            if (found != absent) {
                return found;
            }
        }
        return otherwise;
    }
}
