package dev.brine.engine.modules.status;

import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code status}. */
public final class StatusModule {
    private StatusModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts, Host host) {
        return List.of(new ProcFunctions(host), new HostFunctions(parts, host), new MasterFunctions(parts, host));
    }
}
