package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.data.IpAddress;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyIterator;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Addresses and networks. */
final class NetworkFilters {
    /** Both versions; Python calls it None. */
    private static final int ANY = 0;

    private static final Map<String, Predicate<IpAddress>> OPTIONS = options();

    private NetworkFilters() {}

    static Room room() {
        return new Room()
                .add("is_ip", "is_ip_filter(options=None)", (c, v, a) -> valid(v, ANY, a.get(0)) != null)
                .add("is_ipv4", "is_ipv4_filter(options=None)", (c, v, a) -> valid(v, 4, a.get(0)) != null)
                .add("is_ipv6", "is_ipv6_filter(options=None)", (c, v, a) -> valid(v, 6, a.get(0)) != null)
                .add("ipv4", "ipv4(options=None)", (c, v, a) -> chosen(v, 4, a.get(0)))
                .add("ipv6", "ipv6(options=None)", (c, v, a) -> chosen(v, 6, a.get(0)))
                .add("ipaddr", "ipaddr(options=None)", (c, v, a) -> chosen(v, ANY, a.get(0)))
                .add("ip_host", "ip_host(options=None, version=None)", (c, v, a) -> each(v, a, NetworkFilters::host))
                .add(
                        "network_hosts",
                        "network_hosts(options=None, version=None)",
                        (c, v, a) -> each(v, a, text -> hosts(c, network(text))))
                .add(
                        "network_size",
                        "network_size(options=None, version=None)",
                        (c, v, a) ->
                                each(v, a, text -> Numbers.normal(network(text).size())))
                .add("filter_by_networks", "filter_by_networks(networks)", (c, v, a) -> byNetworks(v, a.get(0)))
                .add("ipwrap", "ipwrap()", (c, v, a) -> wrapped(v))
                .add("gen_mac", "gen_mac()", (c, v, a) -> mac(Values.text(v)))
                .add("mac_str_to_bytes", "mac_str_to_bytes()", (c, v, a) -> macBytes(v))
                .add("dns_check", "dns_check(port, safe=False, ipv6=None)", (c, v, a) -> dnsCheck(Values.text(v), a));
    }

    private static Map<String, Predicate<IpAddress>> options() {
        Map<String, Predicate<IpAddress>> options = new LinkedHashMap<>();
        for (String name : List.of("global", "public")) {
            options.put(name, ip -> !ip.isPrivate());
        }
        for (String name : List.of("link-local", "linklocal", "ll", "link_local")) {
            options.put(name, IpAddress::isLinkLocal);
        }
        options.put("loopback", IpAddress::isLoopback);
        options.put("lo", IpAddress::isLoopback);
        options.put("multicast", IpAddress::isMulticast);
        options.put("private", IpAddress::isPrivate);
        options.put("reserved", IpAddress::isReserved);
        for (String name : List.of("site-local", "sl", "site_local")) {
            options.put(name, IpAddress::isSiteLocal);
        }
        options.put("unspecified", IpAddress::isUnspecified);
        return options;
    }

