package dev.brine.engine.render.jinja.taint;

import dev.brine.engine.render.jinja.value.Taint;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of the event, seen by a template: keys and values come out tainted, whenever somebody looks. Writes go through. */
final class TaintedMap extends AbstractMap<@Nullable Object, @Nullable Object> implements Taint.Source {
    private final Map<@Nullable Object, @Nullable Object> map;
    private final String origin;

    TaintedMap(Map<@Nullable Object, @Nullable Object> map, String origin) {
        this.map = map;
        this.origin = origin;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        Object bare = Tainted.key(key);
        Object value = map.get(bare);
        return value == null ? null : Tainted.view(value, Tainted.path(origin, bare));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return map.containsKey(Tainted.key(key));
    }

    @Override
    public @Nullable Object put(@Nullable Object key, @Nullable Object value) {
        return map.put(Tainted.key(key), value);
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        Object bare = Tainted.key(key);
        return Tainted.view(map.remove(bare), Tainted.path(origin, bare));
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<@Nullable Object, @Nullable Object>> iterator() {
                Iterator<Map.Entry<@Nullable Object, @Nullable Object>> entries =
                        map.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Map.Entry<@Nullable Object, @Nullable Object> next() {
                        Map.Entry<@Nullable Object, @Nullable Object> entry = entries.next();
                        String path = Tainted.path(origin, entry.getKey());
                        return new SimpleImmutableEntry<>(
                                Tainted.view(entry.getKey(), path), Tainted.view(entry.getValue(), path));
                    }

                    @Override
                    public void remove() {
                        entries.remove();
                    }
                };
            }

            @Override
            public int size() {
                return map.size();
            }
        };
    }
}
