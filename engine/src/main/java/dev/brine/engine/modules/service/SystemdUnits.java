package dev.brine.engine.modules.service;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
            Return whether a service is masked.

            name: the service
            runtime: by a mask that holds until the next boot
            root: for the system below this directory
            """)
    public boolean masked(
            String name, @Arg(dflt = "False") boolean runtime, @Arg(dflt = "None") @Nullable String root) {
        systemctl.noticeChanges(name);
        return masked(systemctl, name, runtime, root);
    }

    static boolean masked(Systemctl systemctl, String name, boolean runtime, @Nullable String root) {
        Path link = systemctl.place((runtime ? "/run" : "/etc") + "/systemd/system/" + Systemctl.unit(name), root);
        try {
            return Files.isSymbolicLink(link)
                    && Files.readSymbolicLink(link).toString().equals("/dev/null");
        } catch (IOException e) {
            throw new FunctionError("cannot read the link " + link + ": " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Return all services.

            root: of the system below this directory
            """)
    public List<Object> getAll(@Arg(dflt = "None") @Nullable String root) {
        Set<String> all = new TreeSet<>(systemctl.units(root));
        all.addAll(systemctl.scripts(root));
        return new ArrayList<>(all);
    }

    @Fn(doc = "Return the services that run.")
    public List<Object> getRunning() {
        Set<String> running = new TreeSet<>();
        for (String line :
                systemctl.ask("--full", "--no-legend", "--no-pager").stdout().split("\n")) {
            String[] cols = line.trim().split("\\s+");
            String name = cols.length > 3 && cols[3].equals("running") ? Systemctl.shown(cols[0]) : null;
            if (name != null) {
                running.add(name);
            }
        }
        return new ArrayList<>(running);
    }

    @Fn(doc = """
            Return the services that start at boot.

            root: of the system below this directory
            """)
    public List<Object> getEnabled(@Arg(dflt = "None") @Nullable String root) {
        Set<String> enabled = inState("enabled", root);
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
        Set<String> disabled = inState("disabled", root);
        systemctl.scripts(root).stream()
                .filter(name -> !systemctl.scriptEnabled(name, root))
                .forEach(disabled::add);
        return new ArrayList<>(disabled);
    }

    @Fn(doc = """
            Return the services that can neither be enabled nor disabled.

            root: of the system below this directory
            """)
    public List<Object> getStatic(@Arg(dflt = "None") @Nullable String root) {
        return new ArrayList<>(inState("static", root));
    }

    private Set<String> inState(String state, @Nullable String root) {
        Set<String> units = new TreeSet<>();
        String out = systemctl
                .asked(root, "--full", "--no-legend", "--no-pager", "list-unit-files")
                .stdout();
        for (String line : out.split("\n")) {
            String[] cols = line.trim().split("\\s+");
            String name = cols.length > 1 && cols[1].equals(state) ? Systemctl.shown(cols[0]) : null;
            if (name != null) {
                units.add(name);
            }
        }
        return units;
    }

    @Fn(doc = """
            Return the properties of a service.

            name: the service
            root: of the system below this directory
            """)
    public Map<String, Object> show(String name, @Arg(dflt = "None") @Nullable String root) {
        Map<String, Object> all = new LinkedHashMap<>();
        CommandRunner.Result result = systemctl.asked(root, "show", Systemctl.unit(name));
        String out = (result.stdout() + "\n" + result.stderr()).strip();
        for (String line : out.split("\n")) {
            String[] pair = line.split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            if (value.startsWith("{")) {
                all.put(pair[0], parts(value));
            } else if (List.of("Before", "After", "Wants").contains(pair[0])) {
                all.put(
                        pair[0],
                        new ArrayList<Object>(Arrays.stream(value.strip().split("\\s+"))
                                .filter(word -> !word.isEmpty())
                                .toList()));
            } else {
                all.put(pair[0], value);
            }
        }
        return all;
    }

    private static Map<String, Object> parts(String value) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (String item : value.replaceAll("[{}]", "").split(" ; ")) {
            String[] pair = item.split("=");
            parts.put(pair[0].strip(), pair.length > 1 ? pair[1].strip() : "");
        }
        return parts;
    }

    @Fn(doc = """
            Return the programs that services run.

            root: of the system below this directory
            """)
    public Map<String, Object> execs(@Arg(dflt = "None") @Nullable String root) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object service : getAll(root)) {
            if (show(String.valueOf(service), root).get("ExecStart") instanceof Map<?, ?> start
                    && start.get("path") != null) {
                all.put(String.valueOf(service), start.get("path"));
            }
        }
        return all;
    }

    @Fn(doc = "Return whether systemd is not running, so that services can only be enabled and disabled.")
    public boolean offline() {
        return false;
    }
}