    /** The address in Python's notation if it is one of that version and fits the options; else null. */
    private static @Nullable String valid(@Nullable Object value, int version, @Nullable Object options) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        IpAddress ip = Values.isString(value)
                ? IpAddress.parse(Values.text(value))
                : value != null && Numbers.isInt(value) ? IpAddress.of(Numbers.big(value)) : null;
        if (ip == null || (version != ANY && ip.version() != version)) {
            return null;
        }
        if (Values.truth(options)) {
            for (String option : Values.text(options).split(",", -1)) {
                Predicate<IpAddress> wanted = OPTIONS.get(PyText.stripped(option));
                if (wanted != null && !wanted.test(ip)) {
                    return null;
                }
            }
        }
        return ip.toString();
    }

    private static boolean isMany(@Nullable Object value) {
        return (value instanceof List && !(value instanceof PyRange)) || value instanceof PyIterator;
    }

    private static @Nullable Object chosen(@Nullable Object value, int version, @Nullable Object options) {
        if (Values.isString(value) || value instanceof Undefined) {
            return valid(value, version, options);
        }
        if (!isMany(value)) {
            return null;
        }
        List<@Nullable Object> items = Values.list(value);
        List<@Nullable Object> found = new ArrayList<>();
        // Salt lists all of version 4 before those of version 6
        for (int wanted : version == ANY ? new int[] {4, 6} : new int[] {version}) {
            for (Object item : items) {
                String text = valid(item, wanted, options);
                if (text != null) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    private static @Nullable Object each(
            @Nullable Object value, Signature.Bound a, Function<String, @Nullable Object> what) {
        int version = Values.truth(a.get(1)) ? Numbers.index(a.get(1)) : ANY;
        Object found = version == ANY || version == 4 || version == 6 ? chosen(value, version, a.get(0)) : null;
        if (!Values.truth(found)) {
            return null;
        }
        if (found instanceof String text) {
            return what.apply(text);
        }
        List<@Nullable Object> results = new ArrayList<>();
        Values.list(found).forEach(item -> results.add(what.apply((String) java.util.Objects.requireNonNull(item))));
        return results;
    }

    private static String host(String text) {
        return text.indexOf('/') >= 0 ? text : text + (text.indexOf(':') < 0 ? "/32" : "/128");
    }

    private static IpAddress network(String text) {
        return java.util.Objects.requireNonNull(IpAddress.parse(text));
    }

    private static List<@Nullable Object> hosts(EvalContext context, IpAddress network) {
        BigInteger size = network.size();
        context.budget().checkItems(size.bitLength() > 62 ? Long.MAX_VALUE : size.longValue());
        boolean small = size.intValue() <= 2;
        BigInteger first = small ? network.base() : network.base().add(BigInteger.ONE);
        long count = small ? size.longValue() : size.longValue() - (network.version() == 4 ? 2 : 1);
        List<@Nullable Object> hosts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            hosts.add(network.at(first.add(BigInteger.valueOf(i))).toString());
        }
        return hosts;
    }

    private static @Nullable Object byNetworks(@Nullable Object value, @Nullable Object networks) {
        if (networks == null) {
            return value;
        }
        List<IpAddress> nets = new ArrayList<>();
        for (Object item : Values.list(networks)) {
            IpAddress network = IpAddress.parse(Values.text(item));
            if (network == null) {
                throw PyError.value(Repr.repr(item) + " does not appear to be an IPv4 or IPv6 network");
            }
            if (network.hasHostBits()) {
                throw PyError.value(Values.text(item) + " has host bits set");
            }
            nets.add(network);
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((name, addresses) -> result.put(name, inside(addresses, nets)));
            return result;
        }
        if (value instanceof List || Values.isString(value)) {
            return inside(value, nets);
        }
        throw PyError.value("Do not know how to filter a " + PyText.classOf(value));
    }

    private static List<@Nullable Object> inside(@Nullable Object addresses, List<IpAddress> networks) {
        List<@Nullable Object> inside = new ArrayList<>();
        for (Object item : Values.list(addresses)) {
            for (IpAddress network : networks) {
                if (network.contains(address(item))) {
                    inside.add(item);
                }
            }
        }
        return inside;
    }

    private static IpAddress address(@Nullable Object value) {
        IpAddress ip = IpAddress.address(Values.text(value));
        if (ip == null) {
            throw PyError.value(Repr.repr(value) + " does not appear to be an IPv4 or IPv6 address");
        }
        return ip;
    }

    private static @Nullable Object wrapped(@Nullable Object value) {
        if (value instanceof List<?> list && isMany(value)) {
            List<@Nullable Object> wrapped = new ArrayList<>();
            list.forEach(item -> wrapped.add(wrappedOne(item)));
            return wrapped;
        }
        return wrappedOne(value);
    }

    private static @Nullable Object wrappedOne(@Nullable Object value) {
        return valid(value, 6, null) == null ? value : "[" + address(value) + "]";
    }

    private static String mac(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(
                "%s:%02X:%02X:%02X", prefix, random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private static byte[] macBytes(@Nullable Object value) {
        int length = Values.length(value);
        String text = Values.text(value);
        if (!Values.isString(value)) {
            throw PyError.value("Invalid MAC address");
        }
        String digits = text.length() == 17 ? text.replace(text.substring(2, 3), "") : text;
        if (length != 12 && length != 17) {
            throw PyError.value("Invalid MAC address");
        }
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            String pair = digits.substring(Math.min(2 * i, digits.length()), Math.min(2 * i + 2, digits.length()));
            if (!pair.matches("[0-9a-fA-F]{1,2}")) {
                throw PyError.value("invalid literal for int() with base 16: " + Repr.repr(pair));
            }
            bytes[i] = (byte) Integer.parseInt(pair, 16);
        }
        return bytes;
    }

    private static String dnsCheck(String name, Signature.Bound a) {
        try {
            String first = "";
            for (InetAddress address : InetAddress.getAllByName(name)) {
                boolean six = address.getAddress().length == 16;
                if (!a.isNone(2) && a.truth(2) != six) {
                    continue;
                }
                String text = java.util.Objects.requireNonNull(
                                IpAddress.address(address.getHostAddress().replaceFirst("%.*", "")))
                        .toString();
                String wrapped = six ? "[" + text + "]" : text;
                first = first.isEmpty() ? wrapped : first;
                if (answers(address, a.integer(0))) {
                    return wrapped;
                }
            }
            if (!first.isEmpty()) {
                return first;
            }
        } catch (IOException e) {
            throw PyError.of("SaltSystemExit", "DNS lookup or connection check of '" + name + "' failed.");
        }
        throw PyError.of("SaltSystemExit", "DNS lookup or connection check of '" + name + "' failed.");
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
