package dev.brine.engine.modules.command;

import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code cmd}. */
public final class CmdModule {
    private CmdModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts, Host host) {
        Execution execution = new Execution(parts, host);
        return List.of(
                new CmdRuns(execution), new CmdScripts(execution), new CmdPrograms(host), new CmdChroot(execution));
    }
}
