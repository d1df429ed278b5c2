package dev.brine.states.high;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what one SLS file rendered to into the form of high data: {@code file.managed: [..]} becomes {@code file: [.., managed]},
 * short declarations get their list, every id gets its {@code __sls__} and {@code __env__}, every state its order.
 */
final class Declarations {
    private final String sls;
    private final String saltenv;
    private final List<String> errors;

    Declarations(String sls, String saltenv, List<String> errors) {
        this.sls = sls;
        this.saltenv = saltenv;
        this.errors = errors;
    }

    /** Takes {@code extend} out of the file's data and adds it to {@code __extend__}. */
    void extend(Map<Object, Object> state) {
        if (!state.containsKey("extend")) {
            return;
        }
        if (!(state.remove("extend") instanceof Map<?, ?> extend)) {
            errors.add("Extension value in SLS '" + sls + "' is not a dictionary");
            return;
        }
        Map<Object, Object> extended = new LinkedHashMap<>(extend);
        extended.replaceAll((name, body) -> {
            if (!(body instanceof Map<?, ?> map)) {
                errors.add("Extension name '" + name + "' in SLS '" + sls + "' is not a dictionary");
                return body;
            }
            Map<Object, Object> made = new LinkedHashMap<>(map);
            place(made);
            for (Object key : new ArrayList<>(made.keySet())) {
                if (key instanceof String text && !text.startsWith("_") && text.contains(".")) {
                    split(made, text);
                }
            }
            return made;
        });
        Shape.listIn(state, "__extend__").add(extended);
    }

    /** Takes {@code exclude} out of the file's data and adds it to {@code __exclude__}. */
    void exclude(Map<Object, Object> state) {
        if (!state.containsKey("exclude")) {
            return;
        }
        Object exclude = state.remove("exclude");
        if (exclude instanceof List<?> items) {
            Shape.listIn(state, "__exclude__").addAll(items);
        } else {
            errors.add("Exclude Declaration in SLS " + sls + " is not formed as a list");
        }
    }

    void states(Map<Object, Object> state) {
        for (Object id : new ArrayList<>(state.keySet())) {
            if (!"__extend__".equals(id) && !"__exclude__".equals(id)) {
                Map<Object, Object> body = body(id, state.get(id));
                if (body != null) {
                    state.put(id, body);
                }
            }
        }
    }

    private @Nullable Map<Object, Object> body(Object id, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> body = new LinkedHashMap<>(map);
            functions(id, body);
            place(body);
            return body;
        }
        if (value instanceof String text && text.contains(".")) {
            Map<Object, Object> body = new LinkedHashMap<>();
            String[] parts = text.split("\\.", -1);
            place(body);
            body.put(parts[0], new ArrayList<>(List.of(parts[1])));
            return body;
        }
        errors.add("ID " + id + " in SLS " + sls + " is not a dictionary");
        return null;
    }

    private void functions(Object id, Map<Object, Object> body) {
        Set<Object> modules = new LinkedHashSet<>();
        for (Object key : new ArrayList<>(body.keySet())) {
            if (String.valueOf(key).startsWith("_") || !(body.get(key) instanceof List)) {
                continue;
            }
            if (!(key instanceof String text) || !text.contains(".")) {
                modules.add(key);
            } else if (!modules.add(text.substring(0, text.indexOf('.')))) {
                errors.add(
                        "ID '" + id + "' in SLS '" + sls + "' contains multiple state declarations of the same type");
            } else {
                split(body, text);
            }
        }
    }

    /** {@code file.managed: [..]} to {@code file: [.., managed]}; the key moves to the end, as in Salt. */
    private static void split(Map<Object, Object> body, String key) {
        if (body.get(key) instanceof List<?> run) {
            body.remove(key);
            List<Object> arguments = new ArrayList<>(run);
            String[] parts = key.split("\\.", -1);
            arguments.add(parts[1]);
            body.put(parts[0], arguments);
        }
    }

    private void place(Map<Object, Object> body) {
        body.putIfAbsent("__sls__", sls);
        body.putIfAbsent("__env__", saltenv);
    }
}
