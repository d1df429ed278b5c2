package dev.brine.engine.render.jinja;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two sets of names, the first before the second, without copying either. Read-only. */
final class Names extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> first;
    private final Map<String, @Nullable Object> second;

    Names(Map<String, @Nullable Object> first, Map<String, @Nullable Object> second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        Object value = first.get(name);
        return value != null || first.containsKey(name) ? value : second.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return first.containsKey(name) || second.containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(second);
        all.putAll(first);
        return all.entrySet();
    }
}
