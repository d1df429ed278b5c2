package dev.brine.engine.modules.pip;

import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the modules {@code pip} and {@code virtualenv}. */
public final class PipModules {
    private PipModules() {}

    /** The objects of {@code pip}. */
    public static List<Object> pip(Host host) {
        Pip pip = new Pip(host);
        return List.of(new PipChanges(pip), new PipLists(pip));
    }

    /** The module {@code virtualenv}. */
    public static Object virtualenv(Host host) {
        return new VirtualenvModule(host);
    }
}
