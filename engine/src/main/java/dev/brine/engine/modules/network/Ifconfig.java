package dev.brine.engine.modules.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code ifconfig -a} prints, in its old form ({@code inet addr:1.2.3.4}) and its new one. */
final class Ifconfig {
    private static final Pattern NAME = Pattern.compile("^([^\\s:]+)");
    private static final Pattern HARDWARE = Pattern.compile(".*?(?:HWaddr|ether|address:|lladdr) ([0-9a-fA-F:]+).*");
    private static final Pattern FOUR = Pattern.compile(".*?(?:inet addr:|inet [^\\d]*)(.*?)\\s.*");
    private static final Pattern MASK = Pattern.compile(".*?(?:Mask:|netmask )(?:((?:0x)?[0-9a-fA-F]{8})|([\\d.]+)).*");
    private static final Pattern BROADCAST = Pattern.compile(".*?(?:Bcast:|broadcast )([\\d.]+).*");
    private static final Pattern SIX = Pattern.compile(".*?(?:inet6 addr: (.*?)/|inet6 )([0-9a-fA-F:]+).*");
    private static final Pattern PREFIX = Pattern.compile(".*?(?:inet6 addr: [0-9a-fA-F:]+/(\\d+)|prefixlen (\\d+))"
            + "(?: Scope:([a-zA-Z]+)| scopeid (0x[0-9a-fA-F]))?.*");

    private Ifconfig() {}

    static Interfaces parsed(String text) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (String group : text.split("\r?\n(?=\\S)")) {
            String name = "";
            Map<String, Object> facts = new LinkedHashMap<>();
            boolean up = false;
            for (String line : group.lines().toList()) {
                Matcher start = NAME.matcher(line);
                name = start.find() ? start.group(1) : name;
                up |= line.contains("UP");
                read(line, facts);
            }
            facts.put("up", up);
            all.merge(name, facts, Ifconfig::merged);
        }
        return new Interfaces(all);
    }

    /** Aliases of one interface come as groups of their own. */
    private static Map<String, Object> merged(Map<String, Object> first, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.putAll(first);
        for (String family : List.of("inet", "inet6")) {
            Interfaces.maps(more.get(family))
                    .filter(each -> !Interfaces.list(all, family).contains(each))
                    .toList()
                    .forEach(each -> Interfaces.list(all, family).add(each));
        }
        return all;
    }

    private static void read(String line, Map<String, Object> facts) {
        Matcher hardware = HARDWARE.matcher(line);
        if (hardware.matches()) {
            facts.put("hwaddr", hardware.group(1));
        }
        Matcher four = FOUR.matcher(line);
        if (four.matches()) {
            Map<String, Object> address = new LinkedHashMap<>();
            address.put("address", four.group(1));
            Matcher mask = MASK.matcher(line);
            if (mask.matches()) {
                address.put("netmask", mask.group(1) == null ? mask.group(2) : dotted(mask.group(1)));
            }
            Matcher broadcast = BROADCAST.matcher(line);
            if (broadcast.matches()) {
                address.put("broadcast", broadcast.group(1));
            }
            Interfaces.list(facts, "inet").add(address);
        }
        Matcher six = SIX.matcher(line);
        if (six.matches()) {
            Map<String, Object> address = new LinkedHashMap<>();
            address.put("address", either(six, 1, 2));
            Matcher prefix = PREFIX.matcher(line);
            if (prefix.matches()) {
                String scope = either(prefix, 3, 4);
                address.put("prefixlen", either(prefix, 1, 2));
                address.put("scope", scope == null ? null : scope.toLowerCase(Locale.ROOT));
            }
            Interfaces.list(facts, "inet6").add(address);
        }
    }

    private static @Nullable String either(Matcher found, int first, int second) {
        return found.group(first) == null ? found.group(second) : found.group(first);
    }

    private static String dotted(String hex) {
        long mask = Long.parseLong(hex.replace("0x", ""), 16);
        return (mask >> 24) + "." + (mask >> 16 & 255) + "." + (mask >> 8 & 255) + "." + (mask & 255);
    }
}
