package dev.brine.engine.render.jinja.scope;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of the scopes around a place in a file: what an included file sees besides the names visible to all. */
public final class Locals {
    public static final Locals NONE = new Locals(Map.of());

    private final Map<String, Ref> refs;

    Locals(Map<String, Ref> refs) {
        this.refs = refs;
    }

    /** Everything visible at this place: by name, overlaid by the locals that are set. */
    public Map<String, @Nullable Object> add(Activation activation) {
        Map<String, @Nullable Object> all =
                new LinkedHashMap<>(activation.variables().all());
        refs.forEach((name, ref) -> {
            Object value = ref.get(activation);
            if (value != Ref.MISSING) {
                all.put(name, value);
            }
        });
        return all;
    }
}
