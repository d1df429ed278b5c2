package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.lex.TokenType;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens to expressions, with the grammar, precedence and line numbers of Jinja 3.1. One parse, one thread. */
public final class ExpressionParser {
    private static final int DEEPEST = 300;

    private final TokenStream stream;
    private final OperandParser operands;
    private int depth;

    public ExpressionParser(TokenStream stream) {
        this.stream = stream;
        this.operands = new OperandParser(stream, this);
    }

    /** Reads what may be assigned. */
    public TargetParser targets() {
        return new TargetParser(stream, operands);
    }

    /** One expression. */
    public Expr expression() {
        int line = stream.line();
        Expr value = or();
        while (stream.skipIfName("if")) {
            Expr test = or();
            Expr otherwise = stream.skipIfName("else") ? expression() : null;
            value = new Conditional(test, value, otherwise, line);
            line = stream.line();
        }
        return value;
    }

    /** Expressions with commas between make a tuple, one alone stays itself. */
    public Expr tuple() {
        return tuple(true, false);
    }

    /** As {@link #tuple()} but no {@code x if y else z} at the top. */
    public Expr tupleWithoutCondition() {
        return tuple(false, false);
    }

    Expr tuple(boolean withCondition, boolean parenthesised) {
        int line = stream.line();
        List<Expr> items = new ArrayList<>();
        boolean isTuple = false;
        while (true) {
            if (!items.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            if (atTupleEnd()) {
                break;
            }
            items.add(withCondition ? expression() : or());
            if (!stream.at(TokenType.COMMA)) {
                break;
            }
            isTuple = true;
            line = stream.line();
        }
        if (!isTuple) {
            if (!items.isEmpty()) {
                return items.get(0);
            }
            if (!parenthesised) {
                throw stream.fail("Expected an expression, got "
                        + Repr.repr(stream.current().describe()));
            }
        }
        return Sequence.tuple(items, line);
    }

    private boolean atTupleEnd() {
        return switch (stream.current().type()) {
            case VARIABLE_END, BLOCK_END, RPAREN -> true;
            default -> false;
        };
    }

    private Expr or() {
        int line = stream.line();
        Expr left = and();
        while (stream.skipIfName("or")) {
            left = new Logic(false, left, and(), line);
            line = stream.line();
        }
        return left;
    }

    private Expr and() {
        int line = stream.line();
        Expr left = not();
        while (stream.skipIfName("and")) {
            left = new Logic(true, left, not(), line);
            line = stream.line();
        }
        return left;
    }

    private Expr not() {
        if (stream.atName("not")) {
            int line = stream.next().line();
            deeper();
            Expr operand = not();
            depth--;
            return new Unary(Unary.Operator.NOT, operand, line);
        }
        return comparison();
    }

    private Expr comparison() {
        int line = stream.line();
        Expr first = sum();
        List<Comparison.Operator> operators = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        while (true) {
            Comparison.Operator operator =
                    Comparison.Operator.of(stream.current().type());
            if (operator != null) {
                stream.next();
            } else if (stream.skipIfName("in")) {
                operator = Comparison.Operator.IN;
            } else if (stream.atName("not") && stream.look().isName("in")) {
                stream.skip(2);
                operator = Comparison.Operator.NOT_IN;
            } else {
                break;
            }
            operators.add(operator);
            others.add(sum());
            line = stream.line();
        }
        return operators.isEmpty() ? first : new Comparison(first, operators, others, line);
    }

    private Expr sum() {
        int line = stream.line();
        Expr left = concat();
        while (stream.at(TokenType.ADD) || stream.at(TokenType.SUB)) {
            Binary.Operator operator = stream.next().is(TokenType.ADD) ? Binary.Operator.ADD : Binary.Operator.SUB;
            left = new Binary(operator, left, concat(), line);
            line = stream.line();
        }
        return left;
    }

    private Expr concat() {
        int line = stream.line();
        List<Expr> parts = new ArrayList<>();
        parts.add(product());
        while (stream.skipIf(TokenType.TILDE)) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.get(0) : new Concat(parts, line);
    }

    private Expr product() {
        int line = stream.line();
        Expr left = power();
        while (true) {
            Binary.Operator operator = switch (stream.current().type()) {
                case MUL -> Binary.Operator.MUL;
                case DIV -> Binary.Operator.DIV;
                case FLOORDIV -> Binary.Operator.FLOORDIV;
                case MOD -> Binary.Operator.MOD;
                default -> null;
            };
            if (operator == null) {
                return left;
            }
            stream.next();
            left = new Binary(operator, left, power(), line);
            line = stream.line();
        }
    }

    private Expr power() {
        int line = stream.line();
        Expr left = unary(true);
        while (stream.skipIf(TokenType.POW)) {
            left = new Binary(Binary.Operator.POW, left, unary(true), line);
            line = stream.line();
        }
        return left;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw stream.fail("expression nested too deeply");
        }
    }

    private Expr unary(boolean withFilters) {
        deeper();
        int line = stream.line();
        Expr node;
        if (stream.skipIf(TokenType.SUB)) {
            node = new Unary(Unary.Operator.NEG, unary(false), line);
        } else if (stream.skipIf(TokenType.ADD)) {
            node = new Unary(Unary.Operator.POS, unary(false), line);
        } else {
            node = operands.primary();
        }
        node = operands.postfix(node);
        Expr result = withFilters ? operands.filtersAndTests(node) : node;
        depth--;
        return result;
    }

    /** The filters of a filter block: the first has no bar in front. */
    public FilterCall blockFilter() {
        return operands.blockFilter();
    }

    /** The filters of a set block, each with its bar; null when there are none. */
    public @Nullable FilterCall optionalFilters() {
        return operands.optionalFilters();
    }
}
