package dev.brine.engine.modules.cp;

import dev.brine.engine.modules.ModuleParts;
import java.util.List;

/** Makes the module {@code cp}. */
public final class CpModule {
    private CpModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts) {
        return List.of(new CpFetch(parts), new CpCache(parts), new CpServer(parts), new CpTransfer(parts));
    }
}
