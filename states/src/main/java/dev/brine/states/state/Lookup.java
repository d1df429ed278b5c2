package dev.brine.states.state;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goes down into plain values by a path: {@code users:0:name}. */
public final class Lookup {
    private Lookup() {}

    /** Null when there is nothing. */
    public static @Nullable Object traverse(@Nullable Object value, String path, String delimiter) {
        Object at = value;
        for (String key : path.split(Pattern.quote(delimiter), -1)) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(key);
            } else if (at instanceof List<?> items
                    && key.matches("[0-9]{1,9}")
                    && Integer.parseInt(key) < items.size()) {
                at = items.get(Integer.parseInt(key));
            } else {
                return null;
            }
        }
        return at;
    }
}
