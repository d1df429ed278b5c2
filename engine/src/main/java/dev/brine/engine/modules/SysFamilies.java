package dev.brine.engine.modules;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code sys} that tells of the other families.
 *
 * @param states state functions
 * @param runners runner functions; they run on masters and are only described here
 * @param returners returner functions
 * @param renderers what each renderer does, by name
 */
public record SysFamilies(
        Supplier<FunctionTable> states,
        Supplier<FunctionTable> runners,
        Supplier<FunctionTable> returners,
        Supplier<Map<String, String>> renderers)
        implements Catalog {

    @Override
    public Set<String> modules() {
        return Set.of("sys");
    }

    @Override
    public @Nullable Object create(String module) {
        return new SysFamiliesModule(this);
    }
}
