package dev.brine.engine.modules.archive;

import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code archive}. */
public final class ArchiveModule {
    private ArchiveModule() {}

    /** Its objects. */
    public static List<Object> of(Host host) {
        return List.of(new ArchiveList(host), new Packing(host), new Zipping(host), new Unzipping(host));
    }
}
