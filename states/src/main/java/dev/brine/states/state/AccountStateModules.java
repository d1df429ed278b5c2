package dev.brine.states.state;

import dev.brine.engine.call.Catalog;
import dev.brine.states.system.CronStates;
import dev.brine.states.system.GroupStates;
import dev.brine.states.system.KnownHostStates;
import dev.brine.states.system.ServiceStates;
import dev.brine.states.system.SshAuthStates;
import dev.brine.states.system.UserStates;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state modules about accounts, and what runs for them: keys, cron jobs, services. */
final class AccountStateModules {
    static final Set<String> NAMES = Set.of("cron", "group", "service", "ssh_auth", "ssh_known_hosts", "user");

    private AccountStateModules() {}

    static @Nullable Object create(String module, StateContext context) {
        return switch (module) {
            case "cron" -> cron(context);
            case "group" -> new GroupStates(context);
            case "service" -> service(context);
            case "ssh_auth" -> new SshAuthStates(context);
            case "ssh_known_hosts" -> new KnownHostStates(context);
            case "user" -> new UserStates(context);
            default -> null;
        };
    }

    private static CronStates cron(StateContext context) {
        if (!context.has("cron.list_tab")) {
            throw new Catalog.Unavailable("cron module could not be loaded");
        }
        return new CronStates(context);
    }

    private static ServiceStates service(StateContext context) {
        if (!context.has("service.start")) {
            Map<String, Object> grains = context.grains();
            throw new Catalog.Unavailable("No service execution module loaded: check support for service management on "
                    + grains.getOrDefault("osfinger", grains.get("os")) + " ");
        }
        return new ServiceStates(context);
    }
}
