package dev.brine.engine.render.jmespath;

import org.jspecify.annotations.Nullable;

/**
 * A piece of an expression.
 *
 * @param kind how it binds
 * @param text as written
 * @param value of a literal, name or number
 * @param at offset in the expression
 */
record Token(Kind kind, String text, @Nullable Object value, int at) {

    /** Kinds and how strongly they bind to their left. */
    enum Kind {
        EOF(0),
        NAME(0),
        QUOTED(0),
        LITERAL(0),
        NUMBER(0),
        RBRACKET(0),
        RPAREN(0),
        COMMA(0),
        RBRACE(0),
        CURRENT(0),
        EXPREF(0),
        COLON(0),
        PIPE(1),
        OR(2),
        AND(3),
        COMPARE(5),
        FLATTEN(9),
        STAR(20),
        FILTER(21),
        DOT(40),
        NOT(45),
        LBRACE(50),
        LBRACKET(55),
        LPAREN(60);

        final int power;

        Kind(int power) {
            this.power = power;
        }
    }
}
