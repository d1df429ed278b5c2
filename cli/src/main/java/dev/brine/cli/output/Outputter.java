package dev.brine.cli.output;

import org.jspecify.annotations.Nullable;

/**
 * Turns returned data into text.
 *
 * <p>An outputter throws {@link MalformedData} when the data does not have the shape it needs; {@link Printout} then falls
 * back to the nested outputter, as Salt does.
 */
@FunctionalInterface
interface Outputter {

    /**
     * The text of {@code data}, without a last newline, or null to print nothing.
     *
     * @param data a plain value, usually a map of minion id to return
     */
    @Nullable
    String render(@Nullable Object data, OutputSettings settings);

    /** Whether the format itself escapes control characters, so that strings must not be changed before rendering. */
    default boolean serialises() {
        return false;
    }
}
