package dev.brine.states.system;

import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code mount.mounted}: what is mounted is compared with what should be, then fstab. */
final class MountedState {
    private final StateContext context;

    MountedState(StateContext context) {
        this.context = context;
    }

    Map<String, Object> mounted(String given, String device, String fstype, Args args) {
        String missing = given.isEmpty() ? "name" : device.isEmpty() ? "device" : fstype.isEmpty() ? "fstype" : "";
        if (!missing.isEmpty()) {
            return Result.failed(given, "Must provide " + missing + " to mount.mounted");
        }
        return new Run(given, device, fstype, args).result();
    }

    /** One run of the function. */
    private final class Run {
        private final String name;
        private final String device;
        private final String fstype;
        private final Args args;
        private final boolean mount;
        private final String real;
        private final String escaped;
        private final Map<String, Object> result;
        private final Map<String, Object> changes = new LinkedHashMap<>();
        private List<String> opts;
        private boolean remember;

        Run(String given, String device, String fstype, Args args) {
            this.name = given.equals("/") ? given : given.replaceFirst("/+$", "");
            this.device = device;
            this.fstype = fstype;
            this.args = args;
            this.mount = args.flag("mount", true);
            this.real = realpath(name);
            this.escaped = real.replace(" ", "\\040");
            this.result = Result.same(given, "");
            this.opts = new ArrayList<>(options(args.has("opts") ? args.value("opts") : "defaults"));
        }

        Map<String, Object> result() {
            result.put("changes", changes);
            if (current() instanceof Map<?, ?> now) {
                boolean done = mount && compare(now);
                if (done) {
                    return result;
                }
            }
            if (current() == null && !mountIt()) {
                return result;
            }
            if (args.flag("persist", true)) {
                persist();
            }
            return result;
        }

        private @Nullable Object current() {
            Object active = context.call("mount.active", List.of(), Map.of("extended", true));
            return active instanceof Map<?, ?> map ? map.get(escaped) : null;
        }

        /** Whether the state ends here. */
        private boolean compare(Map<?, ?> now) {
            Map<?, ?> facts = now;
            List<String> devices = devices(facts);
            if (!opts.isEmpty() && changedOptions(facts)) {
                return true;
            }
            String wanted = realDevice();
            if (devices.contains(wanted)) {
                comment("Target was already mounted");
                return false;
            }
            String accepted = devices.stream()
                    .filter(each -> args.list("device_name_regex").stream()
                            .anyMatch(regex -> Pattern.compile(Args.python(regex))
                                    .matcher(each)
                                    .lookingAt()))
                    .findFirst()
                    .orElse("");
            if (!accepted.isEmpty()) {
                comment("An umount will not be forced because device matched device_name_regex: " + accepted);
                return false;
            }
            if (context.test()) {
                result.put("result", null);
                comment("An umount would have been forced because devices do not match.  Watched: " + device);
                return false;
            }
            changes.put(
                    "umount",
                    "Forced unmount because devices don't match. Wanted: " + device
                            + (wanted.equals(device) ? "" : " (" + wanted + ")") + ", current: "
                            + String.join(", ", devices));
            context.call("mount.umount", List.of(real), Map.of());
            remember = true;
            if (current() != null) {
                comment("Unable to unmount");
                result.put("result", null);
                return true;
            }
            return false;
        }

        private List<String> devices(Map<?, ?> facts) {
            String first = Args.python(facts.get("device"));
            List<String> devices = new ArrayList<>(List.of(first));
            if (first.startsWith("/")) {
                devices.add(realpath(first));
            }
            for (String key : List.of("alt_device", "device_uuid", "device_label")) {
                if (Args.truth(facts.get(key)) && !devices.contains(Args.python(facts.get(key)))) {
                    devices.add(Args.python(facts.get(key)));
                }
            }
            return devices;
        }

        private boolean changedOptions(Map<?, ?> facts) {
            Set<String> odd = new TreeSet<>(new MountOptions(fstype, args, context).missing(opts, facts));
            if (!odd.isEmpty() && remounted(String.join(",", odd), ") changed")) {
                return true;
            }
            Object cache = context.call("mount.read_mount_cache", List.of(real), Map.of());
            if (!(cache instanceof Map<?, ?> map) || !map.containsKey("opts")) {
                remember = true;
                return false;
            }
            List<String> gone = options(map.get("opts")).stream()
                    .filter(each -> !opts.contains(each))
                    .toList();
            // Salt 3006: test mode leaves out a blank, a real run names the last option that was looked at
            String last = opts.isEmpty() ? "" : opts.get(opts.size() - 1);
            return !gone.isEmpty()
                    && (context.test() ? remounted(String.join(",", gone), ")changed") : remounted(last, ") changed"));
        }

