package dev.brine.engine.render.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every finished scalar of a document and may put another value in its place. Called on the loading thread.
 */
public interface ScalarHook {

    /** A hook that leaves everything as it is. */
    ScalarHook NONE = new ScalarHook() {
        @Override
        public boolean wants(String text) {
            return false;
        }

        @Override
        public @Nullable Object replace(String text, Spot spot) {
            return text;
        }
    };

    /** Whether {@link #replace} is to be asked for a scalar with this text. */
    boolean wants(String text);

    /** The value that takes the scalar's place; exceptions pass through the loader unchanged. */
    @Nullable
    Object replace(String text, Spot spot);

    /**
     * Where a scalar stands in its document.
     *
     * @param path keys (and Long indexes of lists) from the top down to the scalar's parent; for a value its own key
     *     or index is the last element
     * @param key whether the scalar is a mapping key
     * @param plain whether it stands without quotes and is no block
     * @param line from 1
     */
    record Spot(List<@Nullable Object> path, boolean key, boolean plain, int line) {}
}
