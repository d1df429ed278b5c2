package dev.brine.engine.render.jinja.lex;

/**
 * One token.
 *
 * @param line where it begins, from 1
 * @param value name, text, or the value of a literal (String, Long, BigInteger, Double); '' for marks
 */
public record Token(int line, TokenType type, Object value) {

    public boolean is(TokenType wanted) {
        return type == wanted;
    }

    /** True for the name {@code word}. */
    public boolean isName(String word) {
        return type == TokenType.NAME && value.equals(word);
    }

    public String text() {
        return value.toString();
    }

    /** As error messages call it. */
    public String describe() {
        return type == TokenType.NAME ? text() : type.description();
    }
}
