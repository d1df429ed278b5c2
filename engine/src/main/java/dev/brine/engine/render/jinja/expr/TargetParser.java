package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.lex.Token;
import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.lex.TokenType;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.ArrayList;
import java.util.List;

/** What may stand left of {@code =}, behind {@code for} and {@code as}. */
public final class TargetParser {
    private final TokenStream stream;
    private final OperandParser operands;

    TargetParser(TokenStream stream, OperandParser operands) {
        this.stream = stream;
        this.operands = operands;
    }

    /** Names and tuples of names. */
    public Target target(boolean parameter) {
        int line = stream.line();
        List<Expr> items = new ArrayList<>();
        boolean isTuple = false;
        while (true) {
            if (!items.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            if (atEnd()) {
                break;
            }
            items.add(operands.primary());
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

    private boolean atEnd() {
        return stream.at(TokenType.VARIABLE_END) || stream.at(TokenType.BLOCK_END) || stream.at(TokenType.RPAREN);
    }
}
