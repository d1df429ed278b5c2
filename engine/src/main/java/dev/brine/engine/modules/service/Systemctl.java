package dev.brine.engine.modules.service;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The program {@code systemctl}, and what lies on disk of units and init scripts. */
final class Systemctl {
    private static final List<String> TYPES =
            List.of("service", "socket", "device", "mount", "automount", "swap", "target", "path", "timer");
    private static final Pattern VERSION = Pattern.compile("systemd ([0-9]+)");
    private static final Pattern LOADED = Pattern.compile("\\s+loaded:\\s+(\\S+)");
    /** Since this version {@code systemctl status} tells by its code whether there is a unit. */
    private static final int TELLS_BY_CODE = 231;

    private final Host host;
    private final Supplier<Map<String, Object>> opts;

    Systemctl(Host host, Supplier<Map<String, Object>> opts) {
        this.host = host;
        this.opts = opts;
    }

    Host host() {
        return host;
    }

    /** Whether systemd is not running here, as in a container: units can be enabled and masked, not started. */
    boolean offline() {
        return !Files.isDirectory(host.file("/run/systemd/system"));
    }

    String program() {
        return host.which("systemctl")
                .orElseThrow(() -> new FunctionError("the program systemctl is missing on this host"));
    }

    /** {@code nginx} is {@code nginx.service}; names of units stay. */
    static String unit(String name) {
        return TYPES.stream().anyMatch(name::endsWith) ? name : name + ".service";
    }

    /** Name of a unit as functions show it, without {@code .service}; null for a unit of a type that is not shown. */
    static @Nullable String shown(String unit) {
        int dot = unit.lastIndexOf('.');
        String type = unit.substring(dot + 1);
        if (dot < 0 || !TYPES.contains(type)) {
            return null;
        }
        return type.equals("service") ? unit.substring(0, dot) : unit;
    }

    /** Whether commands that change services run in a scope of their own ({@code systemd.scope}). */
    boolean scoped() {
        return !offline()
                && !Boolean.FALSE.equals(opts.get().get("systemd.scope"))
                && host.which("systemd-run").isPresent();
    }

    /** Asks; does not change anything. */
    CommandRunner.Result ask(String... words) {
        return host.run(command(List.of(words), false, false, null));
    }

    /** Changes a unit. */
    CommandRunner.Result act(String action, String name, boolean noBlock, @Nullable String root) {
        List<String> words = new ArrayList<>(List.of(action.split(" ")));
        words.add(unit(name));
        return host.run(command(words, true, noBlock, root));
    }

    private List<String> command(List<String> words, boolean scope, boolean noBlock, @Nullable String root) {
        List<String> command = new ArrayList<>();
        if (scope && scoped()) {
            command.addAll(List.of("systemd-run", "--scope"));
        }
        command.add(program());
        if (noBlock) {
            command.add("--no-block");
        }
        if (root != null && !root.isEmpty()) {
            command.addAll(List.of("--root", root));
        }
        command.addAll(words);
        if (words.contains("status")) {
            command.addAll(List.of("-n", "0"));
        }
        return command;
    }

    CommandRunner.Result asked(@Nullable String root, String... words) {
        return host.run(command(List.of(words), false, false, root));
    }

    private CommandRunner.Result status(String name) {
        return ask("status", unit(name));
    }

    /** Whether there is a unit of this name. */
    boolean available(String name) {
        if (offline()) {
            throw new FunctionError("Cannot run in offline mode. Failed to get information on unit '" + name + "'");
        }
        CommandRunner.Result status = status(name);
        Matcher version = VERSION.matcher(ask("--version").stdout());
        if (version.find() && Integer.parseInt(version.group(1)) >= TELLS_BY_CODE) {
            return status.retcode() < 4;
        }
        String out = (status.stdout() + "\n" + status.stderr()).toLowerCase(Locale.ROOT);
        if (out.contains("could not be found")) {
            return false;
        }
        Matcher loaded = LOADED.matcher(out);
        if (!loaded.find()) {
            throw new FunctionError("Failed to get information on unit '" + name + "'");
        }
        return !loaded.group(1).equals("not-found");
    }

    /** Salt 3006: before anything is done with a unit whose file is new or changed, systemd reads the files again. */
    void noticeChanges(String name) {
        boolean own = Files.isReadable(host.file("/etc/systemd/system/" + unit(name)));
        CommandRunner.Result status = status(name);
        boolean changed =
                (status.stdout() + status.stderr()).toLowerCase(Locale.ROOT).contains("'systemctl daemon-reload'");
        if (changed || (own && !available(name))) {
            reload();
        }
    }

    void reload() {
        CommandRunner.Result result = ask("--system", "daemon-reload");
        if (!result.ok()) {
            throw new FunctionError("Problem performing systemctl daemon-reload: "
                    + (result.stdout() + "\n" + result.stderr()).strip());
        }
    }

    /** Names of all units that have a file. */
    Set<String> units(@Nullable String root) {
        Set<String> units = new TreeSet<>();
        for (String directory : List.of("/lib/systemd/system", "/usr/lib/systemd/system", "/etc/systemd/system")) {
            Path path = place(directory, root);
            if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
                names(path).stream()
                        .map(Systemctl::shown)
                        .filter(unit -> unit != null)
                        .forEach(units::add);
            }
        }
        return units;
    }

    /** Names of all services: units, and scripts that are no units. */
    Set<String> all(@Nullable String root) {
        Set<String> all = new TreeSet<>(units(root));
        all.addAll(scripts(root));
        return all;
    }

    /** Names of the units in a state: enabled, disabled, static. */
    Set<String> inState(String state, @Nullable String root) {
        Set<String> units = new TreeSet<>();
        String out = asked(root, "--full", "--no-legend", "--no-pager", "list-unit-files")
                .stdout();
        for (String line : out.split("\n")) {
            String[] cols = line.trim().split("\\s+");
            String name = cols.length > 1 && cols[1].equals(state) ? shown(cols[0]) : null;
            if (name != null) {
                units.add(name);
            }
        }
        return units;
    }

    /** Names of scripts in {@code /etc/init.d} that are no units as well. */
    Set<String> scripts(@Nullable String root) {
        Set<String> scripts = new TreeSet<>();
        Path directory = place("/etc/init.d", root);
        names(directory).stream()
                .filter(name -> Files.isExecutable(directory.resolve(name)))
                .forEach(scripts::add);
        scripts.removeAll(units(root));
        return scripts;
    }

    boolean scriptEnabled(String name, @Nullable String root) {
        String level = runlevel();
        return names(place("/etc/rc" + level + ".d", root)).stream()
                .anyMatch(link -> link.matches("S[0-9]{0,2}" + Pattern.quote(name)));
    }

    private String runlevel() {
        String[] words = host.which("runlevel").isEmpty()
                ? new String[0]
                : host.run(List.of("runlevel")).stdout().split("\\s+");
        return words.length > 1 ? words[1] : "2";
    }

    Path place(String path, @Nullable String root) {
        return root == null || root.isEmpty() ? host.file(path) : Path.of(root).resolve(path.substring(1));
    }

    static List<String> names(Path directory) {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException e) {
                throw new FunctionError("cannot read " + directory + ": " + e.getMessage(), e);
            }
        }
        return names;
    }
}
