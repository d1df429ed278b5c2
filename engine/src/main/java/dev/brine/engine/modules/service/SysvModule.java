package dev.brine.engine.modules.service;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code service} with scripts in {@code /etc/init.d}: hosts without systemd, containers. */
@Module("service")
public final class SysvModule {
    private final Host host;

    SysvModule(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Start a service and return whether that worked.

            name: the service
            """)
    public boolean start(String name, Call call) {
        return changed(run(name, "start"), call);
    }

    @Fn(doc = """
            Stop a service and return whether that worked.

            name: the service
            """)
    public boolean stop(String name, Call call) {
        return changed(run(name, "stop"), call);
    }

    @Fn(doc = """
            Restart a service and return whether that worked.

            name: the service
            """)
    public boolean restart(String name, Call call) {
        return changed(run(name, "restart"), call);
    }

    @Fn(doc = """
            Have a service read its configuration again and return whether that worked.

            name: the service
            """)
    public boolean reload(String name, Call call) {
        return changed(run(name, "reload"), call);
    }

    @Fn(doc = """
            Have a service read its configuration again, or restart it, and return whether that worked.

            name: the service
            """)
    public boolean forceReload(String name, Call call) {
        return changed(run(name, "force-reload"), call);
    }

    private CommandRunner.Result run(String name, String action) {
        return host.which("service").isPresent()
                ? host.run(List.of("service", name, action))
                : host.run(List.of(host.file("/etc/init.d/" + name).toString(), action));
    }

    /** Whether it worked; if not, the call has failed, too. */
    private static boolean changed(CommandRunner.Result result, Call call) {
        call.retcode(result.retcode());
        return result.ok();
    }

    @Fn(doc = """
            Return whether a service runs; a map for a pattern.

            name: the service, or a pattern
            sig: what to look for among the processes instead
            """)
    public Object status(String name, @Arg(dflt = "None") @Nullable String sig) {
        if (sig != null && !sig.isEmpty()) {
            return host.run(List.of("pgrep", "-f", sig)).ok();
        }
        if (!name.matches(".*[*?\\[].*")) {
            return run(name, "status").ok();
        }
        Glob glob = Glob.of(name);
        Map<String, Object> all = new LinkedHashMap<>();
        getAll().stream()
                .map(String::valueOf)
                .filter(glob)
                .forEach(each -> all.put(each, run(each, "status").ok()));
        return all;
    }

    @Fn(doc = "Return all services.")
    public List<Object> getAll() {
        Set<String> all = new TreeSet<>(Systemctl.names(host.file("/etc/init.d")));
        all.remove("README");
        all.addAll(enabledNames());
        return new ArrayList<>(all);
    }

    @Fn(doc = "Return the services that start at boot.")
    public List<Object> getEnabled() {
        return new ArrayList<>(enabledNames());
    }

    private Set<String> enabledNames() {
        Set<String> enabled = new TreeSet<>();
        for (String level : List.of("S", runlevel())) {
            Systemctl.names(host.file("/etc/rc" + level + ".d")).stream()
                    .filter(link -> link.startsWith("S"))
                    .map(link -> link.replaceFirst("^.*[0-9]", ""))
                    .forEach(enabled::add);
        }
        return enabled;
    }

    private String runlevel() {
        String[] words = host.which("runlevel").isEmpty()
                ? new String[0]
                : host.run(List.of("runlevel")).stdout().split("\\s+");
        return words.length > 1 ? words[1] : "2";
    }

    @Fn(doc = "Return the services that do not start at boot.")
    public List<Object> getDisabled() {
        List<Object> disabled = getAll();
        disabled.removeAll(enabledNames());
        return disabled;
    }

    @Fn(doc = """
            Return whether there is a service of this name.

            name: the service
            """)
    public boolean available(String name) {
        return getAll().contains(name);
    }

    @Fn(doc = """
            Return whether there is no service of this name.

            name: the service
            """)
    public boolean missing(String name) {
        return !available(name);
    }

    @Fn(doc = """
            Have a service start at boot and return whether that worked.

            name: the service
            """)
    public boolean enable(String name, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        if (host.which("update-rc.d").isEmpty()) {
            return changed(host.run(List.of("chkconfig", name, "on")), call);
        }
        boolean ordered = host.which("insserv").isEmpty() || changed(host.run(List.of("insserv", name)), call);
        return ordered && changed(host.run(List.of("update-rc.d", name, "enable")), call);
    }

    @Fn(doc = """
            Have a service not start at boot and return whether that worked.

            name: the service
            """)
    public boolean disable(String name, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return host.which("update-rc.d").isEmpty()
                ? changed(host.run(List.of("chkconfig", name, "off")), call)
                : changed(host.run(List.of("update-rc.d", name, "disable")), call);
    }

    @Fn(doc = """
            Return whether a service starts at boot.

            name: the service
            """)
    public boolean enabled(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return enabledNames().contains(name);
    }

    @Fn(doc = """
            Return whether a service does not start at boot.

            name: the service
            """)
    public boolean disabled(String name) {
        return getDisabled().contains(name);
    }
}
