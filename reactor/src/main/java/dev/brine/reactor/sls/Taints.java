package dev.brine.reactor.sls;

import dev.brine.engine.render.TaintedSpot;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which values of rendered files hold text of the event.
 *
 * <p>They are known by identity, so that a value is recognised wherever anchors, {@code names} and the reading of arguments carry it,
 * and equal text that stands in the file is not mistaken for it. Filled on one thread, then only read.
 */
public final class Taints {
    private final Map<Object, Source> sources = new IdentityHashMap<>();

    /**
     * What is known of a value.
     *
     * @param place {@code file:line}
     * @param pieces how it was put together
     */
    public record Source(String place, List<TaintedSpot.Piece> pieces) {
        /** Where the event has the text. */
        public String origins() {
            return String.join(
                    ", ",
                    pieces.stream()
                            .filter(TaintedSpot.Piece::tainted)
                            .map(TaintedSpot.Piece::origin)
                            .distinct()
                            .toList());
        }
    }

    void add(String file, List<TaintedSpot> spots) {
        for (TaintedSpot spot : spots) {
            String place = spot.line() > 0 ? file + ":" + spot.line() : file;
            if (spot.value() instanceof String text) {
                sources.put(text, new Source(place, spot.pieces()));
            } else {
                inside(spot.value(), place, spot.pieces().get(0).origin());
            }
        }
    }

    /** All of a list or map that the event gave as a whole is the event's. */
    private void inside(@Nullable Object value, String place, String origin) {
        if (value instanceof String text) {
            sources.put(text, new Source(place, List.of(new TaintedSpot.Piece(text, origin))));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> inside(item, place, origin));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                inside(key, place, origin);
                inside(item, place, origin);
            });
        }
    }

    /** What is known of this very value; null when it is the file's own. */
    public @Nullable Source of(@Nullable Object value) {
        return value == null ? null : sources.get(value);
    }
}
