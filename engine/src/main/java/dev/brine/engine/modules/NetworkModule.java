package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code network}: addresses and names of the host. */
@Module("network")
public final class NetworkModule {
    private final ModuleParts parts;

    NetworkModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return the IPv4 addresses of the host.

            interface: of this interface only
            include_loopback: those of the loopback, too
            cidr: only those in this network
            type: public or private
            """)
    public List<Object> ipAddrs(
            @Arg(dflt = "None", name = "interface") @Nullable String iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "None") @Nullable String cidr,
            @Arg(dflt = "None") @Nullable String type) {
        TreeSet<String> found = new TreeSet<>();
        for (InetAddress address : addresses(iface, includeLoopback, true)) {
            boolean wanted = type == null || type.equals("private") == address.isSiteLocalAddress();
            if (wanted && (cidr == null || inNetwork(address, cidr))) {
                found.add(address.getHostAddress());
            }
        }
        return new ArrayList<>(found);
    }

    @Fn(name = "ip_addrs6", doc = """
            Return the IPv6 addresses of the host.

            interface: of this interface only
            include_loopback: those of the loopback, too
            cidr: only those in this network
            """)
    public List<Object> ipAddrs6(
            @Arg(dflt = "None", name = "interface") @Nullable String iface,
            @Arg(dflt = "False") boolean includeLoopback,
            @Arg(dflt = "None") @Nullable String cidr) {
        TreeSet<String> found = new TreeSet<>();
        for (InetAddress address : addresses(iface, includeLoopback, false)) {
            if (cidr == null || inNetwork(address, cidr)) {
                found.add(address.getHostAddress().replaceFirst("%.*", ""));
            }
        }
        return new ArrayList<>(found);
    }

    private static List<InetAddress> addresses(@Nullable String name, boolean loopback, boolean four) {
        List<InetAddress> all = new ArrayList<>();
        for (NetworkInterface each : list()) {
            if (name == null || each.getName().equals(name)) {
                for (InetAddress address : Collections.list(each.getInetAddresses())) {
                    boolean wanted = loopback || !address.isLoopbackAddress();
                    if (wanted && address instanceof Inet4Address == four) {
                        all.add(address);
                    }
                }
            }
        }
        return all;
    }

    private static List<NetworkInterface> list() {
        try {
            List<NetworkInterface> all = Collections.list(NetworkInterface.getNetworkInterfaces());
            all.sort(Comparator.comparingInt(NetworkInterface::getIndex));
            return all;
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean inNetwork(InetAddress address, String cidr) {
        String[] given = cidr.split("/", 2);
        try {
            byte[] network = InetAddress.getByName(given[0]).getAddress();
            byte[] own = address.getAddress();
            int bits = given.length == 2 ? Integer.parseInt(given[1]) : network.length * 8;
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if (own.length != network.length || (own[i / 8] & mask) != (network[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException | NumberFormatException e) {
            return false;
        }
    }

    @Fn(doc = "Return the network interfaces: {name: {up, hwaddr, inet: [...], inet6: [...]}}.")
    public Map<String, Object> interfaces() {
        Map<String, Object> all = new LinkedHashMap<>();
        list().forEach(each -> all.put(each.getName(), facts(each)));
        return all;
    }

    private static Map<String, Object> facts(NetworkInterface each) {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<Object> four = new ArrayList<>();
        List<Object> six = new ArrayList<>();
        try {
            facts.put("up", each.isUp());
            byte[] hardware = each.getHardwareAddress();
            facts.put(
                    "hwaddr",
                    hardware == null
                            ? "00:00:00:00:00:00"
                            : HexFormat.ofDelimiter(":").formatHex(hardware));
        } catch (SocketException e) {
            facts.put("up", false);
        }
        for (InterfaceAddress address : each.getInterfaceAddresses()) {
            Map<String, Object> one = new LinkedHashMap<>();
            String text = address.getAddress().getHostAddress().replaceFirst("%.*", "");
            if (address.getAddress() instanceof Inet4Address) {
                one.put("label", each.getName());
                one.put(
                        "broadcast",
                        address.getBroadcast() == null
                                ? null
                                : address.getBroadcast().getHostAddress());
                one.put("netmask", netmask(address.getNetworkPrefixLength()));
                one.put("address", text);
                four.add(one);
            } else {
                one.put("prefixlen", String.valueOf(address.getNetworkPrefixLength()));
                one.put("address", text);
                six.add(one);
            }
        }
        if (!four.isEmpty()) {
            facts.put("inet", four);
        }
        if (!six.isEmpty()) {
            facts.put("inet6", six);
        }
        return facts;
    }

    private static String netmask(int bits) {
        long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
        return (mask >> 24) + "." + (mask >> 16 & 255) + "." + (mask >> 8 & 255) + "." + (mask & 255);
    }

    @Fn(doc = """
            Return the hardware address of an interface.

            iface: its name
            """)
    public Object hwAddr(String iface) {
        return list().stream()
                .filter(each -> each.getName().equals(iface))
                .findFirst()
                .map(each -> facts(each).getOrDefault("hwaddr", ""))
                .orElse("");
    }

    @Fn(doc = "Return the host's name.")
    public Object getHostname() {
        return parts.grains().getOrDefault("nodename", "");
    }

    @Fn(doc = "Return the host's full name.")
    public Object getFqdn() {
        return parts.grains().getOrDefault("fqdn", "");
    }

    @Fn(doc = """
            Return whether an address is private.

            ip_addr: the address
            """)
    public boolean isPrivate(String ipAddr) {
        try {
            return InetAddress.getByName(ipAddr).isSiteLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Fn(doc = """
            Return whether an address is one of the loopback.

            ip_addr: the address
            """)
    public boolean isLoopback(String ipAddr) {
        try {
            return InetAddress.getByName(ipAddr).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Fn(doc = """
            Return whether one of the host's addresses is in a network.

            cidr: the network
            """)
    public boolean inSubnet(String cidr) {
        return addresses(null, true, !cidr.contains(":")).stream().anyMatch(address -> inNetwork(address, cidr));
    }
}
