package dev.brine.engine.render.jmespath;

import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts an expression into tokens. For one expression. */
final class Lexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        while (at < text.length()) {
            next();
        }
        tokens.add(new Token(Token.Kind.EOF, "", null, text.length()));
        return tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (isNameStart(c)) {
            int end = at;
            while (end < text.length() && (isNameStart(text.charAt(end)) || Character.isDigit(text.charAt(end)))) {
                end++;
            }
            add(Token.Kind.NAME, end, text.substring(at, end));
        } else if (Character.isDigit(c) || c == '-') {
            int end = at + 1;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (end == at + 1 && c == '-') {
                throw unknown(c);
            }
            add(Token.Kind.NUMBER, end, Long.valueOf(text.substring(at, end)));
        } else {
            symbol(c);
        }
    }

    private void symbol(char c) {
        switch (c) {
            case '.' -> add(Token.Kind.DOT, at + 1, null);
            case '*' -> add(Token.Kind.STAR, at + 1, null);
            case ']' -> add(Token.Kind.RBRACKET, at + 1, null);
            case ',' -> add(Token.Kind.COMMA, at + 1, null);
            case ':' -> add(Token.Kind.COLON, at + 1, null);
            case '@' -> add(Token.Kind.CURRENT, at + 1, null);
            case '(' -> add(Token.Kind.LPAREN, at + 1, null);
            case ')' -> add(Token.Kind.RPAREN, at + 1, null);
            case '{' -> add(Token.Kind.LBRACE, at + 1, null);
            case '}' -> add(Token.Kind.RBRACE, at + 1, null);
            case '[' -> {
                if (text.startsWith("[?", at)) {
                    add(Token.Kind.FILTER, at + 2, null);
                } else if (text.startsWith("[]", at)) {
                    add(Token.Kind.FLATTEN, at + 2, null);
                } else {
                    add(Token.Kind.LBRACKET, at + 1, null);
                }
            }
            case '|' -> either("||", Token.Kind.OR, Token.Kind.PIPE);
            case '&' -> either("&&", Token.Kind.AND, Token.Kind.EXPREF);
            case '!' -> either("!=", Token.Kind.COMPARE, Token.Kind.NOT);
            case '<', '>' -> add(Token.Kind.COMPARE, text.startsWith("=", at + 1) ? at + 2 : at + 1, null);
            case '=' -> {
                if (!text.startsWith("==", at)) {
                    throw unknown(c);
                }
                add(Token.Kind.COMPARE, at + 2, null);
            }
            case '\'' -> quoted('\'', Token.Kind.LITERAL);
            case '"' -> quoted('"', Token.Kind.QUOTED);
            case '`' -> quoted('`', Token.Kind.LITERAL);
            default -> throw unknown(c);
        }
    }

    private void either(String two, Token.Kind both, Token.Kind one) {
        boolean pair = text.startsWith(two, at);
        add(pair ? both : one, at + (pair ? 2 : 1), null);
    }

    private void quoted(char quote, Token.Kind kind) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new JmesPathError("Bad jmespath expression: Unclosed " + quote + " delimiter:\n" + text + "\n"
                    + " ".repeat(at) + "^");
        }
        String inside = text.substring(at + 1, end);
        Object value = switch (quote) {
            case '\'' -> inside.replace("\\'", "'");
            case '"' -> json("\"" + inside + "\"", inside);
            default -> json(inside.replace("\\`", "`").strip(), inside);
        };
        add(kind, end + 1, value);
    }

    private @Nullable Object json(String json, String raw) {
        try {
            return JsonReader.read(json);
        } catch (JsonError e) {
            if (!json.startsWith("\"")) {
                // JMESPath of old took unquoted text for a string
                return raw.replace("\\`", "`").stripLeading();
            }
            throw new JmesPathError("Bad jmespath expression: " + e.getMessage() + ":\n" + text);
        }
    }

    private void add(Token.Kind kind, int end, @Nullable Object value) {
        tokens.add(new Token(kind, text.substring(at, end), value, at));
        at = end;
    }

    private JmesPathError unknown(char c) {
        return new JmesPathError(
                "Bad jmespath expression: Unknown token " + c + ":\n" + text + "\n" + " ".repeat(at) + "^");
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
