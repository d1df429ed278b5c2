package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.ExpressionParser;
import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.lex.TokenType;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a macro, or of a call's block; the last of them may have defaults. */
record Parameters(List<String> names, List<Expr> defaults) {
    static final Parameters NONE = new Parameters(List.of(), List.of());

    /** Reads them, parentheses included. */
    static Parameters read(TokenStream stream, ExpressionParser expressions) {
        List<String> names = new ArrayList<>();
        List<Expr> defaults = new ArrayList<>();
        stream.expect(TokenType.LPAREN);
        while (!stream.at(TokenType.RPAREN)) {
            if (!names.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            String name = expressions.targets().nameTarget().text();
            if (stream.skipIf(TokenType.ASSIGN)) {
                defaults.add(expressions.expression());
            } else if (!defaults.isEmpty()) {
                throw stream.fail("non-default argument follows default argument");
            }
            names.add(name);
        }
        stream.expect(TokenType.RPAREN);
        return new Parameters(names, defaults);
    }

    /** What a body with these parameters is to the one that calls it. */
    MacroBody of(Body body, int line) {
        return new MacroBody(names, defaults, body, line);
    }
}
