package dev.brine.states.high;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks for ids in high data. */
final class Ids {
    private Ids() {}

    /** An id and one of its state modules. */
    record Found(Object id, String module) {}

    /** The ids that {@code name} means for {@code module}: the id itself, all ids of an SLS, or the states that have such a value. */
    static List<Found> named(Object name, String module, Map<Object, Object> high, boolean strict) {
        List<Found> found = new ArrayList<>();
        Map<Object, Object> body = Shape.map(high.get(name));
        if (high.containsKey(name) && (!strict || (body != null && body.containsKey(module)))) {
            found.add(new Found(name, module));
        } else if (module.equals("sls")) {
            high.forEach((id, each) -> {
                Map<Object, Object> map = Shape.map(each);
                if (map != null && name.equals(map.get("__sls__"))) {
                    found.add(
                            new Found(id, String.valueOf(map.keySet().iterator().next())));
                }
            });
        } else {
            high.forEach((id, each) -> {
                Map<Object, Object> map = Shape.map(each);
                List<Object> run = map == null ? null : Shape.list(map.get(module));
                if (run != null) {
                    // Salt 3006: any argument with this value counts, not only name
                    run.stream()
                            .filter(argument -> argument instanceof Map<?, ?> one
                                    && one.size() == 1
                                    && name.equals(one.values().iterator().next()))
                            .forEach(argument -> found.add(new Found(id, module)));
                }
            });
        }
        return found;
    }

    /** Every state of an SLS file. */
    static List<Found> ofSls(Object sls, Map<Object, Object> high) {
        List<Found> found = new ArrayList<>();
        high.forEach((id, each) -> {
            Map<Object, Object> body = Shape.map(each);
            if (body != null && sls.equals(body.get("__sls__"))) {
                Shape.modules(body).forEach(module -> found.add(new Found(id, module)));
            }
        });
        return found;
    }

    /** A bare id or name as module and id; null when there is none. */
    static @Nullable Found bare(@Nullable Object name, Map<Object, Object> high) {
        Map<Object, Object> body = Shape.map(high.get(name));
        if (name != null && body != null) {
            List<String> modules = Shape.modules(body);
            return modules.isEmpty() ? null : new Found(name, modules.get(0));
        }
        Found found = null;
        for (Map.Entry<Object, Object> entry : high.entrySet()) {
            Map<Object, Object> other = Shape.map(entry.getValue());
            for (String module : other == null ? List.<String>of() : Shape.modules(other)) {
                List<Object> run = other == null ? null : Shape.list(other.get(module));
                boolean named = run != null
                        && run.stream()
                                .anyMatch(a -> a instanceof Map<?, ?> map
                                        && map.get("name") != null
                                        && map.get("name").equals(name));
                // the last one wins
                found = named ? new Found(entry.getKey(), module) : found;
            }
        }
        return found;
    }

    /** The names of the single-key arguments of a state. */
    static Set<String> arguments(Object id, String module, Map<Object, Object> high) {
        Set<String> names = new TreeSet<>();
        Map<Object, Object> body = Shape.map(high.get(id));
        List<Object> run = body == null ? null : Shape.list(body.get(module));
        if (run != null) {
            run.stream()
                    .filter(argument -> argument instanceof Map<?, ?> map && map.size() == 1)
                    .forEach(argument -> names.add(String.valueOf(Shape.firstKey(argument))));
        }
        return names;
    }
}
