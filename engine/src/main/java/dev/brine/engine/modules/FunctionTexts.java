package dev.brine.engine.modules;

import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.data.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sys} tells of the functions of one family.
 *
 * <p>Salt 3006: modules/sysmod.py. A name with a star is a glob over full names; otherwise it is a module or, for texts and
 * arguments, a function. Lists take any name with a dot for a glob, too.
 */
record FunctionTexts(FunctionTable table) {

    Map<String, @Nullable Object> docs(List<Object> names) {
        Map<String, @Nullable Object> docs = new TreeMap<>();
        chosen(names).forEach(f -> docs.put(f.name(), shown(f.doc())));
        return docs;
    }

    Map<String, Object> argspecs(String name) {
        Map<String, Object> specs = new TreeMap<>();
        chosen(name.isEmpty() ? List.of() : List.of(name)).forEach(f -> specs.put(f.name(), spec(f)));
        return specs;
    }

    List<Object> functions(List<Object> names) {
        return list(table.names(), names, name -> name.contains("*") || name.contains(".") ? name : name + ".*");
    }

    List<Object> modules(List<Object> names) {
        return list(table.modules(), names, name -> name);
    }

    static List<Object> list(Iterable<String> all, List<Object> names, java.util.function.UnaryOperator<String> glob) {
        List<Glob> globs = names.stream()
                .map(name -> Glob.of(glob.apply(String.valueOf(name))))
                .toList();
        TreeSet<String> found = new TreeSet<>();
        for (String each : all) {
            if (globs.isEmpty() || globs.stream().anyMatch(g -> g.test(each))) {
                found.add(each);
            }
        }
        return new ArrayList<>(found);
    }

    private List<Function> chosen(List<Object> names) {
        List<Function> functions = new ArrayList<>();
        for (Object name : names.isEmpty() ? List.<Object>of("*") : names) {
            Predicate<String> wanted = wanted(String.valueOf(name));
            for (String each : table.names()) {
                if (wanted.test(each)) {
                    table.find(each).ifPresent(functions::add);
                }
            }
        }
        return functions;
    }

    private static Predicate<String> wanted(String name) {
        if (name.contains("*")) {
            return Glob.of(name)::test;
        }
        String start = name.isEmpty() || name.endsWith(".") ? name : name + ".";
        return each -> each.equals(name) || each.startsWith(start);
    }

    /** Salt 3006: utils/doc.py takes the commonest directives of reStructuredText out; without documentation there is None. */
    static @Nullable String shown(String doc) {
        return doc.isEmpty()
                ? null
                : doc.replaceAll(" *\\.\\. code-block:: \\S+\n{1,2}", "")
                        .replace(".. note::", "Note:")
                        .replace(".. warning::", "Warning:")
                        .replace(".. versionadded::", "New in version")
                        .replace(".. versionchanged::", "Changed in version");
    }

    private static Map<String, Object> spec(Function function) {
        List<Object> names = new ArrayList<>();
        List<Object> defaults = new ArrayList<>();
        boolean rest = false;
        boolean keywords = false;
        for (Parameter parameter : function.parameters()) {
            switch (parameter.kind()) {
                case REST -> rest = true;
                case KEYWORDS -> keywords = true;
                default -> {
                    names.add(parameter.name());
                    if (!parameter.required()) {
                        defaults.add(parameter.dflt());
                    }
                }
            }
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("args", names.isEmpty() ? null : names);
        spec.put("defaults", defaults.isEmpty() ? null : defaults);
        spec.put("varargs", rest ? true : null);
        spec.put("kwargs", keywords ? true : null);
        return spec;
    }

    /**
     * JSON schemas of functions.
     *
     * <p>Salt 3006: every argument may be a truth value, a number or text, and none is marked as required.
     */
    List<Object> schemas(String name) {
        List<Object> schemas = new ArrayList<>();
        for (Function function : chosen(name.isEmpty() ? List.of() : List.of(name))) {
            Map<String, Object> properties = new LinkedHashMap<>();
            for (Parameter parameter : function.parameters()) {
                if (parameter.kind() == Parameter.Kind.NAMED) {
                    properties.put(parameter.name(), property(parameter));
                }
            }
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("$schema", "http://json-schema.org/draft-04/schema#");
            schema.put("title", function.name());
            schema.put("description", function.name());
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put("x-ordering", new ArrayList<Object>(properties.keySet()));
            schema.put("additionalProperties", false);
            schemas.add(schema);
        }
        return schemas;
    }

    private static Map<String, Object> property(Parameter parameter) {
        List<Object> types = new ArrayList<>();
        for (String type : List.of("boolean", "integer", "number", "string")) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("type", type);
            one.put("title", parameter.name());
            one.put("description", parameter.name());
            if (parameter.dflt() != null) {
                one.put("default", parameter.dflt());
            }
            types.add(one);
        }
        return new LinkedHashMap<>(Map.of("oneOf", types));
    }
}
