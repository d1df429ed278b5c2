package dev.brine.engine.render.jinja.lex;

/** Kinds of tokens; the text is how error messages describe them (Jinja 3.1). */
public enum TokenType {
    INITIAL("initial"),
    DATA("template data / text"),
    VARIABLE_BEGIN("begin of print statement"),
    VARIABLE_END("end of print statement"),
    BLOCK_BEGIN("begin of statement block"),
    BLOCK_END("end of statement block"),
    NAME("name"),
    STRING("string"),
    INTEGER("integer"),
    FLOAT("float"),
    EOF("end of template"),
    ADD("+"),
    SUB("-"),
    DIV("/"),
    FLOORDIV("//"),
    MUL("*"),
    MOD("%"),
    POW("**"),
    TILDE("~"),
    LBRACKET("["),
    RBRACKET("]"),
    LPAREN("("),
    RPAREN(")"),
    LBRACE("{"),
    RBRACE("}"),
    EQ("=="),
    NE("!="),
    GT(">"),
    GTEQ(">="),
    LT("<"),
    LTEQ("<="),
    ASSIGN("="),
    DOT("."),
    COLON(":"),
    PIPE("|"),
    COMMA(","),
    SEMICOLON(";");

    private static final TokenType[] ALL = values();

    private final String description;

    TokenType(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    /** The longest operator that starts at {@code at}, or null. */
    static @org.jspecify.annotations.Nullable TokenType operator(String source, int at) {
        TokenType found = null;
        for (int i = ADD.ordinal(); i < ALL.length; i++) {
            String symbol = ALL[i].description;
            if (source.startsWith(symbol, at) && (found == null || symbol.length() > found.description.length())) {
                found = ALL[i];
            }
        }
        return found;
    }
}
