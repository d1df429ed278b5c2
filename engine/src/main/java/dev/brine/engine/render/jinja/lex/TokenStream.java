package dev.brine.engine.render.jinja.lex;

import org.jspecify.annotations.Nullable;

/** The tokens of one template with one token of look-ahead. */
public final class TokenStream {
    private final Lexer lexer;
    private Token current = new Token(1, TokenType.INITIAL, "");
    private @Nullable Token pushed;

    public TokenStream(Syntax syntax, String template) {
        this(new Lexer(syntax, template));
    }

    private TokenStream(Lexer lexer) {
        this.lexer = lexer;
        next();
    }

    /** The tokens of a lone expression. */
    public static TokenStream ofExpression(String expression) {
        return new TokenStream(Lexer.forExpression(expression));
    }

    public Token current() {
        return current;
    }

    public int line() {
        return current.line();
    }

    public boolean at(TokenType type) {
        return current.type() == type;
    }

    public boolean atName(String word) {
        return current.isName(word);
    }

    /** Goes on and gives the token that was current. */
    public Token next() {
        Token old = current;
        if (pushed != null) {
            current = pushed;
            pushed = null;
        } else if (current.type() != TokenType.EOF) {
            Token next = lexer.next();
            current = next == null ? new Token(current.line(), TokenType.EOF, "") : next;
        }
        return old;
    }

    public void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    /** The token behind the current one. */
    public Token look() {
        Token old = next();
        pushed = current;
        current = old;
        return pushed;
    }

    public boolean skipIf(TokenType type) {
        if (at(type)) {
            next();
            return true;
        }
        return false;
    }

    public boolean skipIfName(String word) {
        if (atName(word)) {
            next();
            return true;
        }
        return false;
    }

    /** Takes a token of that type or fails. */
    public Token expect(TokenType type) {
        if (!at(type)) {
            throw unexpected(type.description());
        }
        return next();
    }

    /** Takes that name or fails. */
    public Token expectName(String word) {
        if (!atName(word)) {
            throw unexpected(word);
        }
        return next();
    }

    private TemplateSyntaxException unexpected(String expected) {
        if (at(TokenType.EOF)) {
            return fail("unexpected end of template, expected '" + expected + "'.");
        }
        return fail("expected token '" + expected + "', got " + quote(current.describe()));
    }

    private static String quote(String description) {
        return dev.brine.engine.render.jinja.value.Repr.repr(description);
    }

    /** A fault at the current token. */
    public TemplateSyntaxException fail(String message) {
        return new TemplateSyntaxException(message, current.line());
    }
}
