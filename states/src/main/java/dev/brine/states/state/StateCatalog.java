package dev.brine.states.state;

import dev.brine.engine.call.Catalog;
import dev.brine.states.state.pkg.PackageSourceStates;
import dev.brine.states.state.pkg.PackageStates;
import dev.brine.states.system.BeaconStates;
import dev.brine.states.system.ScheduleStates;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The built-in state modules, made for one run. */
public final class StateCatalog implements Catalog {
    private static final Set<String> NAMES = Set.of(
            "beacon", "cmd", "environ", "event", "file", "grains", "module", "pkg", "pkgrepo", "schedule", "test");

    private final StateContext context;

    public StateCatalog(StateContext context) {
        this.context = context;
    }

    @Override
    public Set<String> modules() {
        Set<String> all = new HashSet<>(NAMES);
        all.addAll(HostStateModules.NAMES);
        all.addAll(AccountStateModules.NAMES);
        return all;
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "beacon" -> new BeaconStates(context);
            case "cmd" -> new CommandStates(context);
            case "environ" -> new EnvironStates(context);
            case "event" -> new EventStates(context);
            case "file" -> List.of(new FileStates(context), new FileUpkeepStates(context));
            case "grains" -> new GrainsStates(context);
            case "module" -> new ModuleStates(context);
            case "pkg" -> new PackageStates(context);
            case "pkgrepo" -> new PackageSourceStates(context);
            case "schedule" -> new ScheduleStates(context);
            case "test" -> new TestStates(context);
            case "cron", "group", "service", "ssh_auth", "ssh_known_hosts", "user" ->
                AccountStateModules.create(module, context);
            default -> HostStateModules.create(module, context);
        };
    }
}
