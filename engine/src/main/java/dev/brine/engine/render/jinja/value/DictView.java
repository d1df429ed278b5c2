package dev.brine.engine.render.jinja.value;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code dict.keys()}, {@code .values()} or {@code .items()}: a live view that iterates but has no index. */
public final class DictView extends AbstractCollection<@Nullable Object> {

    /** Which part of the entries the view shows. */
    public enum Part {
        KEYS("dict_keys"),
        VALUES("dict_values"),
        ITEMS("dict_items");

        private final String typeName;

        Part(String typeName) {
            this.typeName = typeName;
        }

        public String typeName() {
            return typeName;
        }
    }

    private final Map<?, ?> map;
    private final Part part;

    public DictView(Map<?, ?> map, Part part) {
        this.map = map;
        this.part = part;
    }

    public Part part() {
        return part;
    }

    public Map<?, ?> map() {
        return map;
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public @Nullable Object next() {
                Map.Entry<?, ?> entry = entries.next();
                return switch (part) {
                    case KEYS -> entry.getKey();
                    case VALUES -> entry.getValue();
                    case ITEMS -> Tuple.of(entry.getKey(), entry.getValue());
                };
            }
        };
    }

    @Override
    public int size() {
        return map.size();
    }
}
