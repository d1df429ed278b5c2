package dev.brine.engine.modules.mount;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code mount}: what is mounted, mounting and unmounting. */
@Module("mount")
public final class Mounts {
    private final Host host;

    Mounts(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return what is mounted, by mount point.

            extended: with numbers, root, super options, UUID and label
            """)
    public Map<String, Object> active(@Arg(dflt = "False") boolean extended) {
        Map<String, String> listed = listed();
        Map<String, Object> all = new LinkedHashMap<>();
        Path info = host.file("/proc/self/mountinfo");
        if (extended && Files.isReadable(info)) {
            Map<String, Map<String, String>> devices = devices();
            PlainFile.lines(info).forEach(line -> information(line.strip().split("\\s+"), listed, devices, all));
            return all;
        }
        for (String line : PlainFile.lines(host.file("/proc/self/mounts"))) {
            String[] words = line.strip().split("\\s+");
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("device", words[0]);
            one.put("alt_device", listed.get(words[1]));
            one.put("fstype", words[2]);
            one.put("opts", options(words[3]));
            all.put(words[1], one);
        }
        return all;
    }

    private void information(
            String[] words,
            Map<String, String> listed,
            Map<String, Map<String, String>> devices,
            Map<String, Object> all) {
        int dash = Arrays.asList(words).indexOf("-");
        String device = words[dash + 2];
        Map<String, String> known = devices.getOrDefault(device, Map.of());
        String uuid = known.get("UUID");
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("mountid", words[0]);
        one.put("parentid", words[1]);
        one.put("major", words[2].split(":")[0]);
        one.put("minor", words[2].split(":")[1]);
        one.put("root", words[3]);
        one.put("opts", options(words[5]));
        one.put("fstype", words[dash + 1]);
        one.put("device", device.replace("\\040", "\\ "));
        one.put("alt_device", listed.get(words[4]));
        one.put("superopts", options(words[dash + 3]));
        one.put("device_uuid", uuid == null ? null : uuid.toLowerCase(Locale.ROOT));
        one.put("device_label", known.get("LABEL"));
        all.put(words[4], one);
    }

    /** Device by mount point, as {@code mount -l} has it. */
    private Map<String, String> listed() {
        Map<String, String> devices = new LinkedHashMap<>();
        host.run(List.of("mount", "-l")).stdout().lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 3) {
                devices.put(words[2], words[0]);
            }
        });
        return devices;
    }

    private Map<String, Map<String, String>> devices() {
        return host.which("blkid").isEmpty() ? Map.of() : BlockDevices.of(host, List.of());
    }

    /** Accounts among the options are given by number. */
    private List<Object> options(String text) {
        List<Object> options = new ArrayList<>();
        for (String option : text.split(",", -1)) {
            options.add(numbered(option).replace("\\040", "\\ "));
        }
        return options;
    }

    private String numbered(String option) {
        if (option.startsWith("uid=")) {
            return "uid="
                    + host.accounts()
                            .user(option.substring(4))
                            .map(Accounts.Account::uid)
                            .<Object>map(id -> id)
                            .orElse(option.substring(4));
        }
        if (option.startsWith("gid=")) {
            return "gid="
                    + host.accounts()
                            .group(option.substring(4))
                            .map(Accounts.Group::gid)
                            .<Object>map(id -> id)
                            .orElse(option.substring(4));
        }
        return option;
    }

    @Fn(doc = """
            Mount a file system. Returns True, or what went wrong.

            name: the mount point
            device: the device
            mkmnt: make the mount point
            fstype: type of the file system
            opts: options, a text or a list
            user: the account to run it as
            util: only mount
            """)
    public Object mount(
            String name,
            @Arg(dflt = "False") Object device,
            @Arg(dflt = "False") boolean mkmnt,
            @Arg(dflt = "''") String fstype,
            @Arg(dflt = "'defaults'") Object opts,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "'mount'") String util,
            Call call) {
        if (!util.equals("mount")) {
            return false;
        }
        if (mkmnt && !Files.exists(Path.of(name))) {
            try {
                Files.createDirectories(Path.of(name));
            } catch (IOException e) {
                throw new FunctionError("cannot make the directory " + name + ": " + e.getMessage(), e);
            }
        }
        List<String> words = new ArrayList<>(List.of("mount"));
        if (Truth.of(device)) {
            words.addAll(arguments(list(opts), fstype));
            words.add(PythonText.str(device));
        }
        words.add(name);
        return said(words, user, call);
    }

    private static List<String> arguments(List<String> options, String fstype) {
        List<String> words = new ArrayList<>();
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", String.join(",", options)));
        }
        if (!fstype.isEmpty()) {
            words.addAll(List.of("-t", fstype));
        }
        return words;
    }

    private static List<String> list(@Nullable Object opts) {
        if (opts == null) {
            return List.of();
        }
        return opts instanceof List<?> list
                ? list.stream().map(PythonText::str).toList()
                : Arrays.asList(PythonText.str(opts).split(",", -1));
    }

    private Object said(List<String> words, @Nullable String user, Call call) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (user != null) {
            options.put("runas", user);
        }
        CommandRunner.Result result = host.run(words, options);
        call.retcode(result.retcode());
        return result.ok() ? true : (Object) result.stderr();
    }

    @Fn(doc = """
            Mount a file system again with other options, or for the first time. Returns True, or what went wrong.

            name: the mount point
            device: the device
            mkmnt: make the mount point
            fstype: type of the file system
            opts: options, a text or a list
            user: the account to run it as
            """)
    public Object remount(
            String name,
            String device,
            @Arg(dflt = "False") boolean mkmnt,
            @Arg(dflt = "''") String fstype,
            @Arg(dflt = "'defaults'") Object opts,
            @Arg(dflt = "None") @Nullable String user,
            Call call) {
        if (!isMounted(name)) {
            return mount(name, device, mkmnt, fstype, opts, user, "mount", call);
        }
        List<String> options = new ArrayList<>(list(opts));
        if (!options.contains("remount")) {
            options.add("remount");
        }
        List<String> words = new ArrayList<>(List.of("mount"));
        words.addAll(arguments(options, fstype));
        words.addAll(List.of(device, name));
        return said(words, user, call);
    }

    @Fn(doc = """
            Unmount a file system. Returns True, or what went wrong.

            name: the mount point
            device: unmount this device instead
            user: the account to run it as
            util: only mount
            """)
    public Object umount(
            String name,
            @Arg(dflt = "None") @Nullable String device,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "'mount'") String util,
            Call call) {
        if (!isMounted(name)) {
            return name + " does not have anything mounted";
        }
        return said(List.of("umount", Truth.of(device) ? String.valueOf(device) : name), user, call);
    }

    @Fn(doc = """
            Return whether something is mounted.

            name: the mount point
            """)
    public boolean isMounted(String name) {
        return active(false).containsKey(name);
    }

    @Fn(doc = """
            Return the mount point of the file system on which a path lies.

            path: the path
            """)
    public String getMountFromPath(String path) {
        Map<String, Object> active = active(false);
        Path at = Path.of(path).toAbsolutePath().normalize();
        try {
            at = at.toRealPath();
        } catch (IOException e) {
            // what is not there is judged by its name
            at = at.normalize();
        }
        while (at.getParent() != null && !active.containsKey(at.toString())) {
            at = at.getParent();
        }
        return at.toString();
    }

    @Fn(doc = """
            Return the device of the file system on which a path lies.

            path: the path
            """)
    public @Nullable Object getDeviceFromPath(String path) {
        return active(false).get(getMountFromPath(path)) instanceof Map<?, ?> mount ? mount.get("device") : null;
    }
}
