package dev.brine.engine.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in rendered data that holds text of the event.
 *
 * @param path keys and (Long) indexes from the top; for a key its own parents
 * @param key whether it is a key
 * @param line in the rendered text; 0 when it is not known
 * @param value what stands there now: this very object is in the data, also where an anchor repeats it
 * @param pieces the scalar as it was written, in order
 */
public record TaintedSpot(
        List<@Nullable Object> path,
        boolean key,
        int line,
        @Nullable Object value,
        List<Piece> pieces) {

    /**
     * A run of characters.
     *
     * @param origin where the event has it, such as {@code data['id']}, with {@code |quote} when that filter was the last; empty
     *     when it stands in the file
     */
    public record Piece(String text, String origin) {
        /** Whether it came out of the event. */
        public boolean tainted() {
            return !origin.isEmpty();
        }
    }

    /** Where the event has the text. */
    public List<String> origins() {
        return pieces.stream().filter(Piece::tainted).map(Piece::origin).toList();
    }
}
