package dev.brine.engine.render.jinja.value;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dict that stock Salt hands out in a wrapper ({@code pillar}, {@code grains}): only error texts tell the difference. */
public final class NamedDict extends AbstractMap<@Nullable Object, @Nullable Object> {
    private final Map<@Nullable Object, @Nullable Object> map;

    @SuppressWarnings("unchecked")
    public NamedDict(Map<?, ?> map) {
        this.map = (Map<@Nullable Object, @Nullable Object>) map;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return map.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return map.containsKey(key);
    }

    @Override
    public @Nullable Object put(@Nullable Object key, @Nullable Object value) {
        return map.put(key, value);
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        return map.remove(key);
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return map.entrySet();
    }
}
