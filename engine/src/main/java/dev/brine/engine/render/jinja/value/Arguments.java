package dev.brine.engine.render.jinja.value;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of one call. Read them with a {@link Signature}; the lists are read-only.
 *
 * @param positional in order
 * @param keyword in order of writing
 */
public record Arguments(List<@Nullable Object> positional, Map<String, @Nullable Object> keyword) {
    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    public static Arguments of(@Nullable Object only) {
        return new Arguments(Collections.singletonList(only), Map.of());
    }

    public static Arguments positional(List<@Nullable Object> values) {
        return values.isEmpty() ? NONE : new Arguments(values, Map.of());
    }

    public boolean isEmpty() {
        return positional.isEmpty() && keyword.isEmpty();
    }

    public int count() {
        return positional.size();
    }

    public @Nullable Object at(int index) {
        return positional.get(index);
    }

    /** The same without the first {@code count} positional ones. */
    public Arguments skip(int count) {
        return new Arguments(positional.subList(Math.min(count, positional.size()), positional.size()), keyword);
    }
}
