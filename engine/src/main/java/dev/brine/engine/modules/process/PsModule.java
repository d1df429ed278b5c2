package dev.brine.engine.modules.process;

import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code ps}. */
public final class PsModule {
    private PsModule() {}

    /** Its objects. */
    public static List<Object> of(Host host) {
        return List.of(new ProcessFunctions(host), new FigureFunctions(host), new DiskFunctions(host));
    }
}
