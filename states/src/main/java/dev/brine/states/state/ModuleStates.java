package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.call.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code module}: execution functions as states. */
@Module("module")
public final class ModuleStates {
    /** Arguments of functions that a state itself has under the same name; users write them with {@code m_}. */
    private static final Set<String> TAKEN = Set.of("name", "fun", "names", "state", "saltenv");

    private static final Set<String> OWN = Set.of("name", "__reqs__", "sfun");

    private final StateContext context;

    ModuleStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Run execution functions.

            Either each function as an argument, its own arguments as a list below it, or (the old way) the function as
            name and its arguments beside it.
            """)
    public Map<String, Object> run(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> functions = new LinkedHashMap<>(kwargs);
        OWN.forEach(functions::remove);
        boolean legacy = functions.isEmpty() || functions.keySet().stream().anyMatch(key -> !key.contains("."));
        return legacy ? legacy(name, functions) : several(functions);
    }

    @Fn(doc = "Do nothing until what it watches changes.")
    public Map<String, Object> wait(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return Result.same(name, "");
    }

    @Fn(doc = "Run the functions when what the state watches has changed.")
    public Map<String, Object> modWatch(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return run(name, kwargs);
    }

    private Map<String, Object> several(Map<String, Object> functions) {
        List<String> missing = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        for (String key : functions.keySet()) {
            String function = function(key);
            if (!context.has(function)) {
                missing.add(function);
            } else if (context.test()) {
                tests.add(function);
            }
        }
        if (!missing.isEmpty() || !tests.isEmpty()) {
            // Salt 3006: the plural is shown as the word True
            String comment = (missing.isEmpty()
                            ? ""
                            : "Unavailable function" + (missing.size() > 1 ? "True" : "") + ": "
                                    + String.join(", ", missing) + ".")
                    + " "
                    + (tests.isEmpty()
                            ? ""
                            : "Function" + (tests.size() > 1 ? "True" : "") + " " + String.join(", ", tests)
                                    + " to be executed.");
            return result(functions, missing.isEmpty() ? null : false, Map.of(), comment.strip());
        }
        List<String> failures = new ArrayList<>();
        List<String> successes = new ArrayList<>();
        Map<String, Object> changes = new LinkedHashMap<>();
        functions.forEach((key, arguments) -> {
            try {
                Object value = call(function(key), arguments);
                if (!good(value)) {
                    failures.add(
                            value instanceof Map<?, ?> map
                                    ? "'" + key + "' failed: "
                                            + (map.containsKey("comment") ? map.get("comment") : "(error message N/A)")
                                    : "'" + key + "': " + Args.python(value));
                } else {
                    boolean told = value instanceof Map<?, ?> map && map.containsKey("comment");
                    Object shown = value instanceof Map<?, ?> map ? (told ? map.get("comment") : "Success") : value;
                    successes.add(key + ": " + Args.python(shown));
                    changes.put(key, value);
                }
            } catch (FunctionError e) {
                failures.add("'" + key + "' failed: " + e.getMessage());
            }
        });
        List<String> lines = new ArrayList<>(failures);
        lines.addAll(successes);
        return result(functions, failures.isEmpty(), changes, String.join(", ", lines));
    }

    private @Nullable Object call(String function, @Nullable Object arguments) {
        List<Object> args = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        for (Object argument : Args.list(arguments)) {
            if (argument instanceof Map<?, ?> map) {
                map.forEach((key, value) -> kwargs.put(String.valueOf(key), value));
            } else {
                args.add(argument);
            }
        }
        return context.call(function, args, kwargs);
    }

    private Map<String, Object> legacy(String name, Map<String, Object> kwargs) {
        Function function = context.function(name).orElse(null);
        if (function == null) {
            return Result.failed(name, "Module function " + name + " is not available");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Module function " + name + " is set to execute");
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        List<Object> rest = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            String key = TAKEN.contains(parameter.name()) ? "m_" + parameter.name() : parameter.name();
            Object value = kwargs.get(key);
            switch (parameter.kind()) {
                case REST -> rest.addAll(Args.list(value));
                case KEYWORDS -> {
                    if (value instanceof Map<?, ?> map) {
                        map.forEach((k, v) -> arguments.put(String.valueOf(k), v));
                    }
                }
                default -> {
                    if (kwargs.containsKey(key)) {
                        arguments.put(parameter.name(), value);
                    } else if (parameter.required()) {
                        missing.add(key);
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            return Result.failed(name, "The following arguments are missing: " + String.join(" ", missing));
        }
        Object value;
        try {
            value = context.call(name, rest, arguments);
        } catch (FunctionError e) {
            return Result.failed(name, "Module function " + name + " threw an exception. Exception: " + e.getMessage());
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("ret", value);
        return Result.of(name, good(value), changes, "Module function " + name + " executed");
    }

    /** Salt 3006: False, and maps that somewhere hold a result of False or a retcode other than 0, are failures. */
    private static boolean good(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                boolean bad = ("result".equals(entry.getKey()) && Boolean.FALSE.equals(entry.getValue()))
                        || ("retcode".equals(entry.getKey()) && !Long.valueOf(0).equals(entry.getValue()));
                if (bad || (entry.getValue() instanceof Map && !good(entry.getValue()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Map<String, Object> result(
            Map<String, Object> functions, @Nullable Boolean outcome, Map<String, Object> changes, String comment) {
        Map<String, Object> result = Result.of("", outcome, changes, comment);
        result.put("name", new ArrayList<>(functions.keySet()));
        return result;
    }

    /** {@code test.echo:2} calls test.echo a second time. */
    private static String function(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }
}
