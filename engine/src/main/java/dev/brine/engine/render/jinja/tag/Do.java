package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code do x.append(1)}: the value is thrown away. */
final class Do extends Statement {
    private final Expr expression;

    Do(Expr expression, int line) {
        super(line);
        this.expression = expression;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        expression.eval(activation);
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(expression);
    }

    @Override
    public void analyze(Symbols symbols) {
        expression.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        expression.bind(frame, unit);
    }
}
