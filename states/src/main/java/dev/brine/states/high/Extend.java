package dev.brine.states.high;

import dev.brine.states.graph.RequisiteWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges {@code __extend__} into the states it means: requisites are added, other arguments replaced. */
final class Extend {
    private final Map<Object, Object> high;
    private final boolean strict;
    private final List<String> errors = new ArrayList<>();

    private Extend(Map<Object, Object> high, boolean strict) {
        this.high = high;
        this.strict = strict;
    }

    /**
     * Takes {@code __extend__} out of {@code high} and applies it.
     *
     * @param strict whether an id must have the extended module itself, instead of a state with that name
     */
    static List<String> apply(Map<Object, Object> high, boolean strict) {
        if (!(high.remove("__extend__") instanceof List<?> extensions)) {
            return List.of();
        }
        Extend extend = new Extend(high, strict);
        for (Object extension : extensions) {
            if (extension instanceof Map<?, ?> map) {
                map.forEach((id, body) -> extend.one(id, body));
            }
        }
        return extend.errors;
    }

    private void one(Object name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> body) || Shape.modules(body).isEmpty()) {
            return;
        }
        String module = Shape.modules(body).get(0);
        Map<Object, Object> target = Shape.map(high.get(name));
        if (target == null || !target.containsKey(module)) {
            List<Ids.Found> found = Ids.named(name, module, high, strict);
            if (found.size() != 1) {
                String env = String.valueOf(body.containsKey("__env__") ? body.get("__env__") : "base");
                String sls = String.valueOf(body.containsKey("__sls__") ? body.get("__sls__") : "base");
                errors.add("Cannot extend ID '" + name + "' in '" + env + ":" + sls
                        + "'. It is not part of the high state.\nThis is likely due to a missing include statement or an "
                        + "incorrectly typed ID.\nEnsure that a state with an ID of '" + name
                        + "' is available\nin environment '" + env + "' and to SLS '" + sls + "'");
                return;
            }
            target = Shape.map(high.get(found.get(0).id()));
        }
        if (target == null || excluded(body.get("__sls__"))) {
            return;
        }
        for (String each : Shape.modules(body)) {
            List<Object> run = Shape.list(body.get(each));
            List<Object> mine = Shape.list(target.get(each));
            if (run == null) {
                continue;
            }
            if (mine == null) {
                target.put(each, run);
            } else {
                run.forEach(argument -> merge(mine, argument));
            }
        }
    }

    private boolean excluded(@Nullable Object sls) {
        if (!(high.get("__exclude__") instanceof List<?> excludes)) {
            return false;
        }
        return excludes.stream()
                .map(exclude -> exclude instanceof Map<?, ?> map ? map.get("sls") : exclude)
                .anyMatch(exclude -> exclude != null && exclude.equals(sls));
    }

    private static void merge(List<Object> mine, Object argument) {
        boolean placed = false;
        Object key = Shape.firstKey(argument);
        for (int i = 0; i < mine.size(); i++) {
            Object old = mine.get(i);
            if (argument instanceof String && old instanceof String) {
                mine.set(i, argument);
                placed = true;
            } else if (key != null && key.equals(Shape.firstKey(old))) {
                if (RequisiteWords.ALL.contains(key)) {
                    List<Object> entries = Shape.list(((Map<?, ?>) old).get(key));
                    if (entries != null && ((Map<?, ?>) argument).get(key) instanceof List<?> more) {
                        entries.addAll(new ArrayList<>(more));
                    }
                } else {
                    mine.set(i, argument);
                }
                placed = true;
            } else if ("name".equals(key) && "names".equals(Shape.firstKey(old))) {
                // Salt 3006: the name stands in place of the names, and is added at the end as well
                mine.set(i, argument);
            }
        }
        if (!placed) {
            mine.add(argument);
        }
    }
}