        /** Mounts again because of options; whether the state ends here. */
        private boolean remounted(String options, String tail) {
            if (context.test()) {
                result.put("result", null);
                comment("Remount would be forced because options (" + options + tail);
                return true;
            }
            remember = true;
            boolean apart = List.of("nfs", "cvfs").contains(fstype) || fstype.startsWith("fuse");
            String how = apart ? "Forced unmount and mount" : "Forced remount";
            changes.put("umount", how + " because options (" + options + tail);
            List<Object> arguments = new ArrayList<>(List.of(real, device, args.flag("mkmnt", false), fstype, opts));
            if (apart) {
                Object gone = context.call("mount.umount", List.of(real), Map.of());
                if (!Boolean.TRUE.equals(gone)) {
                    result.put("result", false);
                    comment("Unable to unmount " + real + ": " + Args.python(gone) + ".");
                    return true;
                }
                result.put("result", context.call("mount.mount", arguments, Map.of()));
            } else {
                result.put("result", context.call("mount.remount", arguments, Map.of()));
            }
            return false;
        }

        /** What the system calls the wanted device. */
        private String realDevice() {
            String upper = device.toUpperCase(Locale.ROOT);
            if (upper.startsWith("UUID=")) {
                return device.split("=", 2)[1].replace("\"", "").toLowerCase(Locale.ROOT);
            }
            if (upper.startsWith("LABEL=")) {
                Object found = context.call("disk.blkid", List.of(), Map.of("token", device));
                return found instanceof Map<?, ?> map && !map.isEmpty()
                        ? String.valueOf(map.keySet().iterator().next())
                        : device;
            }
            String[] parts = device.split("/");
            if (parts.length == 4 && device.startsWith("/dev/")) {
                String mapper = "/dev/mapper/" + parts[2].replace("-", "--") + "-" + parts[3].replace("-", "--");
                if (Files.exists(Path.of(mapper))) {
                    return mapper;
                }
            }
            String fuse = device.replaceFirst("^\\w+#", "");
            return fuse.equals(device) && device.startsWith("/") ? realpath(device) : fuse;
        }

        /** Whether the state goes on. */
        private boolean mountIt() {
            boolean mkmnt = args.flag("mkmnt", false);
            boolean there = Files.exists(Path.of(name));
            if (!mount) {
                return bare(mkmnt, there);
            }
            if (context.test()) {
                result.put("result", null);
                comment(
                        there
                                ? name + " would be mounted"
                                : mkmnt
                                        ? name + " would be created and mounted"
                                        : name + " does not exist and would not be created");
                return false;
            }
            if (!there && !mkmnt) {
                result.put("result", false);
                comment("Mount directory is not present");
                return false;
            }
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("user", args.value("user"));
            Object done = context.call("mount.mount", List.of(name, device, mkmnt, fstype, opts), options);
            remember = true;
            if (done instanceof String words) {
                result.put("result", false);
                comment(words);
                return false;
            }
            if (current() != null) {
                comment("Target was successfully mounted");
                changes.put("mount", true);
            }
            return true;
        }

        private boolean bare(boolean mkmnt, boolean there) {
            if (context.test()) {
                comment(
                        there
                                ? name + " would not be mounted"
                                : mkmnt
                                        ? name + " would be created, but not mounted"
                                        : name + " does not exist and would neither be created nor mounted");
                if (!there) {
                    result.put("result", null);
                }
            } else if (there) {
                comment(name + " not mounted");
            } else if (mkmnt) {
                context.call("file.mkdir", List.of(name), Map.of());
                comment(name + " was created, not mounted");
            } else {
                comment(name + " not present and not mounted");
            }
            return true;
        }

        private void persist() {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("test", context.test());
            options.put("match_on", args.has("match_on") ? args.value("match_on") : "auto");
            List<Object> entry = Arrays.asList(
                    name,
                    device,
                    fstype,
                    opts,
                    args.has("dump") ? args.value("dump") : 0L,
                    args.has("pass_num") ? args.value("pass_num") : 0L,
                    args.text("config", "/etc/fstab"));
            String outcome = String.valueOf(context.call("mount.set_fstab", entry, options));
            if (!context.test()) {
                if (remember) {
                    context.call(
                            "mount.write_mount_cache",
                            List.of(real, device, args.flag("mkmnt", false), fstype, opts),
                            Map.of());
                }
                MountStates.persisted(result, outcome, ". Entry already exists in the fstab.");
                return;
            }
            if (outcome.equals("present")) {
                return;
            }
            result.put("result", null);
            boolean fresh = outcome.equals("new");
            String told = mount
                    ? name + " is mounted, but "
                            + (fresh
                                    ? "needs to be written to the fstab in order to be made persistent."
                                    : "its fstab entry must be updated.")
                    : fresh
                            ? name + " needs to be written to the fstab in order to be made persistent."
                            : "The " + name + " fstab entry must be updated.";
            comment(result.get("comment") + ". " + told);
        }

        private void comment(String text) {
            result.put("comment", text);
        }
    }

    private static List<String> options(@Nullable Object opts) {
        if (opts instanceof String text) {
            return Arrays.asList(text.split(",", -1));
        }
        return Args.list(opts).stream().map(Args::python).toList();
    }

    private static String realpath(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException e) {
            // Python's realpath, too, takes what is not there by its name
            return Path.of(path).toAbsolutePath().normalize().toString();
        }
    }
}
