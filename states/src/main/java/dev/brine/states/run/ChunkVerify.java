package dev.brine.states.run;

import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.data.Glob;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import dev.brine.states.graph.Chunk;
import dev.brine.states.graph.Requisite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is wrong with a chunk before it is called: no such function, an argument missing, a requisite of itself. */
final class ChunkVerify {
    private ChunkVerify() {}

    static List<String> errors(Chunk chunk, FunctionTable states) {
        List<String> errors = new ArrayList<>();
        Object name = chunk.value("name");
        if (name != null && !(name instanceof String) && !"".equals(name)) {
            errors.add("ID '" + name + "' " + (chunk.has("__sls__") ? "in SLS '" + chunk.sls() + "' " : "")
                    + "is not formed as a string, but is a " + Values.typeName(name));
        }
        umask(chunk, errors);
        if (!errors.isEmpty()) {
            return errors;
        }
        function(chunk, states, errors);
        String keyword = chunk.has("require") ? "require" : "";
        if (chunk.has("watch")) {
            if (states.find(chunk.state() + ".mod_watch").isEmpty()) {
                chunk.demote("watch", "require");
                keyword = "require";
            } else {
                keyword = "watch";
            }
        }
        if (!keyword.isEmpty()) {
            recursive(chunk, keyword, errors);
        }
        return errors;
    }

    private static void umask(Chunk chunk, List<String> errors) {
        Object umask = chunk.data().remove("umask");
        if (umask != null) {
            if (umask.toString().matches("[0-7]{1,6}")) {
                chunk.data().put("__umask__", Long.valueOf(umask.toString(), 8));
            } else {
                errors.add("Invalid umask: " + umask);
            }
        }
    }

    private static void function(Chunk chunk, FunctionTable states, List<String> errors) {
        Optional<Function> function = states.find(chunk.function());
        if (function.isEmpty()) {
            if (chunk.has("__sls__")) {
                errors.add("State '" + chunk.function() + "' was not found in SLS '" + chunk.sls() + "'");
                errors.add("Reason: " + states.missing(chunk.function()));
            } else {
                errors.add("Specified state '" + chunk.function() + "' was not found");
            }
            return;
        }
        for (Parameter parameter : function.get().parameters()) {
            if (parameter.required() && !chunk.has(parameter.name())) {
                errors.add("Missing parameter " + parameter.name() + " for state " + chunk.function());
            }
        }
    }

    private static void recursive(Chunk chunk, String keyword, List<String> errors) {
        for (Object entry : chunk.requisites(keyword)) {
            Requisite requisite = Requisite.of(entry);
            if (entry instanceof Map<?, ?>
                    && requisite.key().equals(chunk.state())
                    && requisite.value() instanceof String value
                    && (Glob.of(value).test(chunk.name()) || Glob.of(value).test(chunk.id()))) {
                errors.add("Recursive require detected in SLS " + chunk.sls() + " for require " + Repr.repr(entry)
                        + " in ID " + chunk.id());
            }
        }
    }
}
