package dev.brine.states.high;

import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds malformed high data and says so in Salt's words. Salt 3006: state.py State.verify_high. Stateless. */
final class HighVerifier {
    private static final Set<String> CHECKED = Set.of("require", "watch", "prereq", "onchanges");

    private HighVerifier() {}

    /** What is wrong; empty when the data can be compiled. */
    static List<String> errors(Object high) {
        List<String> errors = new ArrayList<>();
        if (!(high instanceof Map<?, ?> map)) {
            errors.add("High data is not a dictionary and is invalid");
            return errors;
        }
        Map<Object, Map<Object, Object>> requisites = new LinkedHashMap<>();
        map.forEach((id, body) -> {
            if (!(id instanceof String name && name.startsWith("__"))) {
                new Declaration(id, body, errors, requisites).check();
            }
        });
        return errors;
    }

    /** One id with its functions. */
    private static final class Declaration {
        private final @Nullable Object id;
        private final @Nullable Object body;
        private final List<String> errors;
        private final Map<Object, Map<Object, Object>> requisites;
        private final String name;
        private final String sls;

        Declaration(
                @Nullable Object id,
                @Nullable Object body,
                List<String> errors,
                Map<Object, Map<Object, Object>> requisites) {
            this.id = id;
            this.body = body;
            this.errors = errors;
            this.requisites = requisites;
            this.name = Values.text(id);
            this.sls = body instanceof Map<?, ?> map ? Values.text(map.get("__sls__")) : "None";
        }

        void check() {
            if (!(id instanceof String)) {
                errors.add("ID '" + name + "' in SLS '" + sls + "' is not formed as a string, but is a "
                        + Values.typeName(id) + ". It may need to be quoted.");
            }
            if (!(body instanceof Map<?, ?> functions)) {
                errors.add("The type " + name + " in " + Values.text(body) + " is not formatted as a dictionary");
                return;
            }
            functions.forEach((key, run) -> {
                String state = Values.text(key);
                if (state.startsWith("__")) {
                    return;
                }
                if (run == null) {
                    errors.add("ID '" + name + "' in SLS '" + sls + "' contains a short declaration (" + state
                            + ") with a trailing colon. When not passing any arguments to a state, the colon must be"
                            + " omitted.");
                } else if (run instanceof List<?> list) {
                    checkRun(state, list);
                } else {
                    errors.add("State '" + name + "' in SLS '" + sls + "' is not formed as a list");
                }
            });
        }

        private void checkRun(String state, List<?> run) {
            List<String> functions = new ArrayList<>();
            int dot = state.indexOf('.');
            if (dot >= 0) {
                functions.add(state.substring(dot + 1));
            }
            for (Object argument : run) {
                if (argument instanceof String function) {
                    functions.add(function);
                    if (function.strip().indexOf(' ') >= 0) {
                        errors.add("The function \"" + function + "\" in state \"" + name + "\" in SLS \"" + sls
                                + "\" has whitespace, a function with whitespace is not supported, perhaps this is an"
                                + " argument that is missing a \":\"");
                    }
                } else if (argument instanceof Map<?, ?> map && !map.isEmpty()) {
                    checkArgument(state, map);
                }
            }
            if (functions.isEmpty() && !state.equals("require") && !state.equals("watch")) {
                errors.add("No function declared in state '" + name + "' in SLS '" + sls + "'");
            } else if (functions.size() > 1) {
                errors.add("Too many functions declared in state '" + name + "' in SLS '" + sls
                        + "'. Please choose one of the following: " + String.join(", ", functions));
            }
        }

        private void checkArgument(String state, Map<?, ?> argument) {
            Map.Entry<?, ?> first = argument.entrySet().iterator().next();
            String key = Values.text(first.getKey());
            if (key.equals("names") && !(first.getValue() instanceof List)) {
                errors.add("The 'names' argument in state '" + name + "' in SLS '" + sls
                        + "' needs to be formed as a list");
            }
            if (!CHECKED.contains(key)) {
                return;
            }
            if (!(first.getValue() instanceof List<?> list)) {
                errors.add("The " + key + " statement in state '" + name + "' in SLS '" + sls
                        + "' needs to be formed as a list");
            } else {
                Map<Object, Object> own = new LinkedHashMap<>();
                own.put("state", state);
                requisites.put(name, own);
                list.forEach(requisite -> checkRequisite(state, own, requisite));
            }
            if (argument.size() != 1) {
                errors.add("Multiple dictionaries defined in argument of state '" + name + "' in SLS '" + sls + "'");
            }
        }

        private void checkRequisite(String state, Map<Object, Object> own, @Nullable Object requisite) {
            Object key = "id";
            Object value = requisite;
            if (!(requisite instanceof String)) {
                if (!(requisite instanceof Map<?, ?> map) || map.isEmpty()) {
                    errors.add("Requisite declaration " + Values.text(requisite) + " in SLS " + sls
                            + " is not formed as a single key dictionary");
                    return;
                }
                Map.Entry<?, ?> first = map.entrySet().iterator().next();
                key = Objects.requireNonNullElse(first.getKey(), "None");
                value = first.getValue();
            }
            String type = Values.text(key);
            if (type.indexOf('.') >= 0) {
                errors.add("Invalid requisite type '" + type + "' in state '" + name + "', in SLS '" + sls
                        + "'. Requisite types must not contain dots, did you mean '"
                        + type.substring(0, type.indexOf('.')) + "'?");
            }
            if (value instanceof Map || value instanceof List) {
                errors.add("Illegal requisite \"" + Values.text(value) + "\", please check your syntax.\n");
                return;
            }
            Object target = Objects.requireNonNullElse(value, "None");
            own.put(target, key);
            Map<Object, Object> others = requisites.get(target);
            if (others != null
                    && state.equals(others.get(name))
                    && Objects.equals(others.get("state"), own.get(target))) {
                errors.add("A recursive requisite was found, SLS \"" + sls + "\" ID \"" + name + "\" ID \""
                        + Values.text(target) + "\"");
            }
        }
    }
}
