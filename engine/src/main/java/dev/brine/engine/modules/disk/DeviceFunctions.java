package dev.brine.engine.modules.disk;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.ForeignFault;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.modules.mount.BlockDevices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code disk}: block devices: what is on them, how the kernel treats them, and making file systems. */
@Module("disk")
public final class DeviceFunctions {
    private static final Logger log = LoggerFactory.getLogger(DeviceFunctions.class);
    private static final List<String> FACTS = List.of(
            "getro",
            "getsz",
            "getss",
            "getpbsz",
            "getiomin",
            "getioopt",
            "getalignoff",
            "getmaxsect",
            "getsize",
            "getsize64",
            "getra",
            "getfra");
    private static final Map<String, String> SWITCHES = Map.of(
            "read-ahead", "setra", "filesystem-read-ahead", "setfra", "read-only", "setro", "read-write", "setrw");

    private final Host host;

    DeviceFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return what blkid knows of block devices: UUID, LABEL, TYPE, ...

            device: of this one
            token: of those with this, such as UUID=6a38ee5-7235-44e7-8b22-816a403bad5d
            """)
    public Map<String, Object> blkid(
            @Arg(dflt = "None") @Nullable String device, @Arg(dflt = "None") @Nullable String token, Call call) {
        host.needs(call, "blkid");
        List<String> words = new ArrayList<>();
        if (Truth.of(device)) {
            words.add(String.valueOf(device));
        } else if (Truth.of(token)) {
            words.addAll(List.of("-t", String.valueOf(token)));
        }
        return new LinkedHashMap<>(BlockDevices.of(host, words));
    }

    @Fn(doc = """
            Return how the kernel treats a block device, as blockdev tells it: getro, getsz, getss, ... False when it fails.

            device: the device
            args: only these
            """)
    public Object dump(String device, @Arg(dflt = "None") @Nullable Object args, Call call) {
        List<String> words = new ArrayList<>(List.of("blockdev"));
        FACTS.forEach(fact -> words.add("--" + fact));
        words.add(device);
        CommandRunner.Result result = host.run(words);
        call.retcode(result.retcode());
        if (!result.ok()) {
            return false;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line :
                result.stdout().lines().filter(each -> !each.isEmpty()).toList()) {
            if (all.size() < FACTS.size()) {
                all.put(FACTS.get(all.size()), line);
            }
        }
        if (!Truth.of(args)) {
            return all;
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        for (Object name : args instanceof List<?> list ? list : List.of(PythonText.str(args))) {
            if (!all.containsKey(name)) {
                throw new FunctionError("blockdev does not tell " + PythonText.repr(name) + "; it tells " + FACTS);
            }
            wanted.put(PythonText.str(name), all.get(name));
        }
        return wanted;
    }

    /** Salt 3006 writes {@code --read-only} for True, which blockdev does not know; here it is {@code --setro}. */
    @Fn(doc = """
            Change how the kernel treats a block device, and return the changed values.

            device: the device
            kwargs: read-ahead, filesystem-read-ahead: sectors; read-only, read-write: True
            """)
    public Object tune(String device, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        List<String> words = new ArrayList<>(List.of("blockdev"));
        List<Object> changed = new ArrayList<>();
        kwargs.forEach((name, value) -> {
            String change = SWITCHES.get(name);
            if (change != null) {
                changed.add(change.equals("setrw") ? "getro" : change.replace("set", "get"));
                words.add("--" + change);
                if (!Boolean.TRUE.equals(value) && !"True".equals(value)) {
                    words.add(PythonText.str(value));
                }
            }
        });
        words.add(device);
        host.said(call, words.toArray(String[]::new));
        return dump(device, changed, call);
    }

    @Fn(doc = """
            Remove the signatures of file systems from a device, so that nothing on it is found any more.

            device: the device
            """)
    public boolean wipe(String device, Call call) {
        CommandRunner.Result result = host.run(List.of("wipefs", "-a", device));
        call.retcode(result.retcode());
        if (!result.ok()) {
            log.error("Error wiping device {}: {}", device, result.stderr());
        }
        return result.ok();
    }

    @Fn(doc = """
            Fit a file system of type ext2, ext3 or ext4 to the size of its device. Returns True, or nothing when it fails.

            device: the device
            """)
    public @Nullable Object resize2fs(String device, Call call) {
        CommandRunner.Result result = host.run(List.of("resize2fs", device));
        call.retcode(result.retcode());
        return result.ok() ? true : null;
    }

    @Fn(doc = """
            Make a file system on a device; what was on it is lost.

            device: the device
            fs_type: type of the file system
            inode_size: bytes of an inode (ext2, ext3, ext4, xfs)
            lazy_itable_init: 1 to have the inodes written later (ext4)
            fat: 12, 16 or 32 (fat, vfat)
            force: even if it does not look like a device to be used (ext2, ext3, ext4, xfs)
            """)
    public boolean format(
            String device,
            @Arg(dflt = "'ext4'") String fsType,
            @Arg(dflt = "None") @Nullable Object inodeSize,
            @Arg(dflt = "None") @Nullable Object lazyItableInit,
            @Arg(dflt = "None") @Nullable Object fat,
            @Arg(dflt = "False") boolean force,
            Call call) {
        host.needs(call, "sync");
        host.needs(call, "mkfs");
        boolean ext = fsType.startsWith("ext");
        boolean xfs = fsType.equals("xfs");
        List<String> words = new ArrayList<>(List.of("mkfs", "-t", fsType));
        if (inodeSize != null && (ext || xfs)) {
            words.addAll(List.of("-i", (xfs ? "size=" : "") + PythonText.str(inodeSize)));
        }
        if (lazyItableInit != null && ext) {
            words.addAll(List.of("-E", "lazy_itable_init=" + PythonText.str(lazyItableInit)));
        }
        if (fat != null && PythonText.str(fat).matches("12|16|32") && fsType.endsWith("fat")) {
            words.addAll(List.of("-F", PythonText.str(fat)));
        }
        if (force && (ext || xfs)) {
            words.add(ext ? "-F" : "-f");
        }
        words.add(device);
        boolean made = host.run(words).ok();
        return host.run(List.of("sync")).ok() && made;
    }

    @Fn(doc = """
            Return the type of the file system on a device.

            device: the device
            """)
    public String fstype(String device, Call call) {
        boolean lsblk = host.which("lsblk").isPresent();
        boolean df = host.which("df").isPresent();
        if (!lsblk && !df) {
            throw new ForeignFault("Command required for '" + call.fun()
                    + "' not found: None of provided binaries([\"'lsblk'\", \"'df'\"]) were found in $PATH.");
        }
        String found =
                lsblk ? second(host.said(call, "lsblk", "-o", "fstype", device)).strip() : "";
        // Salt 3006: the whole line that df prints
        return found.isEmpty() && df ? second(host.said(call, "df", "-T", device)) : found;
    }

    private static String second(String text) {
        return text.lines().skip(1).findFirst().orElse("");
    }

    @Fn(doc = """
            Return the type of the file system on which a path lies.

            path: the path
            """)
    public String getFstypeFromPath(String path, Call call) {
        Object device = call.functions().value(List.of(path), Map.of(), call.nested("mount.get_device_from_path"));
        return fstype(PythonText.str(device), call);
    }
}
