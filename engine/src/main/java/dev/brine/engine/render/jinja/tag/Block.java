package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Locals;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.scope.Variables;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code block name}: the place where the most derived body of that name prints. */
final class Block extends Statement {
    private final BlockBody content;
    private final boolean scoped;
    private final boolean required;
    private Locals locals = Locals.NONE;
    private boolean top;

    Block(BlockBody content, boolean scoped, boolean required, int line) {
        super(line);
        this.content = content;
        this.scoped = scoped;
        this.required = required;
    }

    BlockBody content() {
        return content;
    }

    boolean isScoped() {
        return scoped;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        Variables variables = activation.variables();
        if (top && variables.isExtended()) {
            return Flow.NEXT;
        }
        activation.at(line());
        List<Object> bodies = variables.blocks().getOrDefault(content.name(), List.of(content));
        if (required && bodies.size() <= 1) {
            throw PyError.runtime("Required block " + Repr.repr(content.name()) + " not found");
        }
        Variables seen = scoped ? variables.derived(locals.add(activation)) : variables;
        ((BlockBody) bodies.get(0)).render(activation.run(), seen, out);
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of();
    }

    @Override
    public void analyze(Symbols symbols) {}

    @Override
    public void bind(Frame frame, Unit unit) {
        top = frame.isTop();
        locals = scoped ? frame.locals() : Locals.NONE;
    }
}
