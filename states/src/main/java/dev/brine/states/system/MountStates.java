package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code mount}: file systems and swap space as they are to be, now and in fstab. */
@Module("mount")
public final class MountStates {
    private final StateContext context;
    private final MountedState mounted;

    public MountStates(StateContext context) {
        this.context = context;
        this.mounted = new MountedState(context);
    }

    @Fn(doc = """
            Make sure that a device is mounted.

            name: the mount point
            device: the device, UUID= or LABEL=
            fstype: type of the file system
            mkmnt: make the mount point
            opts: options, a text or a list
            dump, pass_num, config, persist, match_on: its entry in fstab
            mount: mount it; False: only the entry
            user: the account to run mount as
            device_name_regex: names of devices that are as good as the wanted one
            extra_mount_invisible_options, extra_mount_invisible_keys, hidden_opts: options that do not show when mounted
            extra_mount_ignore_fs_keys, extra_mount_translate_options: options that show otherwise
            """)
    public Map<String, Object> mounted(
            String name, String device, String fstype, @Arg(rest = true) Map<String, Object> kwargs) {
        return mounted.mounted(name, device, fstype, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that swap space is used.

            name: its file or device
            persist: also after the next start
            config: the file that says so
            """)
    public Map<String, Object> swap(
            String name,
            @Arg(dflt = "True") boolean persist,
            @Arg(dflt = "'/etc/fstab'") String config,
            @Arg(rest = true) Map<String, Object> kwargs) {
        String device = device(name);
        Map<?, ?> on = ask("mount.swaps");
        Map<String, Object> result = Result.same(name, "Swap " + name + " already active");
        if (!on.containsKey(device) && context.test()) {
            result = Result.would(name, Map.of(), "Swap " + name + " is set to be activated");
        } else if (!on.containsKey(device)) {
            context.call("mount.swapon", List.of(device), Map.of());
            on = ask("mount.swaps");
            result = on.get(device) instanceof Map<?, ?> facts
                    ? Result.changed(name, texts(facts), "Swap " + name + " activated")
                    : Result.failed(name, "Swap " + name + " failed to activate");
        }
        return persist ? kept(name, config, on, result) : result;
    }

    private Map<String, Object> kept(String name, String config, Map<?, ?> on, Map<String, Object> result) {
        Map<?, ?> entries = ask("mount.fstab", config);
        if (context.test()) {
            boolean there = entries.containsKey(name)
                    || entries.values().stream()
                            .anyMatch(entry -> entry instanceof Map<?, ?> map && name.equals(map.get("device")));
            if (!there) {
                result.put("result", null);
                if (on.containsKey(name)) {
                    result.put("comment", "Swap " + name + " is set to be added to the fstab and to be activated");
                }
            }
            return result;
        }
        Map<?, ?> none = entries.get("none") instanceof Map<?, ?> map ? map : Map.of();
        if (name.equals(none.get("device")) && !"swap".equals(none.get("fstype"))) {
            return result;
        }
        Object outcome = context.call(
                "mount.set_fstab", List.of("none", name, "swap", List.of("defaults"), 0L, 0L, config), Map.of());
        persisted(result, String.valueOf(outcome), "");
        return result;
    }

    /** Says in a result what became of the entry in fstab. */
    static void persisted(Map<String, Object> result, String outcome, String present) {
        Map<String, Object> changes = TextKeys.copy(result.get("changes"));
        String words = present;
        if (outcome.equals("new")) {
            changes.put("persist", "new");
            words = ". Added new entry to the fstab.";
        } else if (outcome.equals("change")) {
            changes.put("persist", "update");
            words = ". Updated the entry in the fstab.";
        }
        result.put("changes", changes);
        result.put("comment", result.get("comment") + words);
    }

    private String device(String name) {
        if (!Args.truth(context.call("file.is_link", List.of(name), Map.of()))) {
            return name;
        }
        String target = Args.python(context.call("file.readlink", List.of(name), Map.of()));
        return target.startsWith("/") ? target : "/dev/" + Path.of(target).getFileName();
    }

    private Map<?, ?> ask(String function, Object... arguments) {
        return context.call(function, Arrays.asList(arguments), Map.of()) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        return TextKeys.copy(map);
    }

    @Fn(doc = """
            Make sure that nothing is mounted.

            name: the mount point
            device: unmount this device
            config: the file that says what is mounted at start
            persist: remove it there, too
            user: the account to run umount as
            """)
    public Map<String, Object> unmounted(
            String name,
            @Arg(dflt = "None") @Nullable String device,
            @Arg(dflt = "'/etc/fstab'") String config,
            @Arg(dflt = "False") boolean persist,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> result = Result.same(name, "Target was already unmounted");
        Map<String, Object> extended = Map.of("extended", true);
        boolean there = context.call("mount.active", List.of(), extended) instanceof Map<?, ?> active
                && active.containsKey(name.replace(" ", "\\040"));
        if (there && context.test()) {
            return Result.would(name, Map.of(), "Mount point " + name + " is mounted but should not be");
        }
        if (there) {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("device", device);
            options.put("user", user);
            Object done = context.call("mount.umount", List.of(name), options);
            result = Boolean.TRUE.equals(done)
                    ? Result.changed(name, Map.of("umount", true), "Target was successfully unmounted")
                    : Result.failed(name, Args.python(done));
            context.call("mount.delete_mount_cache", List.of(name), Map.of());
        }
        return persist ? purged(name, device, config, result) : result;
    }

    private Map<String, Object> purged(
            String name, @Nullable String device, String config, Map<String, Object> result) {
        Map<?, ?> entries = ask("mount.fstab", config);
        String comment = String.valueOf(result.get("comment"));
        if (!(entries.get(name) instanceof Map<?, ?> entry)) {
            result.put("comment", comment + ". fstab entry not found");
        } else if (device != null && !device.equals(entry.get("device"))) {
            result.put("comment", comment + ". fstab entry for device " + device + " not found");
        } else if (context.test()) {
            return Result.would(
                    name,
                    Map.of(),
                    "Mount point " + name + " is unmounted but needs to be purged from " + config
                            + " to be made persistent");
        } else {
            context.call("mount.rm_fstab", Arrays.asList(name, device, config), Map.of());
            Map<String, Object> changes = texts(result.get("changes") instanceof Map<?, ?> map ? map : Map.of());
            changes.put("persist", "purged");
            result.put("changes", changes);
            result.put("comment", comment + ". Removed target from fstab");
        }
        return result;
    }

    @Fn(name = "mod_watch", doc = """
            Mount again, as a watched state changed.

            name: the mount point
            user: the account to run mount as
            """)
    public Map<String, Object> modWatch(
            String name, @Arg(dflt = "None") @Nullable String user, @Arg(rest = true) Map<String, Object> kwargs) {
        Args args = new Args(kwargs);
        if (!args.text("sfun").equals("mounted")) {
            return Result.same(name, "Watch not supported in " + args.text("sfun") + " at this time");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("user", user);
        context.call(
                "mount.remount",
                Arrays.asList(
                        name,
                        args.text("device"),
                        false,
                        args.text("fstype"),
                        args.has("opts") ? args.value("opts") : "defaults"),
                options);
        return Result.same(name, name + " remounted");
    }
}
