package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of an expression. */
public abstract class Expr implements Scoped {
    private final int line;

    Expr(int line) {
        this.line = line;
    }

    /** The line that error texts name for it. */
    public final int line() {
        return line;
    }

    /** The value here and now; faults are {@link dev.brine.engine.render.jinja.value.PyError}. */
    public abstract @Nullable Object eval(Activation activation);

    @Override
    public abstract List<Expr> parts();

    @Override
    public void analyze(Symbols symbols) {
        for (Expr part : parts()) {
            part.analyze(symbols);
        }
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        for (Expr part : parts()) {
            part.bind(frame, unit);
        }
    }
}
