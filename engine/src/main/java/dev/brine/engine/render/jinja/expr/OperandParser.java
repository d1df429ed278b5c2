package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.lex.Token;
import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.lex.TokenType;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Literals, names, brackets, and what hangs on them: members, calls, filters, tests. */
final class OperandParser {
    private final TokenStream stream;
    private final ExpressionParser expressions;

    OperandParser(TokenStream stream, ExpressionParser expressions) {
        this.stream = stream;
        this.expressions = expressions;
    }

    Expr primary() {
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
                Expr inside = expressions.tuple(true, true);
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
            items.add(expressions.expression());
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
            keys.add(expressions.expression());
            stream.expect(TokenType.COLON);
            values.add(expressions.expression());
        }
        stream.expect(TokenType.RBRACE);
        return new DictExpr(keys, values, line);
    }

    Expr postfix(Expr start) {
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

    Expr filtersAndTests(Expr start) {
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
            start = expressions.expression();
            if (!stream.at(TokenType.COLON)) {
                return start;
            }
        }
        stream.next();
        Expr stop = atSliceEnd() || stream.at(TokenType.COLON) ? null : expressions.expression();
        Expr step = stream.skipIf(TokenType.COLON) && !atSliceEnd() ? expressions.expression() : null;
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
                star = expressions.expression();
            } else if (stream.at(TokenType.POW)) {
                ensure(starStar == null, line);
                stream.next();
                starStar = expressions.expression();
            } else if (stream.at(TokenType.NAME) && stream.look().is(TokenType.ASSIGN)) {
                ensure(starStar == null, line);
                names.add(stream.current().text());
                stream.skip(2);
                named.add(expressions.expression());
            } else {
                ensure(star == null && starStar == null && named.isEmpty(), line);
                positional.add(expressions.expression());
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
    FilterCall blockFilter() {
        FilterCall node = filter(null);
        while (stream.skipIf(TokenType.PIPE)) {
            node = filter(node);
        }
        return node;
    }

    /** The filters of a set block, each with its bar; null when there are none. */
    @Nullable
    FilterCall optionalFilters() {
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
}
