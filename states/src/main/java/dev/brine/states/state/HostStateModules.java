package dev.brine.states.state;

import dev.brine.states.git.GitStates;
import dev.brine.states.pip.PipStates;
import dev.brine.states.pip.VirtualenvStates;
import dev.brine.states.system.AlternativesStates;
import dev.brine.states.system.HostStates;
import dev.brine.states.system.KmodStates;
import dev.brine.states.system.LocaleStates;
import dev.brine.states.system.MountStates;
import dev.brine.states.system.SysctlStates;
import dev.brine.states.system.TimezoneStates;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state modules for settings of the host and for what comes from archives and repositories: a part of {@link StateCatalog}. */
final class HostStateModules {
    static final Set<String> NAMES = Set.of(
            "alternatives",
            "archive",
            "git",
            "host",
            "http",
            "kmod",
            "locale",
            "mount",
            "pip",
            "sysctl",
            "timezone",
            "virtualenv");

    private HostStateModules() {}

    static @Nullable Object create(String module, StateContext context) {
        return switch (module) {
            case "alternatives" -> new AlternativesStates(context);
            case "archive" -> new ArchiveStates(context);
            case "git" -> new GitStates(context);
            case "host" -> new HostStates(context);
            case "http" -> new HttpStates(context);
            case "kmod" -> new KmodStates(context);
            case "locale" -> new LocaleStates(context);
            case "mount" -> new MountStates(context);
            case "pip" -> new PipStates(context);
            case "sysctl" -> new SysctlStates(context);
            case "timezone" -> new TimezoneStates(context);
            case "virtualenv" -> new VirtualenvStates(context);
            default -> null;
        };
    }
}
