package dev.brine.engine.modules.mount;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.ForeignFault;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code mount}: macOS' automounter maps, which are files everywhere; AIX' filesystems, which are nothing here; FUSE. */
@Module("mount")
public final class Automaster {
    private final Host host;

    Automaster(Host host) {
        this.host = host;
    }

    /** A line of a map: mount point behind {@code /..}, options, type and device. */
    private record Entry(String place, String options, String device) {

        static Optional<Entry> of(String line) {
            String[] words = line.strip().split("\\s+");
            return line.startsWith("#") || words.length != 3
                    ? Optional.empty()
                    : Optional.of(new Entry(words[0], words[1], words[2]));
        }

        String name() {
            return place.replace("/..", "");
        }

        String source() {
            String[] parts = device.split(":", -1);
            return parts.length > 1 ? parts[1] : "";
        }

        String line() {
            return place + "\t" + options + "\t" + device + "\n";
        }
    }

    @Fn(doc = """
            Return the entries of an automounter map by mount point.

            config: the file
            """)
    public Map<String, Object> automaster(@Arg(dflt = "'/etc/auto_salt'") String config) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : PlainFile.lines(host.named(config))) {
            Entry.of(line).ifPresent(entry -> {
                List<Object> options =
                        new ArrayList<>(Arrays.asList(entry.options().split(",", -1)));
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("device", entry.source());
                one.put("fstype", options.remove(0));
                one.put("opts", options);
                all.put(entry.name(), one);
            });
        }
        return all;
    }

    @Fn(doc = """
            Remove an entry of an automounter map.

            name: the mount point
            device: the device; any when it is None
            config: the file
            """)
    public boolean rmAutomaster(
            String name, @Nullable String device, @Arg(dflt = "'/etc/auto_salt'") String config, Call call) {
        if (!automaster(config).containsKey(name)) {
            return true;
        }
        StringBuilder kept = new StringBuilder();
        for (String line : PlainFile.lines(host.named(config))) {
            boolean gone = Entry.of(line)
                    .filter(entry -> entry.name().equals(name)
                            && (device == null
                                    || device.isEmpty()
                                    || entry.source().equals(device)))
                    .isPresent();
            kept.append(gone ? "" : line);
        }
        PlainFile.write(host.named(config), kept.toString());
        host.said(call, "automount", "-cv");
        return true;
    }

    @Fn(doc = """
            Make sure that there is an entry in an automounter map. Returns new, change or present.

            name: the mount point
            device: the device
            fstype: type of the file system
            opts: options, a text or a list
            config: the file
            test: only say what would be done
            not_change: leave an entry that was found as it is
            """)
    public String setAutomaster(
            String name,
            String device,
            String fstype,
            @Arg(dflt = "''") Object opts,
            @Arg(dflt = "'/etc/auto_salt'") String config,
            @Arg(dflt = "False") boolean test,
            @Arg(dflt = "False") boolean notChange,
            @Arg(rest = true) Map<String, Object> kwargs) {
        List<?> options = opts instanceof List<?> list ? list : List.of(opts);
        String joined = String.join(",", options.stream().map(PythonText::str).toList());
        String source = fstype + ":" + device;
        // Salt 3006: a share of Windows has the colon and no type
        Entry entry = new Entry(
                "/.." + name,
                "-fstype=" + fstype + "," + joined,
                fstype.equals("smbfs") ? source.replace("smbfs", "") : source);
        if (!Files.isRegularFile(host.named(config))) {
            PlainFile.write(host.named(config), "");
            Path master = host.named("/etc/auto_master");
            PlainFile.write(master, PlainFile.read(master) + "/-\t\t\t" + config + "\n");
        }
        String outcome = "new";
        StringBuilder lines = new StringBuilder();
        for (String line : PlainFile.lines(host.named(config))) {
            Entry known = Entry.of(line)
                    .filter(each ->
                            each.place().equals(entry.place()) || each.device().equals(entry.device()))
                    .orElse(null);
            boolean good = known == null || notChange || known.equals(entry);
            if (known != null && !outcome.equals("change")) {
                outcome = good ? "present" : "change";
            }
            lines.append(good ? line : entry.line());
        }
        if (outcome.equals("new")) {
            lines.append(entry.line());
        }
        if (!outcome.equals("present") && !test) {
            PlainFile.write(host.named(config), lines.toString());
        }
        return outcome;
    }

    @Fn(doc = """
            Return whether a program mounts through FUSE.

            cmd: the program
            """)
    public boolean isFuseExec(String cmd, Call call) {
        Optional<String> program = host.which(cmd);
        if (program.isEmpty()) {
            return false;
        }
        if (host.which("ldd").isEmpty()) {
            throw new ForeignFault("Command required for '" + call.fun() + "' not found: ldd");
        }
        return host.said(call, "ldd", program.get()).contains("libfuse");
    }

    @Fn(doc = """
            Return the entries of AIX' filesystems: nothing, as this is no AIX.

            config: the file
            """)
    public Map<String, Object> filesystems(@Arg(dflt = "'/etc/filesystems'") String config) {
        return new LinkedHashMap<>();
    }

    @Fn(doc = """
            Change AIX' filesystems: does nothing, as this is no AIX.

            name, device, vfstype, opts, mount, config, test, match_on, not_change: accepted as Salt accepts them
            """)
    public @Nullable Object setFilesystems(
            String name,
            String device,
            String vfstype,
            @Arg(dflt = "'-'") Object opts,
            @Arg(dflt = "'true'") Object mount,
            @Arg(dflt = "'/etc/filesystems'") String config,
            @Arg(dflt = "False") boolean test,
            @Arg(dflt = "'auto'") Object matchOn,
            @Arg(dflt = "False") boolean notChange,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return null;
    }

    @Fn(doc = """
            Remove an entry of AIX' filesystems: does nothing, as this is no AIX.

            name, device, config: accepted as Salt accepts them
            """)
    public boolean rmFilesystems(
            String name, @Nullable String device, @Arg(dflt = "'/etc/filesystems'") String config) {
        return false;
    }
}
