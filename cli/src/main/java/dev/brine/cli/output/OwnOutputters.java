package dev.brine.cli.output;

import org.jspecify.annotations.Nullable;

/** Outputters that are not built in. */
@FunctionalInterface
public interface OwnOutputters {
    OwnOutputters NONE = (name, data, settings) -> null;

    /**
     * The text of {@code data}, a plain value; null when there is no outputter of that name.
     *
     * @throws MalformedData when it fails
     */
    @Nullable
    String text(String name, @Nullable Object data, OutputSettings settings);
}
