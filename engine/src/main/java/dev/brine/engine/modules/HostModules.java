package dev.brine.engine.modules;

import dev.brine.engine.modules.archive.ArchiveModule;
import dev.brine.engine.modules.facts.DataModule;
import dev.brine.engine.modules.git.GitModule;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.mount.MountModule;
import dev.brine.engine.modules.network.DnsutilModule;
import dev.brine.engine.modules.pip.PipModules;
import dev.brine.engine.modules.system.AlternativesModule;
import dev.brine.engine.modules.system.HostsModule;
import dev.brine.engine.modules.system.KmodModule;
import dev.brine.engine.modules.system.LocaleModule;
import dev.brine.engine.modules.system.SysctlModule;
import dev.brine.engine.modules.system.SystemModule;
import dev.brine.engine.modules.system.TempModule;
import dev.brine.engine.modules.system.TimezoneModule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The execution modules that read and change the host: a part of {@link ModuleCatalog}. */
final class HostModules {
    static final Set<String> NAMES = Set.of(
            "alternatives",
            "archive",
            "data",
            "dnsutil",
            "git",
            "hosts",
            "kmod",
            "locale",
            "mount",
            "pip",
            "sysctl",
            "system",
            "temp",
            "timezone",
            "virtualenv");

    private HostModules() {}

    static @Nullable Object create(String module, ModuleParts parts, Host host) {
        return switch (module) {
            case "alternatives" -> new AlternativesModule(parts, host);
            case "archive" -> ArchiveModule.of(host);
            case "data" -> new DataModule(parts);
            case "dnsutil" -> new DnsutilModule(parts, host);
            case "git" -> GitModule.of(host);
            case "hosts" -> new HostsModule(parts, host);
            case "kmod" -> new KmodModule(parts, host);
            case "locale" -> new LocaleModule(parts, host);
            case "mount" -> MountModule.of(parts, host);
            case "pip" -> PipModules.pip(host);
            case "sysctl" -> new SysctlModule(host);
            case "system" -> new SystemModule(host);
            case "temp" -> new TempModule();
            case "timezone" -> new TimezoneModule(parts, host);
            case "virtualenv" -> PipModules.virtualenv(host);
            default -> null;
        };
    }
}
