package dev.brine.engine.call;

import org.jspecify.annotations.Nullable;

/**
 * One parameter of a function, as users see it.
 *
 * @param name what users type
 * @param kind how it takes its argument
 * @param required whether it has no default
 * @param dflt the default, a plain value
 */
public record Parameter(
        String name, Kind kind, boolean required, @Nullable Object dflt) {
    /** How a parameter takes its argument. */
    public enum Kind {
        NAMED,
        /** Python's {@code *args} */
        REST,
        /** Python's {@code **kwargs} */
        KEYWORDS
    }
}
