package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A literal. */
public final class Const extends Expr {
    private final @Nullable Object value;

    Const(@Nullable Object value, int line) {
        super(line);
        this.value = value;
    }

    public @Nullable Object value() {
        return value;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        return value;
    }

    @Override
    public List<Expr> parts() {
        return List.of();
    }
}
