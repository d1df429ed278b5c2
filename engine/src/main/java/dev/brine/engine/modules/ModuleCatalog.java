package dev.brine.engine.modules;

import dev.brine.engine.call.Catalog;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The built-in execution modules. */
public final class ModuleCatalog implements Catalog {
    private static final Set<String> NAMES = Set.of(
            "cmd",
            "config",
            "event",
            "grains",
            "match",
            "mine",
            "pillar",
            "publish",
            "random",
            "saltutil",
            "sys",
            "test");

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
            case "cmd" -> new CmdModule(parts);
            case "config" -> new ConfigModule(parts);
            case "event" -> new EventModule(parts);
            case "match" -> new MatchModule(parts);
            case "mine" -> new MineModule(parts);
            case "publish" -> new PublishModule(parts);
            case "sys" -> new SysModule();
            case "grains" -> new GrainsModule(parts);
            case "pillar" -> new PillarModule(parts);
            case "random" -> new RandomModule(parts.id());
            case "saltutil" -> new SaltutilModule(parts);
            case "test" -> new TestModule(parts);
            default -> null;
        };
    }
}
