package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.lex.Token;
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
    private int depth;

    public ExpressionParser(TokenStream stream) {
        this.stream = stream;
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

    private Expr tuple(boolean withCondition, boolean parenthesised) {
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
            node = primary();
        }
        node = postfix(node);
        Expr result = withFilters ? filtersAndTests(node) : node;
        depth--;
        return result;
    }

    private Expr primary() {
        Token token = stream.current();
        switch (token.type()) {
            case NAME:
                stream.next();
                return nameOrConstant(token);
            case STRING:
                return strings();
            case INTEGER:
            case FLOAT:
                stream.next();
                return new Const(token.value(), token.line());
            case LPAREN:
                stream.next();
                Expr inside = tuple(true, true);
                stream.expect(TokenType.RPAREN);
                return inside;
            case LBRACKET:
                return list();
            case LBRACE:
                return dict();
            default:
                throw new TemplateSyntaxException("unexpected " + Repr.repr(token.describe()), token.line());
        }
    }

    private static Expr nameOrConstant(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Const(true, token.line());
            case "false", "False" -> new Const(false, token.line());
            case "none", "None" -> new Const(null, token.line());
            default -> new Name(token.text(), token.line());
        };
    }

    private Expr strings() {
        int line = stream.line();
        StringBuilder text = new StringBuilder();
        while (stream.at(TokenType.STRING)) {
            text.append(stream.next().text());
        }
        return new Const(text.toString(), line);
    }

    private Expr list() {
        int line = stream.expect(TokenType.LBRACKET).line();
        List<Expr> items = new ArrayList<>();
        while (!stream.at(TokenType.RBRACKET)) {
            if (!items.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            if (stream.at(TokenType.RBRACKET)) {
                break;
            }
            items.add(expression());
        }
        stream.expect(TokenType.RBRACKET);
        return Sequence.list(items, line);
    }

    private Expr dict() {
        int line = stream.expect(TokenType.LBRACE).line();
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (!stream.at(TokenType.RBRACE)) {
            if (!keys.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            if (stream.at(TokenType.RBRACE)) {
                break;
            }
            keys.add(expression());
            stream.expect(TokenType.COLON);
            values.add(expression());
        }
        stream.expect(TokenType.RBRACE);
        return new DictExpr(keys, values, line);
    }

    private Expr postfix(Expr start) {
        Expr node = start;
        while (true) {
            switch (stream.current().type()) {
                case DOT -> node = member(node);
                case LBRACKET -> node = item(node);
                case LPAREN -> node = call(node);
                default -> {
                    return node;
                }
            }
        }
    }

    private Expr filtersAndTests(Expr start) {
        Expr node = start;
        while (true) {
            if (stream.at(TokenType.PIPE)) {
                node = filters(node);
            } else if (stream.atName("is")) {
                node = test(node);
            } else if (stream.at(TokenType.LPAREN)) {
                node = call(node);
            } else {
                return node;
            }
        }
    }

    private Expr member(Expr owner) {
        int line = stream.next().line();
        Token name = stream.next();
        if (name.is(TokenType.NAME)) {
            return new Member(owner, name.text(), line);
        }
        if (name.is(TokenType.INTEGER)) {
            return new Item(owner, new Const(name.value(), name.line()), line);
        }
        throw new TemplateSyntaxException("expected name or number", name.line());
    }

    private Expr item(Expr owner) {
        int line = stream.next().line();
        List<Expr> keys = new ArrayList<>();
        while (!stream.at(TokenType.RBRACKET)) {
            if (!keys.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            keys.add(subscript());
        }
        stream.expect(TokenType.RBRACKET);
        return new Item(owner, keys.size() == 1 ? keys.get(0) : Sequence.tuple(keys, line), line);
    }

    private Expr subscript() {
        int line = stream.line();
        Expr start = null;
        if (!stream.at(TokenType.COLON)) {
            start = expression();
            if (!stream.at(TokenType.COLON)) {
                return start;
            }
        }
        stream.next();
        Expr stop = atSliceEnd() || stream.at(TokenType.COLON) ? null : expression();
        Expr step = stream.skipIf(TokenType.COLON) && !atSliceEnd() ? expression() : null;
        return new Slice(start, stop, step, line);
    }

    private boolean atSliceEnd() {
        return stream.at(TokenType.RBRACKET) || stream.at(TokenType.COMMA);
    }

    private Expr call(Expr callee) {
        int line = stream.line();
        return new Call(callee, arguments(), line);
    }

    private CallArguments arguments() {
        int line = stream.expect(TokenType.LPAREN).line();
        List<Expr> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Expr> named = new ArrayList<>();
        Expr star = null;
        Expr starStar = null;
        boolean comma = false;
        while (!stream.at(TokenType.RPAREN)) {
            if (comma) {
                stream.expect(TokenType.COMMA);
                if (stream.at(TokenType.RPAREN)) {
                    break;
                }
            }
            if (stream.at(TokenType.MUL)) {
                ensure(star == null && starStar == null, line);
                stream.next();
                star = expression();
            } else if (stream.at(TokenType.POW)) {
                ensure(starStar == null, line);
                stream.next();
                starStar = expression();
            } else if (stream.at(TokenType.NAME) && stream.look().is(TokenType.ASSIGN)) {
                ensure(starStar == null, line);
                names.add(stream.current().text());
                stream.skip(2);
                named.add(expression());
            } else {
                ensure(star == null && starStar == null && named.isEmpty(), line);
                positional.add(expression());
            }
            comma = true;
        }
        stream.expect(TokenType.RPAREN);
        return new CallArguments(positional, names, named, star, starStar);
    }

    private static void ensure(boolean good, int line) {
        if (!good) {
            throw new TemplateSyntaxException("invalid syntax for function call expression", line);
        }
    }

    /** {@code |a|b(1)} behind a value. */
    private Expr filters(Expr value) {
        Expr node = value;
        while (stream.skipIf(TokenType.PIPE)) {
            node = filter(node);
        }
        return node;
    }

    private FilterCall filter(@Nullable Expr value) {
        Token token = stream.expect(TokenType.NAME);
        String name = dotted(token.text());
        CallArguments arguments = stream.at(TokenType.LPAREN) ? arguments() : CallArguments.NONE;
        return new FilterCall(value, name, arguments, token.line());
    }

    /** The filters of a filter block: the first has no bar in front. */
    public FilterCall blockFilter() {
        FilterCall node = filter(null);
        while (stream.skipIf(TokenType.PIPE)) {
            node = filter(node);
        }
        return node;
    }

    /** The filters of a set block, each with its bar; null when there are none. */
    public @Nullable FilterCall optionalFilters() {
        FilterCall node = null;
        while (stream.skipIf(TokenType.PIPE)) {
            node = filter(node);
        }
        return node;
    }

    private String dotted(String first) {
        StringBuilder name = new StringBuilder(first);
        while (stream.skipIf(TokenType.DOT)) {
            name.append('.').append(stream.expect(TokenType.NAME).text());
        }
        return name.toString();
    }

    private Expr test(Expr value) {
        int line = stream.next().line();
        boolean negated = stream.skipIfName("not");
        String name = dotted(stream.expect(TokenType.NAME).text());
        Expr node = new TestCall(value, name, testArguments(), line);
        return negated ? new Unary(Unary.Operator.NOT, node, line) : node;
    }

    private CallArguments testArguments() {
        if (stream.at(TokenType.LPAREN)) {
            return arguments();
        }
        boolean begins = switch (stream.current().type()) {
            case NAME, STRING, INTEGER, FLOAT, LBRACKET, LBRACE -> true;
            default -> false;
        };
        if (!begins || stream.atName("else") || stream.atName("or") || stream.atName("and")) {
            return CallArguments.NONE;
        }
        if (stream.atName("is")) {
            throw stream.fail("You cannot chain multiple tests with is");
        }
        return CallArguments.of(postfix(primary()));
    }

    // ---- assignment targets

    /** Names and tuples of names. */
    public Target target(boolean parameter) {
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
            items.add(primary());
            if (!stream.at(TokenType.COMMA)) {
                break;
            }
            isTuple = true;
            line = stream.line();
        }
        if (!isTuple && items.isEmpty()) {
            throw stream.fail(
                    "Expected an expression, got " + Repr.repr(stream.current().describe()));
        }
        return asTarget(isTuple ? Sequence.tuple(items, line) : items.get(0), parameter);
    }

    /** As {@link #target}, or {@code namespace.attribute}. */
    public Target targetOrAttribute() {
        if (stream.look().is(TokenType.DOT)) {
            String owner = stream.expect(TokenType.NAME).text();
            stream.next();
            return new Target.Attribute(owner, stream.expect(TokenType.NAME).text());
        }
        return target(false);
    }

    /** A single name that may be assigned. */
    public Token nameTarget() {
        Token token = stream.expect(TokenType.NAME);
        if (isReserved(token.text())) {
            throw new TemplateSyntaxException("can't assign to 'name'", token.line());
        }
        return token;
    }

    private static boolean isReserved(String name) {
        return switch (name) {
            case "true", "false", "none", "True", "False", "None" -> true;
            default -> false;
        };
    }

    private static Target asTarget(Expr expression, boolean parameter) {
        if (expression instanceof Name name) {
            return new Target.Variable(name.name(), parameter);
        }
        if (expression instanceof Sequence sequence && sequence.isTuple()) {
            List<Target> parts = new ArrayList<>();
            for (Expr item : sequence.items()) {
                if (!(item instanceof Name) && !(item instanceof Sequence)) {
                    throw cannotAssign(sequence);
                }
                parts.add(asTarget(item, parameter));
            }
            return new Target.Unpack(parts, parameter);
        }
        throw cannotAssign(expression);
    }

    private static TemplateSyntaxException cannotAssign(Expr expression) {
        String kind = "expr";
        if (expression instanceof Const) {
            kind = "const";
        } else if (expression instanceof DictExpr) {
            kind = "dict";
        } else if (expression instanceof Sequence sequence) {
            kind = sequence.isTuple() ? "tuple" : "list";
        }
        return new TemplateSyntaxException("can't assign to '" + kind + "'", expression.line());
    }
}
