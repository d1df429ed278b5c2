package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code host}: names and addresses in the hosts file as they are to be. */
@Module("host")
public final class HostStates {
    private final StateContext context;

    public HostStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that a name has the given addresses.

            name: the name
            ip: an address or a list of them
            comment: put behind the addresses
            clean: remove the name from all other addresses
            """)
    public Map<String, Object> present(
            String name,
            Object ip,
            @Arg(dflt = "''") String comment,
            @Arg(dflt = "False") boolean clean,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return new Presence(name, Args.list(ip), comment, clean).result();
    }

    @Fn(doc = """
            Make sure that a name does not have the given addresses.

            name: the name
            ip: an address or a list of them
            """)
    public Map<String, Object> absent(String name, Object ip, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> result = Result.would(name, Map.of(), "");
        List<String> comments = new ArrayList<>();
        for (Object each : Args.list(ip)) {
            if (!Args.truth(context.call("hosts.has_pair", List.of(each, name), Map.of()))) {
                result.put("result", true);
                comments.add("Host " + name + " (" + each + ") already absent");
            } else if (context.test()) {
                comments.add("Host " + name + " (" + each + ") needs to be removed");
            } else if (Args.truth(context.call("hosts.rm_host", List.of(each, name), Map.of()))) {
                result.put("changes", new LinkedHashMap<>(Map.of("host", name)));
                result.put("result", true);
                comments.add("Removed host " + name + " (" + each + ")");
            } else {
                result.put("result", false);
                comments.add("Failed to remove host");
            }
        }
        result.put("comment", String.join("\n", comments));
        return result;
    }

    @Fn(doc = """
            Make sure that an address has the given names and no others.

            name: the address
            hostnames: a name or a list of them
            """)
    public Map<String, Object> only(String name, Object hostnames, @Arg(rest = true) Map<String, Object> kwargs) {
        String before = joined(Args.list(context.call("hosts.get_alias", List.of(name), Map.of())));
        String after = joined(Args.list(hostnames));
        if (before.equals(after)) {
            return Result.same(name, "IP address " + name + " already set to \"" + after + "\"");
        }
        String change = name + " from \"" + before + "\" to \"" + after + "\"";
        if (context.test()) {
            return Result.would(name, Map.of(), "Would change " + change);
        }
        if (!Args.truth(context.call("hosts.set_host", List.of(name, after), Map.of()))) {
            return Result.failed(name, "hosts.set_host failed to change " + change);
        }
        return Result.changed(
                name, Map.of(name, Map.of("old", before, "new", after)), "successfully changed " + change);
    }

    private static String joined(List<Object> names) {
        return String.join(
                " ", names.stream().map(each -> Args.python(each).strip()).toList());
    }

    /** One run of {@code host.present}. */
    private final class Presence {
        private final String name;
        private final List<Object> ips;
        private final String comment;
        private final boolean clean;
        private final List<String> comments = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<String> adding = new ArrayList<>();
        private final List<String> commenting = new ArrayList<>();
        private final List<String> removing = new ArrayList<>();
        private final Map<String, Object> result;
        private final Map<String, Object> changes = new LinkedHashMap<>();

        Presence(String name, List<Object> ips, String comment, boolean clean) {
            this.name = name;
            this.ips = ips;
            this.comment = comment;
            this.clean = clean;
            this.result = Result.same(name, "");
        }

        Map<String, Object> result() {
            plan();
            adding.forEach(each -> act(each, "hosts.add_host", name, "added", "Added host", "add host"));
            commenting.forEach(this::comment);
            removing.forEach(each -> act(each, "hosts.rm_host", name, "removed", "Removed host", "remove host"));
            result.put("changes", changes);
            result.put("comment", String.join("\n", comments));
            if (!warnings.isEmpty()) {
                result.put("warnings", new ArrayList<Object>(warnings));
            }
            return result;
        }

        private void plan() {
            Map<?, ?> known =
                    context.call("hosts.list_hosts", List.of(), Map.of()) instanceof Map<?, ?> map ? map : Map.of();
            for (Object each : ips) {
                if (!known.containsKey(each)) {
                    adding.add(Args.python(each));
                    if (!comment.isEmpty()) {
                        commenting.add(Args.python(each));
                    }
                }
            }
            known.forEach((address, entry) -> {
                if (entry instanceof Map<?, ?> facts) {
                    plan(String.valueOf(address), facts);
                }
            });
        }

        private void plan(String address, Map<?, ?> facts) {
            boolean has = Args.list(facts.get("aliases")).contains(name);
            if (!ips.contains(address)) {
                if (has && clean) {
                    removing.add(address);
                } else if (has) {
                    warnings.add("Host " + name + " present for IP address " + address
                            + ". To get rid of this warning, either run this state with 'clean' set to True to remove "
                            + name + " from " + address + ", or add " + address + " to the 'ip' argument.");
                }
            } else if (has) {
                if (!comment.isEmpty() && !comment.equals(facts.get("comment"))) {
                    commenting.add(address);
                } else {
                    comments.add("Host " + name + " (" + address + ") already present");
                }
            } else if (literal(address)) {
                adding.add(address);
                if (!comment.isEmpty()) {
                    commenting.add(address);
                }
            } else {
                result.put("result", false);
                comments.add("Invalid IP Address for " + name + " (" + address + ")");
            }
        }

        private void act(String address, String function, String value, String key, String done, String failed) {
            if (context.test()) {
                result.put("result", null);
                comments.add("Host " + name + " (" + address + ") would be " + key);
            } else if (Args.truth(context.call(function, List.of(address, value), Map.of()))) {
                comments.add(done + " " + name + " (" + address + ")");
            } else {
                result.put("result", false);
                comments.add("Failed to " + failed + " " + name + " (" + address + ")");
                return;
            }
            note(key, address, value);
        }

        private void comment(String address) {
            if (context.test()) {
                comments.add("Comment for " + address + " (" + comment + ") would be added");
            } else if (Args.truth(context.call("hosts.set_comment", List.of(address, comment), Map.of()))) {
                comments.add("Set comment for host " + address + " (" + comment + ")");
            } else {
                result.put("result", false);
                comments.add("Failed to add comment for host " + address + " (" + comment + ")");
                return;
            }
            note("comment_added", address, comment);
        }

        @SuppressWarnings("unchecked")
        private void note(String key, String address, String value) {
            Map<String, List<Object>> byAddress =
                    (Map<String, List<Object>>) changes.computeIfAbsent(key, k -> new LinkedHashMap<>());
            byAddress.computeIfAbsent(address, k -> new ArrayList<>()).add(value);
        }
    }

    /** An address in digits; no name is looked up for it. */
    private static boolean literal(String address) {
        try {
            return address.matches("[0-9a-fA-F:.]+")
                    && InetAddress.getByName(address).getHostAddress() != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
