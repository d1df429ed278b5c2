package dev.brine.engine.modules.mount;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code mount}: the file that says what is mounted at start. */
@Module("mount")
public final class FstabFunctions {
    private static final Set<String> NAMED_BY_PLACE = Set.of(
            "none",
            "tmpfs",
            "sysfs",
            "proc",
            "fusectl",
            "debugfs",
            "securityfs",
            "devtmpfs",
            "cgroup",
            "nfs",
            "nfs4",
            "glusterfs",
            "btrfs");

    private static final Set<String> NAMED_BY_PLACE_ON_SOLARIS =
            Set.of("devfs", "proc", "ctfs", "objfs", "sharefs", "fs", "tmpfs");

    private final Host host;

    FstabFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the entries of fstab by mount point.

            config: the file
            """)
    public Map<String, Object> fstab(@Arg(dflt = "'/etc/fstab'") String config) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : PlainFile.lines(host.named(config))) {
            Fstab.Kind.FSTAB.read(line).ifPresent(entry -> {
                String name = entry.field("name");
                while (all.containsKey(name)) {
                    name += "_";
                }
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("device", entry.field("device"));
                fields.put("fstype", entry.field("fstype"));
                fields.put(
                        "opts",
                        new ArrayList<Object>(Arrays.asList(entry.field("opts").split(",", -1))));
                fields.put("dump", entry.field("dump"));
                fields.put("pass", entry.field("pass_num"));
                all.put(name, fields);
            });
        }
        return all;
    }

    @Fn(doc = """
            Remove an entry.

            name: the mount point
            device: the device; any when it is None
            config: the file
            """)
    public boolean rmFstab(String name, @Nullable String device, @Arg(dflt = "'/etc/fstab'") String config) {
        if (!Files.isRegularFile(host.named(config))) {
            throw new FunctionError(
                    "Couldn't read from " + config + ": [Errno 2] No such file or directory: '" + config + "'");
        }
        List<String> lines = PlainFile.lines(host.named(config));
        List<String> kept = lines.stream()
                .filter(line -> Fstab.Kind.FSTAB
                        .read(line)
                        .filter(entry -> entry.field("name").equals(name)
                                && (device == null || entry.field("device").equals(device)))
                        .isEmpty())
                .toList();
        if (kept.size() < lines.size()) {
            PlainFile.write(host.named(config), String.join("", kept));
        }
        return true;
    }

    @Fn(doc = """
            Make sure that there is an entry. Returns new, change or present.

