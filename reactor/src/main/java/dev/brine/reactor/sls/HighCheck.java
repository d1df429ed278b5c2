package dev.brine.reactor.sls;

import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what Salt's compiler refuses in high data. One error anywhere takes away all reactions of the event.
 *
 * <p>Salt 3006: state.py Compiler.verify_high, with its messages.
 */
final class HighCheck {
    private static final Set<String> REQUISITES = Set.of("require", "watch", "prereq", "onchanges");

    private final HighData high;
    private final List<String> errors = new ArrayList<>();
    private final Map<Object, Map<@Nullable Object, @Nullable Object>> requisites = new LinkedHashMap<>();

    private HighCheck(HighData high) {
        this.high = high;
    }

    /** Each error with its {@code file:line}; empty when the data can be compiled. */
    static List<String> errors(HighData high) throws Malformed {
        HighCheck check = new HighCheck(high);
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : high.ids().entrySet()) {
            check.id(entry.getKey(), entry.getValue());
        }
        return check.errors;
    }

    /** Data that stock's compiler stumbles over; it drops the event's reactions with a traceback. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private void error(@Nullable Object id, String message) {
        errors.add(high.place(id) + ": " + message);
    }

    private void id(@Nullable Object id, @Nullable Object declaration) throws Malformed {
        if ((id instanceof String name && name.startsWith("__")) || !(declaration instanceof Map<?, ?> body)) {
            return;
        }
        String sls = String.valueOf(body.get("__sls__"));
        if (!(id instanceof String)) {
            error(
                    id,
                    "ID '" + HighData.text(id) + "' in SLS '" + sls + "' is not formed as a string, but is a "
                            + Values.typeName(id) + ". It may need to be quoted");
        }
        for (Map.Entry<?, ?> entry : body.entrySet()) {
            String state = (String) entry.getKey();
            if (state.startsWith("__")) {
                continue;
            }
            if (entry.getValue() instanceof List<?> run) {
                run(id, sls, state, run);
            } else {
                error(id, "State '" + HighData.text(id) + "' in SLS '" + sls + "' is not formed as a list");
            }
        }
    }

    private void run(@Nullable Object id, String sls, String state, List<?> run) throws Malformed {
        List<String> functions = new ArrayList<>();
        if (state.indexOf('.') >= 0) {
            functions.add(state.substring(state.indexOf('.') + 1));
        }
        for (Object arg : run) {
            if (arg instanceof String fun) {
                functions.add(fun);
                if (fun.strip().indexOf(' ') >= 0) {
                    error(
                            id,
                            "The function \"" + fun + "\" in state \"" + HighData.text(id) + "\" in SLS \"" + sls
                                    + "\" has whitespace, a function with whitespace is not supported, perhaps this is"
                                    + " an argument that is missing a \":\"");
                }
            } else if (arg instanceof Map<?, ?> map) {
                argument(id, sls, state, map);
            }
        }
        if (functions.isEmpty() && !state.equals("require") && !state.equals("watch")) {
            error(id, "No function declared in state '" + HighData.text(id) + "' in SLS '" + sls + "'");
        } else if (functions.size() > 1) {
            error(
                    id,
                    "Too many functions declared in state '" + HighData.text(id) + "' in SLS '" + sls
                            + "'. Please choose one of the following: " + String.join(", ", functions));
        }
    }

    private void argument(@Nullable Object id, String sls, String state, Map<?, ?> arg) throws Malformed {
        if (arg.isEmpty()) {
            throw new Malformed(high.place(id) + ": '" + HighData.text(id) + "' has an empty map among its arguments");
        }
        Object first = arg.keySet().iterator().next();
        if (!(first instanceof String requisite) || !REQUISITES.contains(requisite)) {
            return;
        }
        if (!(arg.get(first) instanceof List<?> wanted)) {
            error(
                    id,
                    "The " + requisite + " statement in state '" + HighData.text(id) + "' in SLS '" + sls
                            + "' needs to be formed as a list");
            return;
        }
        Map<@Nullable Object, @Nullable Object> own = new LinkedHashMap<>();
        own.put("state", state);
        requisites.put(String.valueOf(id), own);
        for (Object entry : wanted) {
            requisite(id, sls, state, own, entry);
        }
        if (arg.size() != 1) {
            error(
                    id,
                    "Multiple dictionaries defined in argument of state '" + HighData.text(id) + "' in SLS '" + sls
                            + "'");
        }
    }

    private void requisite(
            @Nullable Object id,
            String sls,
            String state,
            Map<@Nullable Object, @Nullable Object> own,
            @Nullable Object entry)
            throws Malformed {
        Object key = "id";
        Object value = entry;
        if (entry instanceof Map<?, ?> map) {
            if (map.isEmpty()) {
                throw new Malformed(high.place(id) + ": '" + HighData.text(id) + "' has an empty requisite");
            }
            key = map.keySet().iterator().next();
            value = map.get(key);
        } else if (!(entry instanceof String)) {
            error(
                    id,
                    "Requisite declaration " + HighData.text(entry) + " in SLS " + sls
                            + " is not formed as a single key dictionary");
            return;
        }
        if (!(key instanceof String type)) {
            throw new Malformed(high.place(id) + ": '" + HighData.text(id) + "': the type of a requisite must be text");
        }
        if (type.indexOf('.') >= 0) {
            error(
                    id,
                    "Invalid requisite type '" + type + "' in state '" + HighData.text(id) + "', in SLS '" + sls
                            + "'. Requisite types must not contain dots, did you mean '"
                            + type.substring(0, type.indexOf('.')) + "'?");
        }
        if (value instanceof Map || value instanceof List) {
            error(id, "Illegal requisite \"" + HighData.text(value) + "\", is SLS " + sls + "\n");
            return;
        }
        own.put(value, type);
        Map<@Nullable Object, @Nullable Object> other = requisites.get(String.valueOf(value));
        if (other != null && state.equals(other.get(id)) && type.equals(other.get("state"))) {
            error(
                    id,
                    "A recursive requisite was found, SLS \"" + sls + "\" ID \"" + HighData.text(id) + "\" ID \""
                            + HighData.text(value) + "\"");
        }
    }
}
