package dev.brine.engine.render.jinja.scope;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slots of one body (file, block, macro, recursive loop) while it is being bound. */
public final class BodyLayout {
    private final @Nullable BodyLayout outer;
    private final Map<String, Integer> slots = new HashMap<>();

    public BodyLayout(@Nullable BodyLayout outer) {
        this.outer = outer;
    }

    /** Scopes at the same level never live at the same time, so equal names there share a slot. */
    int slot(String level, String name) {
        return slots.computeIfAbsent(level + '/' + name, key -> slots.size());
    }

    /** How many slots the body needs; final when binding is over. */
    public int size() {
        return slots.size();
    }

    int hopsTo(BodyLayout wanted) {
        int hops = 0;
        BodyLayout at = this;
        while (at != wanted) {
            if (at.outer == null) {
                throw new IllegalStateException("name bound to a body that does not enclose this one");
            }
            at = at.outer;
            hops++;
        }
        return hops;
    }
}
