package dev.brine.reactor;

import dev.brine.engine.call.Catalog;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A catalog of a single module. */
record OneModule(String name, Supplier<Object> maker) implements Catalog {
    @Override
    public Set<String> modules() {
        return Set.of(name);
    }

    @Override
    public @Nullable Object create(String module) {
        return module.equals(name) ? maker.get() : null;
    }
}
