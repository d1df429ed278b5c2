package dev.brine.engine.modules;

import dev.brine.engine.call.Catalog;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The built-in execution modules. */
public final class ModuleCatalog implements Catalog {
    private static final Set<String> NAMES = Set.of("saltutil", "test");

    private final ModuleParts parts;

    public ModuleCatalog(ModuleParts parts) {
        this.parts = parts;
    }

    @Override
    public Set<String> modules() {
        return NAMES;
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "saltutil" -> new SaltutilModule(parts);
            case "test" -> new TestModule(parts);
            default -> null;
        };
    }
}
