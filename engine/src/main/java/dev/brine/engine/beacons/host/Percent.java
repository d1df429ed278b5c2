package dev.brine.engine.beacons.host;

import org.jspecify.annotations.Nullable;

/** A threshold as people write it: {@code 63}, {@code 63.5} or {@code 63%}. */
final class Percent {
    private Percent() {}

    static double of(@Nullable Object value) {
        String text = String.valueOf(value).replace("%", "").strip();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a threshold must be a number of percent, found " + value, e);
        }
    }
}
