package dev.brine.engine.modules.service;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.modules.host.Host;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses the {@code service} module that suits the host. */
public final class ServiceModules implements Catalog {
    private final Host host;
    private final Supplier<Map<String, Object>> opts;

    /** @param opts the options as functions see them */
    public ServiceModules(Host host, Supplier<Map<String, Object>> opts) {
        this.host = host;
        this.opts = opts;
    }

    @Override
    public Set<String> modules() {
        return Set.of("service");
    }

    @Override
    public @Nullable Object create(String module) {
        if (Files.isDirectory(host.file("/run/systemd/system"))) {
            Systemctl systemctl = new Systemctl(host, opts);
            return List.of(new SystemdModule(systemctl), new SystemdUnits(systemctl));
        }
        if (Files.isDirectory(host.file("/etc/init.d"))) {
            return new SysvModule(host);
        }
        throw new Catalog.Unavailable("this host was not booted with systemd and has no /etc/init.d");
    }
}
