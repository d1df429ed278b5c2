package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.Target;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code set a = b}. */
final class Set extends Statement {
    private final Target target;
    private final Expr value;
    private boolean top;

    Set(Target target, Expr value, int line) {
        super(line);
        this.target = target;
        this.value = value;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        target.assign(activation, value.eval(activation), top);
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(target, value);
    }

    @Override
    public void analyze(Symbols symbols) {
        value.analyze(symbols);
        target.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        top = frame.isTop();
        target.bind(frame, unit);
        value.bind(frame, unit);
    }
}
