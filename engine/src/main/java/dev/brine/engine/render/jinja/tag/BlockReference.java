package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Variables;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code super} or {@code self.name}: prints a body of a block when it is called. */
final class BlockReference implements Callable, PyObject {
    private final Run run;
    private final Variables variables;
    private final String name;
    private final List<Object> bodies;
    private final int depth;

    BlockReference(Run run, Variables variables, String name, List<Object> bodies, int depth) {
        this.run = run;
        this.variables = variables;
        this.name = name;
        this.bodies = bodies;
        this.depth = depth;
    }

    /** The body that {@code current} replaces, or undefined. */
    static Object behind(Run run, Variables variables, BlockBody current) {
        List<Object> bodies = variables.blocks().getOrDefault(current.name(), List.of());
        int index = bodies.indexOf(current) + 1;
        return index == 0 || index >= bodies.size()
                ? missing(run, current.name())
                : new BlockReference(run, variables, current.name(), bodies, index);
    }

    private static Undefined missing(Run run, String name) {
        return run.undefined(Undefined.because("there is no parent block called " + Repr.repr(name) + "."));
    }

    @Override
    public Object call(EvalContext context, Arguments arguments) {
        TextBuilder out = new TextBuilder();
        ((BlockBody) bodies.get(depth)).render(run, variables, out);
        return out.build();
    }

    @Override
    public @Nullable Object attribute(String attribute) {
        if (!attribute.equals("super")) {
            return attribute.equals("name") ? name : ABSENT;
        }
        return depth + 1 >= bodies.size()
                ? missing(run, name)
                : new BlockReference(run, variables, name, bodies, depth + 1);
    }

    @Override
    public String typeName() {
        return "BlockReference";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.runtime.BlockReference";
    }
}
