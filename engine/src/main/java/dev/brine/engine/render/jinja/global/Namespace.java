package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.expr.Target;
import dev.brine.engine.render.jinja.method.DictMethods;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Dicts;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code namespace(a=1)}: an object whose attributes templates may set from inside any scope. */
final class Namespace implements PyObject, Target.Settable {
    private final Map<Object, @Nullable Object> attributes = new LinkedHashMap<>();

    private Namespace() {}

    static Namespace of(Arguments arguments) {
        Namespace made = new Namespace();
        DictMethods.fill(made.attributes, arguments);
        return made;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return Dicts.get(attributes, name, ABSENT);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        attributes.put(name, value);
    }

    @Override
    public String typeName() {
        return "Namespace";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.utils.Namespace";
    }

    @Override
    public String repr() {
        return "<Namespace " + Repr.repr(attributes) + ">";
    }
}
