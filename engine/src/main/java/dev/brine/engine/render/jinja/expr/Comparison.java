package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.lex.TokenType;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a < b <= c}, {@code a in b}: as in Python, each neighbour is compared and the first False ends it. */
final class Comparison extends Expr {
    enum Operator {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        IN,
        NOT_IN;

        static @Nullable Operator of(TokenType type) {
            return switch (type) {
                case EQ -> EQ;
                case NE -> NE;
                case LT -> LT;
                case LTEQ -> LE;
                case GT -> GT;
                case GTEQ -> GE;
                default -> null;
            };
        }
    }

    private final Expr first;
    private final List<Operator> operators;
    private final List<Expr> others;

    Comparison(Expr first, List<Operator> operators, List<Expr> others, int line) {
        super(line);
        this.first = first;
        this.operators = List.copyOf(operators);
        this.others = List.copyOf(others);
    }

    @Override
    public Object eval(Activation activation) {
        Object left = first.eval(activation);
        for (int i = 0; i < others.size(); i++) {
            Object right = others.get(i).eval(activation);
            if (!holds(operators.get(i), left, right, activation)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private static boolean holds(Operator operator, @Nullable Object a, @Nullable Object b, Activation activation) {
        return switch (operator) {
            case EQ -> Compare.equal(a, b);
            case NE -> !Compare.equal(a, b);
            case LT -> Compare.ordered(Compare.Operator.LT, a, b);
            case LE -> Compare.ordered(Compare.Operator.LE, a, b);
            case GT -> Compare.ordered(Compare.Operator.GT, a, b);
            case GE -> Compare.ordered(Compare.Operator.GE, a, b);
            case IN -> Values.contains(activation.run(), b, a);
            case NOT_IN -> !Values.contains(activation.run(), b, a);
        };
    }

    @Override
    public List<Expr> parts() {
        List<Expr> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return all;
    }
}
