package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code break} and {@code continue}. */
final class Jump extends Statement {
    private final Flow flow;

    Jump(Flow flow, int line) {
        super(line);
        this.flow = flow;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        return flow;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of();
    }

    @Override
    public void analyze(Symbols symbols) {}

    @Override
    public void bind(Frame frame, Unit unit) {}
}
