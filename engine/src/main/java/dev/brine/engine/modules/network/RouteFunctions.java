package dev.brine.engine.modules.network;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.IpAddress;
import dev.brine.engine.modules.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code network}: where packets go, as {@code netstat -rn} or {@code ip route} print it. */
@Module("network")
public final class RouteFunctions {
    private static final Set<String> SPECIAL = Set.of(
            "unicast", "broadcast", "throw", "unreachable", "prohibit", "blackhole", "nat", "anycast", "multicast");
    private static final Pattern GOT =
            Pattern.compile("(?:via\\s+([\\w.:]+))?\\s+dev\\s+([\\w.:\\-]+)\\s+.*src\\s+([\\w.:]+)");

    private final Host host;

    RouteFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the routes: a list of {addr_family, destination, gateway, netmask, flags, interface}.

            family: inet or inet6; both when it is not given
            """)
    public List<Object> routes(@Arg(dflt = "None") @Nullable String family, Call call) {
        if (family != null && !family.equals("inet") && !family.equals("inet6")) {
            throw new FunctionError("Invalid address family " + family);
        }
        List<Map<String, Object>> all = host.which("netstat").isPresent() ? netstat(call) : ip(call);
        return new ArrayList<>(all.stream()
                .filter(route -> family == null || family.equals(route.get("addr_family")))
                .toList());
    }

    @Fn(doc = """
            Return the default routes.

            family: inet or inet6; both when it is not given
            """)
    public List<Object> defaultRoute(@Arg(dflt = "None") @Nullable String family, Call call) {
        List<String> four = List.of("0.0.0.0", "default");
        List<String> six = List.of("::/0", "default");
        return new ArrayList<>(routes(family, call).stream()
                .filter(route -> {
                    Object to = ((Map<?, ?>) route).get("destination");
                    return (!"inet6".equals(family) && four.contains(to))
                            || (!"inet".equals(family) && six.contains(to));
                })
                .toList());
    }

    private List<Map<String, Object>> netstat(Call call) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String[] words : table(host.said(call, "netstat", "-A", "inet", "-rn"), 2)) {
            if (words.length >= 8) {
                all.add(route("inet", words[0], words[1], words[2], words[3], words[7]));
            }
        }
        for (String[] words : table(host.said(call, "netstat", "-A", "inet6", "-rn"), 2)) {
            if (words.length == 6 || words.length == 7) {
                all.add(route("inet6", words[0], words[1], "", words[2], words[words.length - 1]));
            }
        }
        return all;
    }

    private List<Map<String, Object>> ip(Call call) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String[] words : table(host.said(call, "ip", "-4", "route", "show", "table", "main"), 0)) {
            if (words[0].equals("default")) {
                all.add(route("inet", "0.0.0.0", at(words, 2), "0.0.0.0", "UG", device(words, 3)));
            } else if (!SPECIAL.contains(words[0])) {
                IpAddress network = AddressFunctions.network(words[0]);
                String start = network.at(network.value()).toString();
                all.add(route("inet", start, "0.0.0.0", network.mask().toString(), "U", device(words, 1)));
            }
        }
        for (String[] words : table(host.said(call, "ip", "-6", "route", "show", "table", "all"), 0)) {
            if (words[0].equals("default")) {
                all.add(route("inet6", "::/0", at(words, 2), "", "UG", device(words, 3)));
            } else if (words[0].equals("local")) {
                all.add(route("inet6", at(words, 1) + "/128", "::", "", "U", device(words, 2)));
            } else if (!SPECIAL.contains(words[0])) {
                all.add(route("inet6", words[0], "::", "", "U", device(words, 1)));
            }
        }
        return all;
    }

    private static List<String[]> table(String text, int skipped) {
        return text.lines()
                .skip(skipped)
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+"))
                .toList();
    }

    private static String at(String[] words, int index) {
        return index < words.length ? words[index] : "";
    }

    private static String device(String[] words, int index) {
        return at(words, index).equals("dev") ? at(words, index + 1) : "";
    }

    private static Map<String, Object> route(
            String family, String destination, String gateway, String netmask, String flags, String device) {
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("addr_family", family);
        route.put("destination", destination);
        route.put("gateway", gateway);
        route.put("netmask", netmask);
        route.put("flags", flags);
        route.put("interface", device);
        return route;
    }

    @Fn(doc = """
            Return how an address is reached: {destination, gateway, interface, source}.

            ip: the address
            """)
    public Map<String, Object> getRoute(String ip, Call call) {
        String out = host.said(call, "ip", "route", "get", ip);
        Matcher found = GOT.matcher(out.lines().findFirst().orElse(""));
        if (!found.find()) {
            throw new FunctionError("No route to " + ip + ": " + out);
        }
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("destination", ip);
        route.put("gateway", found.group(1));
        route.put("interface", found.group(2));
        route.put("source", found.group(3));
        return route;
    }
}
