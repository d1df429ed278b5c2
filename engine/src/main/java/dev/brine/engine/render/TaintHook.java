package dev.brine.engine.render;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.yaml.ScalarHook;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts event text into finished scalars, and refuses it where it would decide what is run: reaction type and function, the
 * names of a reaction's arguments, {@code tgt_type} and {@code ret}.
 */
final class TaintHook implements ScalarHook {
    private static final Set<String> DECISIVE = Set.of("tgt_type", "expr_form", "ret", "fun", "state", "order");

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
        List<String> origins = table.origins(text);
        String refused = refusal(spot);
        if (refused != null) {
            throw stage.error(
                    "SaltRenderError",
                    "line " + spot.line() + ": " + refused + " comes from the event (" + String.join(", ", origins)
                            + "); write it in the file, or set reactor_taint_policy: off",
                    null,
                    spot.line());
        }
        stage.spots().add(new TaintedSpot(spot.path(), spot.key(), origins, spot.line()));
        return table.restore(text, spot.plain());
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
