package dev.brine.states.high;

import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.states.graph.PythonType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the form of high data, in Salt's words. */
final class HighCheck {
    private static final Set<String> LISTS = Set.of("require", "watch", "prereq", "onchanges");

    private final List<String> errors = new ArrayList<>();
    /** For each id: what its requisites point at, and (under "state") the module it was last seen with. */
    private final Map<Object, Map<Object, Object>> requisites = new HashMap<>();

    private HighCheck() {}

    static List<String> errors(Map<Object, Object> high) {
        HighCheck check = new HighCheck();
        high.forEach((id, body) -> {
            if (!Shape.hidden(id)) {
                check.id(id, body);
            }
        });
        return check.errors;
    }

    private void id(Object id, @Nullable Object value) {
        if (!(id instanceof String)) {
            Object sls = value instanceof Map<?, ?> map ? map.get("__sls__") : "";
            errors.add("ID '" + id + "' in SLS '" + sls + "' is not formed as a string, but is a " + PythonType.of(id)
                    + ". It may need to be quoted.");
        }
        if (!(value instanceof Map<?, ?> body)) {
            errors.add("The type " + id + " in " + Repr.repr(value) + " is not formatted as a dictionary");
            return;
        }
        String sls = String.valueOf(body.get("__sls__"));
        for (String module : Shape.modules(body)) {
            Object run = body.get(module);
            if (run == null) {
                errors.add("ID '" + id + "' in SLS '" + sls + "' contains a short declaration (" + module
                        + ") with a trailing colon. When not passing any arguments to a state, the colon must be omitted.");
            } else if (run instanceof List<?> arguments) {
                state(id, module, arguments, sls);
            } else {
                errors.add("State '" + id + "' in SLS '" + sls + "' is not formed as a list");
            }
        }
    }

    private void state(Object id, String module, List<?> arguments, String sls) {
        List<String> functions = new ArrayList<>();
        int dot = module.indexOf('.');
        if (dot >= 0) {
            functions.add(module.substring(dot + 1));
        }
        for (Object argument : arguments) {
            if (argument instanceof String function) {
                functions.add(function);
                if (function.strip().contains(" ")) {
                    errors.add("The function \"" + function + "\" in state \"" + id + "\" in SLS \"" + sls
                            + "\" has whitespace, a function with whitespace is not supported, perhaps this is an "
                            + "argument that is missing a \":\"");
                }
            } else if (argument instanceof Map<?, ?> map && !map.isEmpty()) {
                argument(id, module, map, sls);
            }
        }
        if (functions.isEmpty() && !module.equals("require") && !module.equals("watch")) {
            errors.add("No function declared in state '" + id + "' in SLS '" + sls + "'");
        } else if (functions.size() > 1) {
            errors.add("Too many functions declared in state '" + id + "' in SLS '" + sls
                    + "'. Please choose one of the following: " + String.join(", ", functions));
        }
    }

    private void argument(Object id, String module, Map<?, ?> argument, String sls) {
        String first = String.valueOf(Shape.firstKey(argument));
        Object value = argument.get(first);
        if (first.equals("names") && !(value instanceof List)) {
            errors.add("The 'names' argument in state '" + id + "' in SLS '" + sls + "' needs to be formed as a list");
        }
        if (!LISTS.contains(first)) {
            return;
        }
        if (!(value instanceof List<?> entries)) {
            errors.add("The " + first + " statement in state '" + id + "' in SLS '" + sls
                    + "' needs to be formed as a list");
            return;
        }
        Map<Object, Object> mine = new HashMap<>();
        mine.put("state", module);
        requisites.put(id, mine);
        for (Object entry : entries) {
            requisite(id, module, entry, mine, sls);
        }
        if (argument.size() != 1) {
            errors.add("Multiple dictionaries defined in argument of state '" + id + "' in SLS '" + sls + "'");
        }
    }

    private void requisite(
            Object id, String module, @Nullable Object entry, Map<Object, Object> mine, String sls) {
        Map<?, ?> requisite = entry instanceof String text ? Map.of("id", text) : entry instanceof Map<?, ?> m ? m : null;
        if (requisite == null || requisite.isEmpty()) {
            errors.add("Requisite declaration " + Repr.repr(entry) + " in SLS " + sls
                    + " is not formed as a single key dictionary");
            return;
        }
        String key = String.valueOf(Shape.firstKey(requisite));
        Object value = requisite.get(key);
        int dot = key.indexOf('.');
        if (dot >= 0) {
            errors.add("Invalid requisite type '" + key + "' in state '" + id + "', in SLS '" + sls
                    + "'. Requisite types must not contain dots, did you mean '" + key.substring(0, dot) + "'?");
        }
        if (value instanceof Map || value instanceof List) {
            errors.add("Illegal requisite \"" + Repr.repr(value) + "\", please check your syntax.\n");
            return;
        }
        if (value == null) {
            return;
        }
        mine.put(value, key);
        Map<Object, Object> theirs = requisites.get(value);
        // two ids that require each other; others show when the chunks run
        if (theirs != null && module.equals(theirs.get(id)) && key.equals(theirs.get("state"))) {
            errors.add("A recursive requisite was found, SLS \"" + sls + "\" ID \"" + id + "\" ID \"" + value + "\"");
        }
    }
}
