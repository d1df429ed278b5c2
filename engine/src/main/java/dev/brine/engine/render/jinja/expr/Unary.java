package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code not a}, {@code -a}, {@code +a}. */
final class Unary extends Expr {
    enum Operator {
        NOT,
        NEG,
        POS
    }

    private final Operator operator;
    private final Expr operand;

    Unary(Operator operator, Expr operand, int line) {
        super(line);
        this.operator = operator;
        this.operand = operand;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object value = operand.eval(activation);
        return switch (operator) {
            case NOT -> !Values.truth(value);
            case NEG -> Arithmetic.negate(value);
            case POS -> Arithmetic.plus(value);
        };
    }

    @Override
    public List<Expr> parts() {
        return List.of(operand);
    }
}
