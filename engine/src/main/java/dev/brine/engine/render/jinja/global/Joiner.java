package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Signature;
import org.jspecify.annotations.Nullable;

/** {@code joiner(', ')}: gives '' at the first call and its separator at all others. */
final class Joiner implements PyObject, Callable {
    private static final Signature SIGNATURE = Signature.of("Joiner.__init__(sep=None)");

    private final @Nullable Object separator;
    private boolean used;

    private Joiner(@Nullable Object separator) {
        this.separator = separator;
    }

    static Joiner of(Arguments arguments) {
        Object separator = SIGNATURE.bind(arguments).get(0);
        return new Joiner(arguments.isEmpty() ? ", " : separator);
    }

    @Override
    public @Nullable Object call(EvalContext context, Arguments arguments) {
        if (!used) {
            used = true;
            return "";
        }
        return separator;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "sep" -> separator;
            case "used" -> used;
            default -> ABSENT;
        };
    }

    @Override
    public String typeName() {
        return "Joiner";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.utils.Joiner";
    }
}
