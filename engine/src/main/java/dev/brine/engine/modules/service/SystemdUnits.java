package dev.brine.engine.modules.service;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code service} with systemd: which services there are, and how they are. */
@Module("service")
public final class SystemdUnits {
    private final Systemctl systemctl;

    SystemdUnits(Systemctl systemctl) {
        this.systemctl = systemctl;
    }

    @Fn(doc = """
            Return whether a service runs; a map for a pattern.

            name: the service, or a pattern
            sig: accepted as Salt accepts it
            """)
    public Object status(String name, @Arg(dflt = "None") @Nullable String sig) {
        if (!name.matches(".*[*?\\[].*")) {
            return active(name);
        }
        Glob glob = Glob.of(name);
        Map<String, Object> all = new LinkedHashMap<>();
        getAll(null).stream().map(String::valueOf).filter(glob).forEach(service -> all.put(service, active(service)));
        return all;
    }

    private boolean active(String name) {
        systemctl.noticeChanges(name);
        return systemctl.ask("is-active", Systemctl.unit(name)).ok();
    }

    @Fn(doc = """
            Return whether there is a service of this name.

            name: the service
            """)
    public boolean available(String name) {
        systemctl.noticeChanges(name);
        return systemctl.available(name);
    }

    @Fn(doc = """
            Return whether there is no service of this name.

            name: the service
            """)
    public boolean missing(String name) {
        return !available(name);
    }

    @Fn(doc = """
            Return whether a service starts at boot.

            name: the service
            root: for the system below this directory
            """)
    public boolean enabled(
            String name, @Arg(dflt = "None") @Nullable String root, @Arg(rest = true) Map<String, Object> kwargs) {
        if (systemctl.asked(root, "is-enabled", Systemctl.unit(name)).ok()) {
            return true;
        }
        if (name.contains("@")) {
            return linked(systemctl.place("/etc/systemd/system", null), name);
        }
        return systemctl.scripts(root).contains(name) && systemctl.scriptEnabled(name, root);
    }

    private static boolean linked(Path directory, String name) {
        try (var files = Files.walk(directory)) {
            return files.anyMatch(file -> Files.isSymbolicLink(file)
                    && String.valueOf(file.getFileName()).equals(name));
        } catch (IOException e) {
            return false;
        }
    }

    @Fn(doc = """
            Return whether a service does not start at boot.

            name: the service
            root: for the system below this directory
            """)
    public boolean disabled(String name, @Arg(dflt = "None") @Nullable String root) {
        return !enabled(name, root, Map.of());
    }

    @Fn(doc = """
            Return all services.

            root: of the system below this directory
            """)
    public List<Object> getAll(@Arg(dflt = "None") @Nullable String root) {
        return new ArrayList<>(systemctl.all(root));
    }

    @Fn(doc = """
            Return the services that start at boot.

            root: of the system below this directory
            """)
    public List<Object> getEnabled(@Arg(dflt = "None") @Nullable String root) {
        Set<String> enabled = systemctl.inState("enabled", root);
        systemctl.scripts(root).stream()
                .filter(name -> systemctl.scriptEnabled(name, root))
                .forEach(enabled::add);
        return new ArrayList<>(enabled);
    }

    @Fn(doc = """
            Return the services that do not start at boot.

            root: of the system below this directory
            """)
    public List<Object> getDisabled(@Arg(dflt = "None") @Nullable String root) {
        Set<String> disabled = systemctl.inState("disabled", root);
        systemctl.scripts(root).stream()
                .filter(name -> !systemctl.scriptEnabled(name, root))
                .forEach(disabled::add);
        return new ArrayList<>(disabled);
    }
}
