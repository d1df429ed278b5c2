package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a if test else b}; without else a false test gives an undefined that prints as '', however strict the render is (Jinja 3.1). */
final class Conditional extends Expr {
    private final Expr test;
    private final Expr then;
    private final @Nullable Expr otherwise;
    private String position = "";

    Conditional(Expr test, Expr then, @Nullable Expr otherwise, int line) {
        super(line);
        this.test = test;
        this.then = then;
        this.otherwise = otherwise;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        if (Values.truth(test.eval(activation))) {
            return then.eval(activation);
        }
        if (otherwise != null) {
            return otherwise.eval(activation);
        }
        return Undefined.because("the inline if-expression on " + position
                        + " evaluated to false and no else section was defined.")
                .asLenient();
    }

    @Override
    public List<Expr> parts() {
        List<Expr> all = new ArrayList<>(List.of(test, then));
        if (otherwise != null) {
            all.add(otherwise);
        }
        return all;
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        position = unit.position(line());
        super.bind(frame.soft(), unit);
    }
}
