package dev.brine.engine.modules.network;

import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code network}. */
public final class NetworkModule {
    private NetworkModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts, Host host) {
        return List.of(
                new InterfaceFunctions(host),
                new AddressFunctions(),
                new RouteFunctions(host),
                new SocketFunctions(host),
                new ReachFunctions(host),
                new NameFunctions(parts, host));
    }
}
