package dev.brine.engine.render.jinja.lex;

import dev.brine.engine.render.jinja.value.Repr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a template into tokens, one at a time: faults are raised when the parser gets there, as in Jinja. White space control,
 * trimming, raw blocks, comments and line statements are all settled here.
 */
public final class Lexer {
    private enum State {
        ROOT,
        BLOCK,
        VARIABLE,
        LINE
    }

    private final Syntax syntax;
    private final String source;
    private final Matcher root;
    private final Deque<Token> ready = new ArrayDeque<>();
    private final Deque<TokenType> open = new ArrayDeque<>();
    private State state = State.ROOT;
    private int at;
    private int line = 1;
    private boolean lineStarting = true;

    public Lexer(Syntax syntax, String template) {
        this.syntax = syntax;
        this.source = normal(template, syntax.keepTrailingNewline);
        this.root = syntax.root.matcher(source);
    }

    /** A lexer that starts inside an expression. */
    static Lexer forExpression(String expression) {
        Lexer lexer = new Lexer(Syntax.DEFAULT, expression);
        lexer.state = State.VARIABLE;
        return lexer;
    }

    private static String normal(String template, boolean keepTrailingNewline) {
        String text = template.indexOf('\r') < 0
                ? template
                : template.replace("\r\n", "\n").replace('\r', '\n');
        return !keepTrailingNewline && text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** The next token, null at the end of the text. */
    @Nullable
    Token next() {
        while (ready.isEmpty()) {
            if (state == State.ROOT ? !root() : !inside()) {
                return null;
            }
        }
        return ready.poll();
    }

    /** The line that has been reached. */
    int line() {
        return line;
    }

    private void emit(TokenType type, Object value) {
        ready.add(new Token(line, type, value));
    }

    /** Plain text up to the next mark. */
    private boolean root() {
        if (at >= source.length()) {
            return false;
        }
        if (!root.find(at)) {
            data(source.substring(at));
            line += Chars.newlines(source, at, source.length());
            at = source.length();
            return true;
        }
        boolean raw = root.start(1) >= 0;
        int group = 1;
        while (root.start(group) < 0) {
            group += 2;
        }
        Syntax.Begin begin =
                raw ? Syntax.Begin.BLOCK : syntax.rules.get(group / 2 - 1).begin();
        leadingText(source.substring(at, root.start()), root.group(group + 1), begin == Syntax.Begin.VARIABLE);
        int start = root.start();
        at = root.end();
        lineStarting = at > 0 && source.charAt(at - 1) == '\n';
        int markLine = line;
        line += Chars.newlines(source, start, at);
        if (raw) {
            rawBlock();
            return true;
        }
        switch (begin) {
            case COMMENT -> comment();
            case LINE_COMMENT -> lineComment();
            case BLOCK -> begin(State.BLOCK, TokenType.BLOCK_BEGIN, markLine);
            case LINE_STATEMENT -> begin(State.LINE, TokenType.BLOCK_BEGIN, markLine);
            case VARIABLE -> begin(State.VARIABLE, TokenType.VARIABLE_BEGIN, markLine);
        }
        return true;
    }

    private void begin(State next, TokenType mark, int markLine) {
        ready.add(new Token(markLine, mark, ""));
        state = next;
    }

    private void leadingText(String text, String sign, boolean variable) {
        String kept = text;
        if (sign.equals("-")) {
            kept = Chars.stripRight(text);
        } else if (!sign.equals("+") && syntax.lstripBlocks && !variable) {
            int lineStart = text.lastIndexOf('\n') + 1;
            boolean blank = lineStart < text.length() && Chars.skipSpace(text, lineStart) == text.length();
            if ((lineStart > 0 || lineStarting) && blank) {
                kept = text.substring(0, lineStart);
            }
        }
        if (!kept.isEmpty()) {
            data(kept);
        }
        line += Chars.newlines(text, 0, text.length());
    }

    private void data(String text) {
        emit(TokenType.DATA, syntax.newline.equals("\n") ? text : text.replace("\n", syntax.newline));
    }

    private void comment() {
        for (int i = at; i < source.length(); i++) {
            int end = end(i, syntax.commentEnd, true);
            if (end >= 0) {
                advance(end);
                return;
            }
        }
        if (at < source.length()) {
            throw new TemplateSyntaxException("Missing end of comment tag", line);
        }
    }

    private void lineComment() {
        int end = source.indexOf('\n', at);
        advance(end < 0 ? source.length() : end);
    }

    private void rawBlock() {
        for (int i = source.indexOf(syntax.blockStart, at); i >= 0; i = source.indexOf(syntax.blockStart, i + 1)) {
            int inside = i + syntax.blockStart.length();
            String sign = inside < source.length() && "+-".indexOf(source.charAt(inside)) >= 0
                    ? source.substring(inside, inside + 1)
                    : "";
            int word = Chars.skipSpace(source, inside + sign.length());
            if (source.startsWith("endraw", word)) {
                int end = end(Chars.skipSpace(source, word + "endraw".length()), syntax.blockEnd, true);
                if (end >= 0) {
                    leadingText(source.substring(at, i), sign, false);
                    at = i;
                    advance(end);
                    return;
                }
            }
        }
        if (at < source.length()) {
            throw new TemplateSyntaxException("Missing end of raw directive", line);
        }
    }

    private void advance(int to) {
        line += Chars.newlines(source, at, to);
        lineStarting = to > at && source.charAt(to - 1) == '\n';
        at = to;
    }

    /** Where an end mark that starts here stops, with its white space control; -1 when there is none. */
    private int end(int from, String mark, boolean plusAndTrim) {
        if (from >= source.length()) {
            return -1;
        }
        char c = source.charAt(from);
        if (plusAndTrim && c == '+' && source.startsWith(mark, from + 1)) {
            return from + 1 + mark.length();
        }
        if (c == '-' && source.startsWith(mark, from + 1)) {
            return Chars.skipSpace(source, from + 1 + mark.length());
        }
        if (source.startsWith(mark, from)) {
            int end = from + mark.length();
            boolean trim = plusAndTrim && syntax.trimBlocks && end < source.length() && source.charAt(end) == '\n';
            return trim ? end + 1 : end;
        }
        return -1;
    }

    /** One token of an expression or statement. */
    private boolean inside() {
        if (open.isEmpty() && endMark()) {
            return true;
        }
        if (at >= source.length()) {
            return false;
        }
        char c = source.charAt(at);
        if (Chars.isSpace(c)) {
            advance(Chars.skipSpace(source, at));
            return true;
        }
        int end = Literals.floatEnd(source, at);
        if (end > 0) {
            take(TokenType.FLOAT, Literals.real(source.substring(at, end)), end);
        } else if ((end = Literals.integerEnd(source, at)) > 0) {
            take(TokenType.INTEGER, Literals.integer(source.substring(at, end)), end);
        } else if (Chars.isWord(source.codePointAt(at))) {
            name();
        } else if ((end = Literals.stringEnd(source, at)) > 0) {
            take(TokenType.STRING, Literals.unescape(source.substring(at + 1, end - 1), line), end);
        } else {
            operator();
        }
        return true;
    }

    private boolean endMark() {
        int end = switch (state) {
            case BLOCK -> end(at, syntax.blockEnd, true);
            case VARIABLE -> end(at, syntax.variableEnd, false);
            default -> lineEnd();
        };
        if (end < 0) {
            return false;
        }
        emit(state == State.VARIABLE ? TokenType.VARIABLE_END : TokenType.BLOCK_END, "");
        state = State.ROOT;
        advance(end);
        return true;
    }

    /** White space up to a line's end (as much as there is), or to the end of the text. */
    private int lineEnd() {
        int stop = Chars.skipSpace(source, at);
        if (stop >= source.length()) {
            return stop;
        }
        int newline = source.lastIndexOf('\n', stop - 1);
        return newline >= at ? newline + 1 : -1;
    }

    private void take(TokenType type, Object value, int end) {
        emit(type, value);
        advance(end);
    }

    private void name() {
        int end = at;
        while (end < source.length() && Chars.isWord(source.codePointAt(end))) {
            end += Character.charCount(source.codePointAt(end));
        }
        String name = source.substring(at, end);
        if (!Character.isLetter(name.codePointAt(0)) && name.charAt(0) != '_') {
            throw new TemplateSyntaxException("Invalid character in identifier", line);
        }
        take(TokenType.NAME, name, end);
    }

    private void operator() {
        TokenType type = TokenType.operator(source, at);
        if (type == null) {
            String odd = new String(Character.toChars(source.codePointAt(at)));
            throw new TemplateSyntaxException("unexpected char " + Repr.repr(odd) + " at " + at, line);
        }
        switch (type) {
            case LBRACE -> open.push(TokenType.RBRACE);
            case LPAREN -> open.push(TokenType.RPAREN);
            case LBRACKET -> open.push(TokenType.RBRACKET);
            case RBRACE, RPAREN, RBRACKET -> close(type);
            default -> {}
        }
        take(type, type.description(), at + type.description().length());
    }

    private void close(TokenType type) {
        if (open.isEmpty()) {
            throw new TemplateSyntaxException("unexpected '" + type.description() + "'", line);
        }
        TokenType expected = open.pop();
        if (expected != type) {
            throw new TemplateSyntaxException(
                    "unexpected '" + type.description() + "', expected '" + expected.description() + "'", line);
        }
    }
}
