package dev.brine.engine.modules.disk;

import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code disk}. */
public final class DiskModule {
    private DiskModule() {}

    /** Its objects. */
    public static List<Object> of(Host host) {
        return List.of(new UsageFunctions(host), new DeviceFunctions(host), new DriveFunctions(host), new Iostat(host));
    }
}
