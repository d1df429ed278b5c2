package dev.brine.engine.beacons;

import dev.brine.engine.data.TextKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A beacon's configuration as one map: Salt's list of maps, joined; a later key wins. */
public record BeaconSettings(Map<String, Object> values) {

    /** Joins the list form. Items that are no maps are left out. */
    public static BeaconSettings of(List<Object> config) {
        Map<String, Object> joined = new LinkedHashMap<>();
        config.forEach(item -> joined.putAll(TextKeys.copy(item)));
        return new BeaconSettings(joined);
    }

    public @Nullable Object value(String key) {
        return values.get(key);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether the key is there and true. */
    public boolean flag(String key, boolean dflt) {
        return values.get(key) instanceof Boolean flag ? flag : dflt;
    }

    /** The value as text, or the default when it is not there. */
    public String text(String key, String dflt) {
        Object value = values.get(key);
        return value == null ? dflt : value.toString();
    }

    /** The map under a key, empty when there is none. */
    public Map<String, Object> map(String key) {
        return TextKeys.copy(values.get(key));
    }

    /** The list under a key, empty when there is none. */
    public List<?> list(String key) {
        return values.get(key) instanceof List<?> list ? list : List.of();
    }
}
