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
        boolean scripts = Files.isDirectory(host.file("/etc/init.d"));
        boolean systemctl = host.which("systemctl").isPresent();
        if (Files.isDirectory(host.file("/run/systemd/system")) || (systemctl && !scripts)) {
            return systemd();
        }
        if (scripts) {
            SysvModule sysv = new SysvModule(host);
            return systemctl ? withUnits(sysv) : sysv;
        }
        throw new Catalog.Unavailable("this host has neither systemd nor /etc/init.d");
    }

    private List<Object> systemd() {
        Systemctl systemctl = new Systemctl(host, opts);
        SystemdMasks masks = new SystemdMasks(systemctl);
        return List.of(
                new SystemdModule(systemctl, masks), new SystemdUnits(systemctl), new SystemdFacts(systemctl), masks);
    }

    /** Salt 3006 where systemd is installed and not running: scripts are run, units can be looked at and masked. */
    private List<Object> withUnits(SysvModule sysv) {
        Systemctl systemctl = new Systemctl(host, opts);
        return List.of(sysv, new SystemdFacts(systemctl), new SystemdMasks(systemctl));
    }
}