            name: the mount point
            device: the device
            fstype: type of the file system
            opts: options, a text or a list
            dump, pass_num: the last two fields
            config: the file
            test: only say what would be done
            match_on: fields by which an entry is found; auto: the device, or the mount point for file systems without one
            not_change: leave an entry that was found as it is
            """)
    public String setFstab(
            String name,
            String device,
            String fstype,
            @Arg(dflt = "'defaults'") Object opts,
            @Arg(dflt = "0") Object dump,
            @Arg(dflt = "0") Object passNum,
            @Arg(dflt = "'/etc/fstab'") String config,
            @Arg(dflt = "False") boolean test,
            @Arg(dflt = "'auto'") Object matchOn,
            @Arg(dflt = "False") boolean notChange,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return set(
                entry(name, device, fstype, opts, dump, passNum),
                keys(matchOn, fstype, NAMED_BY_PLACE, Fstab.Kind.FSTAB),
                config,
                test,
                notChange);
    }

    private String set(Fstab entry, List<String> keys, String config, boolean test, boolean notChange) {
        if (!Files.isRegularFile(host.named(config))) {
            throw new FunctionError("Bad config file \"" + config + "\"");
        }
        String outcome = "new";
        List<String> lines = new ArrayList<>();
        for (String line : PlainFile.lines(host.named(config))) {
            Optional<Fstab> known = entry.kind().read(line).filter(each -> entry.same(each, keys));
            boolean good = known.filter(
                            each -> notChange || entry.same(each, entry.kind().keys()))
                    .isPresent();
            if (known.isPresent()) {
                outcome = good ? "present" : "change";
            }
            lines.add(known.isPresent() && !good ? entry.line() : line);
        }
        if (outcome.equals("new")) {
            lines.add(entry.line());
        }
        if (!outcome.equals("present") && !test) {
            PlainFile.write(host.named(config), String.join("", lines));
        }
        return outcome;
    }

    private static Fstab entry(String name, String device, String fstype, Object opts, Object dump, Object passNum) {
        List<?> options = opts instanceof List<?> list ? list : List.of(opts);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("device", device.replace("\\ ", "\\040"));
        fields.put("name", name);
        fields.put("fstype", fstype);
        fields.put(
                "opts",
                String.join(",", options.stream().map(PythonText::str).toList()).replace("\\ ", "\\040"));
        fields.put("dump", PythonText.str(dump));
        fields.put("pass_num", PythonText.str(passNum));
        return new Fstab(Fstab.Kind.FSTAB, fields);
    }

    private static List<String> keys(Object matchOn, String fstype, Set<String> namedByPlace, Fstab.Kind kind) {
        if (matchOn.equals("auto")) {
            return List.of(namedByPlace.contains(fstype) ? "name" : "device");
        }
        if (!(matchOn instanceof List) && !(matchOn instanceof String)) {
            throw new FunctionError("match_on must be a string or list of strings");
        }
        List<?> given = matchOn instanceof List<?> list ? list : List.of(matchOn);
        List<String> keys = given.stream().map(PythonText::str).toList();
        if (!kind.keys().containsAll(keys)) {
            throw new FunctionError("Unrecognized keys in match_on: \"" + String.join(", ", keys) + "\"");
        }
        return keys;
    }

    @Fn(doc = """
            Return the entries of a vfstab by mount point: those with the fields of fstab, as this is no Solaris.

            config: the file
            """)
    public Map<String, Object> vfstab(@Arg(dflt = "'/etc/vfstab'") String config) {
        return fstab(config);
    }

    @Fn(doc = """
            Remove an entry of a vfstab that has the fields of fstab.

            name: the mount point
            device: the device; any when it is None
            config: the file
            """)
    public boolean rmVfstab(String name, @Nullable String device, @Arg(dflt = "'/etc/vfstab'") String config) {
        return rmFstab(name, device, config);
    }

    @Fn(doc = """
            Make sure that there is an entry in Solaris' vfstab. Returns new, change or present.

            name: the mount point
            device: the device
            fstype: type of the file system
            opts: options, a text or a list
            device_fsck, pass_fsck: device and turn of the check
            mount_at_boot: yes or no
            config: the file
            test: only say what would be done
            match_on: fields by which an entry is found; auto: the device, or the mount point for file systems without one
            not_change: leave an entry that was found as it is
            """)
    public String setVfstab(
            String name,
            String device,
            String fstype,
            @Arg(dflt = "'-'") Object opts,
            @Arg(dflt = "'-'") Object deviceFsck,
            @Arg(dflt = "'-'") Object passFsck,
            @Arg(dflt = "'yes'") Object mountAtBoot,
            @Arg(dflt = "'/etc/vfstab'") String config,
            @Arg(dflt = "False") boolean test,
            @Arg(dflt = "'auto'") Object matchOn,
            @Arg(dflt = "False") boolean notChange,
            @Arg(rest = true) Map<String, Object> kwargs) {
        List<?> options = opts instanceof List<?> list ? list : List.of(opts);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("device", device);
        fields.put("device_fsck", PythonText.str(deviceFsck));
        fields.put("name", name);
        fields.put("fstype", fstype);
        fields.put("pass_fsck", PythonText.str(passFsck));
        fields.put("mount_at_boot", mountAtBoot.equals("yes") ? "yes" : "no");
        fields.put(
                "opts", String.join(",", options.stream().map(PythonText::str).toList()));
        List<String> keys = keys(matchOn, fstype, NAMED_BY_PLACE_ON_SOLARIS, Fstab.Kind.VFSTAB);
        return set(new Fstab(Fstab.Kind.VFSTAB, fields), keys, config, test, notChange);
    }
}
