package dev.brine.engine.render;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.yaml.ScalarHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts event text into finished scalars, and refuses it where it would decide what is run: reaction type and function, the
 * names of a reaction's arguments, {@code tgt_type} and {@code ret}.
 */
final class TaintHook implements ScalarHook {
    private static final Set<String> DECISIVE = Set.of("tgt_type", "expr_form", "ret", "fun", "state", "order");

    /** The error's type when event text was refused. */
    static final String REFUSED = "TaintRefused";

    /** Not those with a leading zero, which stock reads as octal. */
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final TaintTable table;
    private final RenderStage stage;

    TaintHook(TaintTable table, RenderStage stage) {
        this.table = table;
        this.stage = stage;
    }

    @Override
    public boolean wants(String text) {
        return table.concerns(text);
    }

    @Override
    public @Nullable Object replace(String text, Spot spot) {
        String refused = refusal(spot);
        if (refused != null) {
            throw stage.error(
                    REFUSED,
                    (spot.line() > 0 ? "line " + spot.line() + ": " : "") + refused + " comes from the event ("
                            + String.join(", ", table.origins(text))
                            + "); write it in the file, or set reactor_taint_policy: off",
                    null,
                    spot.line());
        }
        Object value = typed(table.restore(text, spot.plain()), spot);
        List<TaintedSpot.Piece> pieces = new ArrayList<>();
        table.pieces(text).forEach(piece -> pieces.add(new TaintedSpot.Piece(piece.text(), piece.origin())));
        if (pieces.size() == 1 && value instanceof String whole) {
            // spelled in another notation, such as JSON, it is the value that counts
            pieces.set(0, new TaintedSpot.Piece(whole, pieces.get(0).origin()));
        }
        stage.spots().add(new TaintedSpot(spot.path(), spot.key(), spot.line(), value, List.copyOf(pieces)));
        return value;
    }

    /** What stock makes of a plain scalar that is nothing but a number or a truth value. */
    private Object typed(Object value, Spot spot) {
        if (stage.request().world().taint() != TaintPolicy.RETYPE || !spot.plain() || !(value instanceof String text)) {
            return value;
        }
        if (NUMBER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> value;
        };
    }

    private static @Nullable String refusal(Spot spot) {
        List<@Nullable Object> path = spot.path();
        int depth = path.size();
        if (spot.key()) {
            return depth == 1
                    ? "the function of a reaction"
                    : depth == 3 && path.get(2) instanceof Long ? "the name of a reaction's argument" : null;
        }
        if (depth == 1) {
            return "the function of a reaction";
        }
        if (depth == 3 && path.get(2) instanceof Long) {
            return "the function of a reaction";
        }
        if (depth >= 4 && path.get(2) instanceof Long && DECISIVE.contains(String.valueOf(path.get(3)))) {
            return "'" + path.get(3) + "'";
        }
        return null;
    }
}
