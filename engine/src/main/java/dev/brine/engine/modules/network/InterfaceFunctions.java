package dev.brine.engine.modules.network;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.IpAddress;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code network}: the interfaces of the host, their addresses and networks. */
@Module("network")
public final class InterfaceFunctions {
    private static final Logger log = LoggerFactory.getLogger(InterfaceFunctions.class);
    private static final Comparator<IpAddress> ORDER =
            Comparator.comparing(IpAddress::value).thenComparing(IpAddress::prefix);

    private final Host host;

    InterfaceFunctions(Host host) {
        this.host = host;
    }

    @Fn(
            doc =
                    "Return the network interfaces: {name: {up, hwaddr, parent, inet: [...], inet6: [...], secondary: [...]}}.")
    public Map<String, Object> interfaces() {
        return new LinkedHashMap<>(Interfaces.of(host).all());
    }

    @Fn(doc = """
            Return the hardware address of an interface.

            iface: its name
            """)
    public Object hwAddr(String iface) {
        return fact(iface, "hwaddr");
    }

    @Fn(doc = """
            Return the hardware address of an interface: hw_addr by another name.

            iface: its name
            """)
    public Object hwaddr(String iface) {
        return hwAddr(iface);
    }

    @Fn(name = "interface", doc = """
            Return the IPv4 addresses of an interface, with netmask, broadcast address and label.

            iface: its name
            """)
    public Object inet(String iface) {
        return fact(iface, "inet");
    }

    @Fn(doc = """
            Return the first IPv4 address of an interface.

            iface: its name
            """)
    public Object interfaceIp(String iface) {
        Object inet = fact(iface, "inet");
        return inet instanceof List<?> list
                ? Interfaces.maps(list)
                        .findFirst()
                        .map(first -> (Object) first.get("address"))
                        .orElse("")
                : inet;
    }

    private Object fact(String iface, String key) {
        Map<String, Map<String, Object>> all = Interfaces.of(host).all();
        Map<String, Object> facts = all.get(iface);
        if (facts == null) {
            String message = "Interface \"" + iface + "\" not in available interfaces: \""
                    + String.join("\", \"", all.keySet()) + "\"";
            log.error("{}", message);
            return message;
        }
        return facts.getOrDefault(key, "");
    }

    @Fn(doc = """
            Return the interfaces that have an IPv4 address which begins with a text.

            cidr: the text, such as 10.0
            """)
    public List<Object> ifacestartswith(Object cidr) {
        String start = PythonText.str(cidr);
        List<Object> names = new ArrayList<>();
        Interfaces.of(host)
                .all()
                .forEach((name, facts) -> Interfaces.maps(facts.get("inet"))
                        .filter(each -> String.valueOf(each.get("address")).startsWith(start))
                        .forEach(each -> names.add(each.containsKey("label") ? each.get("label") : name)));
        return names;
    }

