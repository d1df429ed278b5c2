package dev.brine.engine.modules.mount;

import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code mount}. */
public final class MountModule {
    private MountModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts, Host host) {
        return List.of(
                new Mounts(host),
                new FstabFunctions(host),
                new Swaps(host),
                new Automaster(host),
                new MountCache(parts));
    }
}
