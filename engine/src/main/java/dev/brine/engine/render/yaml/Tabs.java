package dev.brine.engine.render.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * Tabs between tokens. libyaml takes a tab wherever no simple key may start (after {@code key:}, inside brackets);
 * SnakeYAML's scanner stops there. When it does, exactly that tab is made a blank and the text is read again, so no tab
 * inside a scalar can ever change.
 */
final class Tabs {
    static final int MOST_REPAIRS = 500;

    private Tabs() {}

    /** The text with the offending tabs as blanks, or null if the error has another cause or libyaml refuses as well. */
    static @Nullable String repair(String text, MarkedYAMLException error) {
        Mark mark = error.getProblemMark();
        String problem = error.getProblem();
        if (mark == null || problem == null || !problem.contains("\\t(TAB)")) {
            return null;
        }
        int at = offset(text, mark.getLine()) + column(text, mark);
        if (at >= text.length() || text.charAt(at) != '\t' || !allowed(text, at)) {
            return null;
        }
        StringBuilder out = new StringBuilder(text);
        for (int i = at; i < out.length() && (out.charAt(i) == '\t' || out.charAt(i) == ' '); i++) {
            out.setCharAt(i, ' ');
        }
        return out.toString();
    }

    private static int column(String text, Mark mark) {
        int start = offset(text, mark.getLine());
        int bom = mark.getLine() == 0 && text.startsWith("\uFEFF") ? 1 : 0;
        return text.offsetByCodePoints(
                        start, Math.min(mark.getColumn() + bom, text.codePointCount(start, text.length())))
                - start;
    }

    private static int offset(String text, int line) {
        int at = 0;
        for (int i = 0; i < line; i++) {
            while (at < text.length() && !isBreak(text.charAt(at))) {
                at++;
            }
            at += at + 1 < text.length() && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static boolean allowed(String text, int tab) {
        Deque<Integer> indents = new ArrayDeque<>();
        indents.push(-1);
        Token.ID last = null;
        Token scalar = null;
        int scalarIndent = -1;
        int lastEnd = 0;
        int brackets = 0;
        boolean simpleKeyOnLine = false;
        ScannerImpl scanner = new ScannerImpl(new StreamReader(text.substring(0, tab)), new LoaderOptions());
        try {
            while (!scanner.checkToken(Token.ID.StreamEnd)) {
                Token token = scanner.getToken();
                Token.ID id = token.getTokenId();
                if (id == Token.ID.BlockEnd) {
                    indents.pop();
                    continue;
                }
                if (id == Token.ID.BlockMappingStart || id == Token.ID.BlockSequenceStart) {
                    indents.push(token.getStartMark().getColumn());
                } else if (id == Token.ID.Scalar) {
                    scalar = token;
                    scalarIndent = indents.element();
                }
                last = id;
                lastEnd = token.getEndMark().getIndex();
                simpleKeyOnLine =
                        id == Token.ID.Key || id == Token.ID.Scalar || (simpleKeyOnLine && id != Token.ID.BlockEntry);
                brackets += switch (id) {
                    case FlowSequenceStart, FlowMappingStart -> 1;
                    case FlowSequenceEnd, FlowMappingEnd -> -1;
                    default -> 0;
                };
            }
        } catch (YAMLException e) {
            return false;
        }
        if (brackets > 0) {
            return true;
        }
        String gap = text.substring(Math.min(lastEnd, tab), tab);
        int lineStart = Math.max(gap.lastIndexOf('\n'), gap.lastIndexOf('\r'));
        if (lineStart < 0) {
            return last != null
                    && switch (last) {
                        case Value -> simpleKeyOnLine;
                        case Anchor, Tag, Alias, Scalar, FlowSequenceEnd, FlowMappingEnd -> true;
                        default -> false;
                    };
        }
        boolean plain = last == Token.ID.Scalar && scalar instanceof ScalarToken token && token.getPlain();
        if (plain && gap.length() - lineStart - 1 <= scalarIndent) {
            throw violation(text, tab, Objects.requireNonNull(scalar));
        }
        return plain;
    }

    private static YamlError violation(String text, int tab, Token scalar) {
        int line = (int) text.substring(0, tab).chars().filter(c -> c == '\n').count() + 1;
        int column = tab - text.lastIndexOf('\n', tab - 1);
        return new YamlError(
                YamlError.Kind.SCANNER,
                "while scanning a plain scalar",
                YamlLoader.place(scalar.getStartMark()),
                "found a tab character that violates indentation",
                new YamlError.Place(line, column));
    }
}
