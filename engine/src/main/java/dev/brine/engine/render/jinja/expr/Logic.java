package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a and b}, {@code a or b}: gives one of the two values, looks at the second only if it must. */
final class Logic extends Expr {
    private final boolean and;
    private final Expr left;
    private final Expr right;

    Logic(boolean and, Expr left, Expr right, int line) {
        super(line);
        this.and = and;
        this.left = left;
        this.right = right;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object value = left.eval(activation);
        return Values.truth(value) == and ? right.eval(activation) : value;
    }

    @Override
    public List<Expr> parts() {
        return List.of(left, right);
    }
}
