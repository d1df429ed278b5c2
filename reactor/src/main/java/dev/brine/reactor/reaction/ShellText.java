package dev.brine.reactor.reaction;

import dev.brine.engine.render.TaintedSpot.Piece;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a shell command that was put together from pieces, as far as quotes go: what text of an event can do in it.
 *
 * <p>Outside quotes it is harmless as words that need no quoting or are quoted; inside quotes when it cannot end them or, in double
 * ones, be expanded.
 */
final class ShellText {
    private static final Pattern WORD = Pattern.compile("(?:[A-Za-z0-9_@%+=:,./-]|'[^']*'|\"'\")*");
    private static final Pattern IN_DOUBLE = Pattern.compile("[^\"$`\\\\!]*");

    private ShellText() {}

    private enum Quote {
        NONE,
        SINGLE,
        DOUBLE
    }

    /** Whether some of the event's text would be more than a word of the command. */
    static boolean isHarmful(List<Piece> pieces) {
        return walk(pieces, (piece, quote) -> switch (quote) {
            case NONE -> !WORD.matcher(piece.text()).matches();
            case SINGLE -> piece.text().indexOf('\'') >= 0;
            case DOUBLE -> !IN_DOUBLE.matcher(piece.text()).matches();
        });
    }

    /** Whether some of the event's text stands where another value of it could be more than a word. */
    static boolean isUnquoted(List<Piece> pieces) {
        return walk(
                pieces, (piece, quote) -> quote != Quote.NONE || !piece.origin().endsWith("|quote"));
    }

    private interface Check {
        boolean fails(Piece piece, Quote quote);
    }

    private static boolean walk(List<Piece> pieces, Check check) {
        Quote quote = Quote.NONE;
        boolean escaped = false;
        for (Piece piece : pieces) {
            if (piece.tainted()) {
                if (check.fails(piece, quote) || escaped) {
                    return true;
                }
                continue;
            }
            for (char c : piece.text().toCharArray()) {
                if (escaped) {
                    escaped = false;
                } else if (c == '\\' && quote != Quote.SINGLE) {
                    escaped = true;
                } else if (c == '\'' && quote != Quote.DOUBLE) {
                    quote = quote == Quote.SINGLE ? Quote.NONE : Quote.SINGLE;
                } else if (c == '"' && quote != Quote.SINGLE) {
                    quote = quote == Quote.DOUBLE ? Quote.NONE : Quote.DOUBLE;
                }
            }
        }
        return false;
    }
}
