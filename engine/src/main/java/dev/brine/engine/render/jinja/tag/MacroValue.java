package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro as a value: it knows where it was defined, and gives what its body prints. */
final class MacroValue implements Callable, PyObject {
    private final String name;
    private final MacroBody body;
    private final Activation definedIn;

    MacroValue(String name, MacroBody body, Activation definedIn) {
        this.name = name;
        this.body = body;
        this.definedIn = definedIn;
    }

    @Override
    public Object call(EvalContext context, Arguments arguments) {
        return body.render(definedIn, given(arguments));
    }

    private MacroBody.Given given(Arguments arguments) {
        List<String> parameters = body.parameters();
        int given = Math.min(arguments.count(), parameters.size());
        List<@Nullable Object> values = new ArrayList<>(arguments.positional().subList(0, given));
        Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.keyword());
        boolean callerFound = given == parameters.size() && parameters.contains("caller");
        for (String parameter : parameters.subList(given, parameters.size())) {
            callerFound |= parameter.equals("caller");
            values.add(named.containsKey(parameter) ? named.remove(parameter) : Ref.MISSING);
        }
        Object caller = null;
        if (body.takesCaller() && !callerFound) {
            caller = named.remove("caller");
            if (caller == null) {
                caller = definedIn.run().undefined(Undefined.because("No caller defined"));
            }
        }
        if (!body.takesKwargs() && !named.isEmpty()) {
            throw unexpected(named);
        }
        if (!body.takesVarargs() && arguments.count() > parameters.size()) {
            throw PyError.type("macro " + shownName() + " takes not more than " + parameters.size() + " argument(s)");
        }
        Tuple rest = Tuple.of(arguments.positional().subList(given, arguments.count()));
        return new MacroBody.Given(values, caller, new LinkedHashMap<Object, @Nullable Object>(named), rest);
    }

    private PyError unexpected(Map<String, @Nullable Object> named) {
        if (named.containsKey("caller")) {
            return PyError.type("macro " + shownName()
                    + " was invoked with two values for the special caller argument. This is most likely a bug.");
        }
        String first = named.keySet().iterator().next();
        return PyError.type("macro " + shownName() + " takes no keyword argument " + Repr.repr(first));
    }

    private String shownName() {
        return name.isEmpty() ? "None" : Repr.repr(name);
    }

    @Override
    public @Nullable Object attribute(String attribute) {
        return switch (attribute) {
            case "name" -> name.isEmpty() ? null : name;
            case "arguments" -> Tuple.of(body.parameters());
            case "catch_kwargs" -> body.takesKwargs();
            case "catch_varargs" -> body.takesVarargs();
            case "caller" -> body.takesCaller();
            case "explicit_caller" -> body.parameters().contains("caller");
            default -> ABSENT;
        };
    }

    @Override
    public String typeName() {
        return "Macro";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.runtime.Macro";
    }

    @Override
    public String repr() {
        return name.isEmpty() ? "<Macro anonymous>" : "<Macro " + Repr.repr(name) + ">";
    }
}
