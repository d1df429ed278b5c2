package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.limit.Budget;
import dev.brine.engine.render.jinja.scope.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a + b} and the other operators of numbers and sequences. */
final class Binary extends Expr {
    enum Operator {
        ADD("+"),
        SUB("-"),
        MUL("*"),
        DIV("/"),
        FLOORDIV("//"),
        MOD("%"),
        POW("** or pow()");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    private final Operator operator;
    private final Expr left;
    private final Expr right;

    Binary(Operator operator, Expr left, Expr right, int line) {
        super(line);
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object a = left.eval(activation);
        Object b = right.eval(activation);
        Budget budget = activation.run().budget();
        return Arithmetic.apply(operator, a, b, budget);
    }

    @Override
    public List<Expr> parts() {
        return List.of(left, right);
    }
}
