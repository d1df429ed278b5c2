package dev.brine.states.system;

import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which wanted mount options do not show in what is mounted; some never do, some show otherwise. Salt 3006's tables. */
final class MountOptions {
    private static final Set<String> INVISIBLE = Set.of(
            "_netdev",
            "actimeo",
            "bg",
            "comment",
            "defaults",
            "delay_connect",
            "direct-io-mode",
            "intr",
            "loop",
            "nointr",
            "nobootwait",
            "nofail",
            "password",
            "reconnect",
            "retry",
            "soft",
            "auto",
            "users",
            "bind",
            "nonempty",
            "transform_symlinks",
            "port",
            "backup-volfile-servers");
    private static final Set<String> INVISIBLE_KEYS =
            Set.of("actimeo", "comment", "credentials", "direct-io-mode", "password", "port", "retry", "secretfile");
    private static final Pattern SIZE = Pattern.compile("size=([0-9]+)([kmg]).*");

    private final String fstype;
    private final StateContext context;
    private final List<String> invisible = new ArrayList<>(INVISIBLE);
    private final List<String> keys = new ArrayList<>(INVISIBLE_KEYS);
    private final List<String> ignored = new ArrayList<>();
    private final Map<String, String> translated = new LinkedHashMap<>(Map.of("tcp", "proto=tcp", "udp", "proto=udp"));

    MountOptions(String fstype, Args args, StateContext context) {
        this.fstype = fstype;
        this.context = context;
        args.list("extra_mount_invisible_options").forEach(each -> invisible.add(Args.python(each)));
        args.list("hidden_opts")
                .forEach(each -> invisible.addAll(List.of(Args.python(each).split(","))));
        args.list("extra_mount_invisible_keys").forEach(each -> keys.add(Args.python(each)));
        Map<String, Object> perType = args.map("extra_mount_ignore_fs_keys");
        if (perType.containsKey(fstype)) {
            Args.list(perType.get(fstype)).forEach(each -> ignored.add(Args.python(each)));
        } else if (fstype.equals("ramfs")) {
            ignored.add("size");
        }
        args.map("extra_mount_translate_options").forEach((from, to) -> translated.put(from, Args.python(to)));
    }

    List<String> missing(List<String> wanted, Map<?, ?> facts) {
        List<String> now = new ArrayList<>();
        Args.list(facts.get("opts")).forEach(each -> now.add(Args.python(each)));
        Args.list(facts.get("superopts")).forEach(each -> now.add(kilobytes(Args.python(each))));
        List<String> missing = new ArrayList<>();
        for (String each : wanted) {
            String shown = shown(translated.getOrDefault(each, each));
            if (!now.contains(shown)
                    && !invisible.contains(shown)
                    && !ignored.contains(shown)
                    && !keys.contains(shown)) {
                missing.add(shown);
            }
        }
        return missing;
    }

    /** How an option appears once it is mounted. */
    private String shown(String option) {
        String[] pair = option.split("=", 2);
        if (keys.contains(pair[0]) || ignored.contains(pair[0])) {
            return pair[0];
        }
        if (pair.length == 2 && pair[0].equals("user") && fstype.equals("cifs")) {
            return "username=" + pair[1];
        }
        if (pair.length == 2 && (pair[0].equals("uid") || pair[0].equals("gid")) && !pair[1].matches("[0-9]+")) {
            Object info = context.call(pair[0].equals("uid") ? "user.info" : "group.info", List.of(pair[1]), Map.of());
            return info instanceof Map<?, ?> map && map.get(pair[0]) != null
                    ? pair[0] + "=" + Args.python(map.get(pair[0]))
                    : option;
        }
        return kilobytes(option);
    }

    /** {@code size=1g} is shown in kilobytes. */
    private static String kilobytes(String option) {
        Matcher size = SIZE.matcher(option);
        if (!size.matches()) {
            return option;
        }
        long factor = size.group(2).equals("g") ? 1024 * 1024 : size.group(2).equals("m") ? 1024 : 1;
        return "size=" + Long.parseLong(size.group(1)) * factor + "k";
    }
}
