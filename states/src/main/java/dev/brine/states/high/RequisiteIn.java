package dev.brine.states.high;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns requisites around: {@code require_in: [pkg: x]} of A becomes {@code require: [file: A]} of x; {@code use} copies
 * arguments; {@code prereq} tells the other state that it is {@code prerequired}. The result is an {@code __extend__} that is
 * applied to the high data.
 */
final class RequisiteIn {
    private static final Set<String> KEYWORDS =
            Set.of("require_in", "watch_in", "onfail_in", "onchanges_in", "use", "use_in", "prereq", "prereq_in");
    /** Arguments that {@code use} does not copy. */
    private static final Set<String> NOT_USED =
            Set.of("require", "watch", "onfail", "onfail_stop", "onchanges", "name", "names");

    private final Map<Object, Object> high;
    private final Set<String> disabled;
    private final Map<Object, Map<Object, Object>> extend = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();

    private RequisiteIn(Map<Object, Object> high, Set<String> disabled) {
        this.high = high;
        this.disabled = disabled;
    }

    static List<String> apply(Map<Object, Object> high, Set<String> disabled) {
        RequisiteIn in = new RequisiteIn(high, disabled);
        high.forEach((id, value) -> {
            Map<Object, Object> body = Shape.map(value);
            if (body != null) {
                for (String module : Shape.modules(body)) {
                    List<Object> run = Shape.list(body.get(module));
                    if (run != null) {
                        run.forEach(argument -> in.argument(id, module, argument, body));
                    }
                }
            }
        });
        List<Object> extensions = new ArrayList<>();
        in.extend.forEach((id, body) -> {
            Map<Object, Object> one = new LinkedHashMap<>();
            one.put(id, body);
            extensions.add(one);
        });
        high.put("__extend__", extensions);
        in.errors.addAll(Extend.apply(high, true));
        return in.errors;
    }

    private void argument(Object id, String module, Object argument, Map<Object, Object> body) {
        if (!(Shape.firstKey(argument) instanceof String keyword)
                || !KEYWORDS.contains(keyword)
                || disabled.contains(keyword)) {
            return;
        }
        Object items = ((Map<?, ?>) argument).get(keyword);
        String plain = keyword.contains("_") ? keyword.substring(0, keyword.indexOf('_')) : keyword;
        if (items instanceof Map<?, ?> map) {
            map.forEach((target, name) ->
                    add(name, checked(String.valueOf(target), name, plain, body), plain, id, module, body));
        } else if (items instanceof List<?> list) {
            entries(new State(id, module, body), keyword, plain, list);
        }
    }

    private void entries(State from, String keyword, String plain, List<?> entries) {
        List<Ids.Found> targets = new ArrayList<>();
        for (Object entry : entries) {
            Object name;
            String module;
            if (entry instanceof Map<?, ?> map) {
                if (map.isEmpty()) {
                    continue;
                }
                module = String.valueOf(Shape.firstKey(map));
                name = map.get(module);
            } else {
                Ids.Found bare = Ids.bare(entry, high);
                if (bare == null) {
                    continue;
                }
                module = bare.module();
                name = bare.id();
            }
            if (name == null) {
                continue;
            }
            if (module.equals("sls")) {
                targets = new ArrayList<>(Ids.ofSls(name, high));
            } else {
                targets.add(new Ids.Found(name, module));
            }
            checked(module, name, plain, from.body);
            // Salt 3006: the targets of the entries before are gone through again; the doubles show in
            // state.show_lowstate
            targets.forEach(target -> target(from, keyword, plain, target));
        }
    }

    private void target(State from, String keyword, String plain, Ids.Found target) {
        switch (keyword) {
            case "prereq":
                for (Ids.Found other : Ids.named(target.id(), target.module(), high, true)) {
                    run(other.id(), other.module()).add(requisite("prerequired", from.module, from.id));
                }
                break;
            case "use_in":
                for (Ids.Found other : Ids.named(target.id(), target.module(), high, true)) {
                    copyArguments(from.id, from.module, other.id(), other.module());
                }
                break;
            case "use":
                for (Ids.Found other : Ids.named(target.id(), target.module(), high, true)) {
                    copyArguments(other.id(), other.module(), from.id, from.module);
                }
                break;
            default:
                if (keyword.equals("prereq_in")) {
                    run(from.id, from.module).add(requisite("prerequired", target.module(), target.id()));
                }
                add(target.id(), target.module(), plain, from.id, from.module, from.body);
        }
    }

    private void add(
            Object name, String targetModule, String keyword, Object id, String module, Map<Object, Object> body) {
        List<Object> run = run(name, targetModule);
        Map<Object, Object> extended = extend.getOrDefault(name, Map.of());
        extended.put("__env__", body.get("__env__"));
        extended.put("__sls__", body.get("__sls__"));
        boolean found = false;
        for (Object argument : run) {
            if (keyword.equals(Shape.firstKey(argument))) {
                List<Object> entries = Shape.list(((Map<?, ?>) argument).get(keyword));
                if (entries != null) {
                    entries.add(reference(module, id));
                    found = true;
                }
            }
        }
        if (!found) {
            run.add(requisite(keyword, module, id));
        }
    }

    private void copyArguments(Object fromId, String fromModule, Object toId, String toModule) {
        Set<String> ignored = new LinkedHashSet<>(NOT_USED);
        ignored.addAll(KEYWORDS);
        ignored.addAll(Ids.arguments(toId, toModule, high));
        Map<Object, Object> body = Shape.map(high.get(fromId));
        List<Object> source = body == null ? null : Shape.list(body.get(fromModule));
        List<Object> run = run(toId, toModule);
        for (Object argument : source == null ? List.of() : source) {
            if (argument instanceof Map<?, ?> map
                    && map.size() == 1
                    && !ignored.contains(String.valueOf(Shape.firstKey(map)))) {
                run.add(argument);
            }
        }
    }

    private List<Object> run(Object id, String module) {
        return Shape.listIn(extend.computeIfAbsent(id, k -> new LinkedHashMap<>()), module);
    }

    private String checked(String module, @Nullable Object name, String keyword, Map<Object, Object> body) {
        int dot = module.indexOf('.');
        if (dot < 0) {
            return module;
        }
        String trimmed = module.substring(0, dot);
        errors.add("Invalid requisite in " + keyword + ": " + module + " for " + name + ", in SLS '"
                + body.get("__sls__") + "'. Requisites must not contain dots, did you mean '" + trimmed + "'?");
        return trimmed;
    }

    private static Map<Object, Object> requisite(String keyword, String module, Object id) {
        Map<Object, Object> requisite = new LinkedHashMap<>();
        List<Object> entries = new ArrayList<>();
        entries.add(reference(module, id));
        requisite.put(keyword, entries);
        return requisite;
    }

    private static Map<Object, Object> reference(String module, Object id) {
        Map<Object, Object> reference = new LinkedHashMap<>();
        reference.put(module, id);
        return reference;
    }

    private record State(Object id, String module, Map<Object, Object> body) {}
}