    @Fn(name = "ip_addrs", doc = """
            Return the IPv4 addresses of the host.

            interface: of these interfaces only: a name, a glob, several behind commas, or a list
            include_loopback: those of the loopback, too
            cidr: only those in this network
            type: public or private
            """)
    public List<Object> ipAddrs(
            @Arg(dflt = "None", name = "interface") @Nullable Object iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "None") @Nullable String cidr,
            @Arg(dflt = "None") @Nullable String type) {
        Stream<IpAddress> found = addresses(iface, includeLoopback, "inet").stream();
        if (Truth.of(cidr)) {
            return texts(found.filter(each -> inside(String.valueOf(cidr), List.of(each))));
        }
        boolean all = !"public".equals(type) && !"private".equals(type);
        return texts(found.filter(each -> all || each.isPrivate() == "private".equals(type)));
    }

    @Fn(doc = """
            Return the IPv4 addresses of the host: ip_addrs by another name.

            interface, include_loopback, cidr, type: as there
            """)
    public List<Object> ipaddrs(
            @Arg(dflt = "None", name = "interface") @Nullable Object iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "None") @Nullable String cidr,
            @Arg(dflt = "None") @Nullable String type) {
        return ipAddrs(iface, includeLoopback, cidr, type);
    }

    @Fn(name = "ip_addrs6", doc = """
            Return the IPv6 addresses of the host.

            interface: of these interfaces only: a name, a glob, several behind commas, or a list
            include_loopback: those of the loopback, too
            cidr: only those in this network
            """)
    public List<Object> ipAddrs6(
            @Arg(dflt = "None", name = "interface") @Nullable Object iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "None") @Nullable String cidr) {
        return texts(addresses(iface, includeLoopback, "inet6").stream()
                .filter(each -> !Truth.of(cidr) || inside(String.valueOf(cidr), List.of(each))));
    }

    @Fn(name = "ipaddrs6", doc = """
            Return the IPv6 addresses of the host: ip_addrs6 by another name.

            interface, include_loopback, cidr: as there
            """)
    public List<Object> ipaddrs6(
            @Arg(dflt = "None", name = "interface") @Nullable Object iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "None") @Nullable String cidr) {
        return ipAddrs6(iface, includeLoopback, cidr);
    }

    private TreeSet<IpAddress> addresses(@Nullable Object iface, boolean loopback, String family) {
        TreeSet<IpAddress> found = new TreeSet<>(ORDER);
        for (Map<?, ?> each : Interfaces.of(host).matching(iface).addresses(family)) {
            IpAddress address = AddressFunctions.address(each.get("address"));
            if (loopback || !address.isLoopback()) {
                found.add(address);
            }
        }
        return found;
    }

    private static List<Object> texts(Stream<IpAddress> found) {
        return new ArrayList<>(found.map(IpAddress::toString).toList());
    }

    @Fn(name = "ip_networks", doc = """
            Return the IPv4 networks that the host is in.

            interface: of these interfaces only: a name, a glob, several behind commas, or a list
            include_loopback: that of the loopback, too
            verbose: with address, netmask, number of addresses and length of each
            """)
    public Object ipNetworks(
            @Arg(dflt = "None", name = "interface") @Nullable Object iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "False") boolean verbose) {
        return networks(iface, includeLoopback, verbose, "inet", "netmask");
    }

    @Fn(name = "ip_networks6", doc = """
            Return the IPv6 networks that the host is in.

            interface: of these interfaces only: a name, a glob, several behind commas, or a list
            include_loopback: that of the loopback, too
            verbose: with address, netmask, number of addresses and length of each
            """)
    public Object ipNetworks6(
            @Arg(dflt = "None", name = "interface") @Nullable Object iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "False") boolean verbose) {
        return networks(iface, includeLoopback, verbose, "inet6", "prefixlen");
    }

    private Object networks(@Nullable Object iface, boolean loopback, boolean verbose, String family, String length) {
        TreeSet<IpAddress> found = new TreeSet<>(ORDER);
        for (Map<?, ?> each : Interfaces.of(host).matching(iface).addresses(family)) {
            IpAddress read =
                    Truth.of(each.get(length)) ? IpAddress.parse(each.get("address") + "/" + each.get(length)) : null;
            if (read != null && (loopback || !read.isLoopback())) {
                found.add(read.net());
            }
        }
        if (!verbose) {
            return texts(found.stream());
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (IpAddress network : found) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("address", network.at(network.value()).toString());
            one.put("netmask", network.mask().toString());
            one.put(
                    "num_addresses",
                    network.size().bitLength() < 64 ? (Object) network.size().longValue() : network.size());
            one.put("prefixlen", (long) network.prefix());
            all.put(network.toString(), one);
        }
        return all;
    }

    @Fn(doc = """
            Return the IPv4 networks of the host.

            interfaces: of this interface only, or of a list of them
            """)
    public List<Object> subnets(@Arg(dflt = "None") @Nullable Object interfaces) {
        Interfaces all = Interfaces.of(host);
        List<?> names = interfaces instanceof List<?> list ? list : List.of(PythonText.str(interfaces));
        return subnets(interfaces == null ? all : all.only(names::contains), "inet", "netmask");
    }

    @Fn(name = "subnets6", doc = "Return the IPv6 networks of the host.")
    public List<Object> subnets6() {
        return subnets(Interfaces.of(host), "inet6", "prefixlen");
    }

    private static List<Object> subnets(Interfaces chosen, String family, String length) {
        TreeSet<IpAddress> found = new TreeSet<>(ORDER);
        for (Map<?, ?> each : chosen.addresses(family)) {
            IpAddress read = AddressFunctions.network(
                    each.get("address") + (each.get(length) == null ? "" : "/" + each.get(length)));
            if (!Objects.requireNonNull(IpAddress.address(PythonText.str(each.get("address"))))
                    .isLoopback()) {
                found.add(read);
            }
        }
        return texts(found.stream());
    }

    @Fn(doc = """
            Return whether one of the host's addresses is in a network.

            cidr: the network
            """)
    public boolean inSubnet(String cidr) {
        List<IpAddress> own = new ArrayList<>(addresses(null, false, "inet"));
        own.addAll(addresses(null, false, "inet6"));
        return inside(cidr, own);
    }

    @Fn(doc = """
            Return whether an address is in a network.

            ip_addr: the address, or a list of them
            cidr: the network
            """)
    public boolean ipInSubnet(Object ipAddr, String cidr) {
        List<?> given = ipAddr instanceof List<?> list ? list : List.of(ipAddr);
        return inside(cidr, given.stream().map(AddressFunctions::address).toList());
    }

    /** Salt 3006: a network with bits behind its length is none. */
    private static boolean inside(String cidr, List<IpAddress> addresses) {
        IpAddress network = IpAddress.parse(cidr);
        if (network == null || network.hasHostBits()) {
            log.error("Invalid CIDR '{}'", cidr);
            return false;
        }
        return addresses.stream().anyMatch(network::contains);
    }
}
