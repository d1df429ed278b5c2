package dev.brine.engine.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, perhaps with the length of its network, by the rules of Python's {@code ipaddress}.
 *
 * @param bits 32 or 128
 * @param value the address as a number
 * @param prefix length of the network; {@code bits} for an address alone
 * @param network whether a network was written behind it
 * @param zone scope of an IPv6 address, or null
 */
public record IpAddress(
        int bits,
        BigInteger value,
        int prefix,
        boolean network,
        @Nullable String zone) {
    private static final BigInteger MASK = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private static final List<IpAddress> PRIVATE = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/29",
            "192.0.0.170/31",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "255.255.255.255/32",
            "::1/128",
            "::/128",
            "::ffff:0:0/96",
            "100::/64",
            "2001::/23",
            "2001:2::/48",
            "2001:db8::/32",
            "2001:10::/28",
            "fc00::/7",
            "fe80::/10");
    private static final List<IpAddress> RESERVED = networks(
            "240.0.0.0/4",
            "::/8",
            "100::/8",
            "200::/7",
            "400::/6",
            "800::/5",
            "1000::/4",
            "4000::/3",
            "6000::/3",
            "8000::/3",
            "a000::/3",
            "c000::/3",
            "e000::/4",
            "f000::/5",
            "f800::/6",
            "fe00::/9");

    private static List<IpAddress> networks(String... texts) {
        List<IpAddress> all = new ArrayList<>();
        for (String text : texts) {
            all.add(Objects.requireNonNull(parse(text)));
        }
        return all;
    }

    /** An address or an address with its network; null for anything else. */
    public static @Nullable IpAddress parse(String text) {
        int slash = text.indexOf('/');
        IpAddress bare = address(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0 || bare == null) {
            return bare;
        }
        int prefix = prefix(text.substring(slash + 1), bare.bits);
        return prefix < 0 ? null : new IpAddress(bare.bits, bare.value, prefix, true, bare.zone);
    }

    /** An address alone; null for anything else. */
    public static @Nullable IpAddress address(String text) {
        BigInteger four = text.indexOf(':') < 0 ? four(text) : null;
        if (four != null) {
            return new IpAddress(32, four, 32, false, null);
        }
        int percent = text.indexOf('%');
        String zone = percent < 0 ? null : text.substring(percent + 1);
        if (zone != null && (zone.isEmpty() || zone.indexOf('%') >= 0)) {
            return null;
        }
        BigInteger six = six(percent < 0 ? text : text.substring(0, percent));
        return six == null ? null : new IpAddress(128, six, 128, false, zone);
    }

    /** The address with this number: small ones are IPv4. */
    public static @Nullable IpAddress of(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 128) {
            return null;
        }
        int bits = number.bitLength() <= 32 ? 32 : 128;
        return new IpAddress(bits, number, bits, false, null);
    }

    private static @Nullable BigInteger four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long value = 0;
        for (String part : parts) {
            boolean octet =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!octet || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
                return null;
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return BigInteger.valueOf(value);
    }

    private static @Nullable BigInteger six(String text) {
        String all = text;
        int dot = all.indexOf('.');
        if (dot >= 0) {
            int colon = all.lastIndexOf(':');
            BigInteger tail = colon < 0 ? null : four(all.substring(colon + 1));
            if (tail == null) {
                return null;
            }
            all = all.substring(0, colon + 1)
                    + Integer.toHexString(tail.shiftRight(16).intValue()) + ":"
                    + Integer.toHexString(tail.intValue() & 0xffff);
        }
        int gap = all.indexOf("::");
        if (gap >= 0 && all.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        List<String> head = groups(gap < 0 ? all : all.substring(0, gap));
        List<String> tail = gap < 0 ? List.of() : groups(all.substring(gap + 2));
        int count = head.size() + tail.size();
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < 8; i++) {
            String group = i < head.size() ? head.get(i) : i >= 8 - tail.size() ? tail.get(i - 8 + tail.size()) : "0";
            if (!group.matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            value = value.shiftLeft(16).or(BigInteger.valueOf(Integer.parseInt(group, 16)));
        }
        return value;
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static int prefix(String text, int bits) {
        if (text.matches("[0-9]{1,3}")) {
            int length = Integer.parseInt(text);
            return length <= bits ? length : -1;
        }
        BigInteger mask = bits == 32 ? four(text) : null;
        if (mask == null) {
            return -1;
        }
        long value = mask.longValue();
        long inverse = ~value & 0xffffffffL;
        if ((inverse & inverse + 1) == 0) {
            return Long.bitCount(value);
        }
        return (value & value + 1) == 0 ? 32 - Long.bitCount(value) : -1;
    }

    public int version() {
        return bits == 32 ? 4 : 6;
    }

    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits - prefix);
    }

    /** First address of the network. */
    public BigInteger base() {
        return value.shiftRight(bits - prefix).shiftLeft(bits - prefix);
    }

    /** The network in which the address lies; it is shown with its length even when it is one address. */
    public IpAddress net() {
        return new IpAddress(bits, base(), prefix, true, null);
    }

    /** The network's mask as an address. */
    public IpAddress mask() {
        BigInteger ones = BigInteger.ONE.shiftLeft(prefix).subtract(BigInteger.ONE);
        return at(ones.shiftLeft(bits - prefix));
    }

    /** Last address of the network. */
    public IpAddress last() {
        return at(base().add(size()).subtract(BigInteger.ONE));
    }

    /** The name under which the address has its PTR record: {@code 1.0.0.127.in-addr.arpa}. */
    public String reversePointer() {
        StringBuilder name = new StringBuilder();
        int step = bits == 32 ? 8 : 4;
        for (int shift = 0; shift < bits; shift += step) {
            int part = value.shiftRight(shift).intValue() & (1 << step) - 1;
            name.append(Integer.toString(part, bits == 32 ? 10 : 16)).append('.');
        }
        return name.append(bits == 32 ? "in-addr.arpa" : "ip6.arpa").toString();
    }

    public boolean hasHostBits() {
        return !base().equals(value);
    }

    public boolean contains(IpAddress other) {
        return other.bits == bits && other.value.shiftRight(bits - prefix).equals(value.shiftRight(bits - prefix));
    }

    private static boolean within(List<IpAddress> networks, IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    public boolean isPrivate() {
        return within(PRIVATE, this);
    }

    public boolean isReserved() {
        return within(RESERVED, this);
    }

    public boolean isMulticast() {
        return in(bits == 32 ? "224.0.0.0/4" : "ff00::/8");
    }

    public boolean isLoopback() {
        return in(bits == 32 ? "127.0.0.0/8" : "::1/128");
    }

    public boolean isLinkLocal() {
        return in(bits == 32 ? "169.254.0.0/16" : "fe80::/10");
    }

    public boolean isSiteLocal() {
        return bits == 128 && in("fec0::/10");
    }

    public boolean isUnspecified() {
        return value.signum() == 0;
    }

    private boolean in(String network) {
        return Objects.requireNonNull(parse(network)).contains(this);
    }

    /** An address of the same family. */
    public IpAddress at(BigInteger number) {
        return new IpAddress(bits, number.and(MASK), bits, false, null);
    }

    /** The address, and the network if there was one; IPv6 in its shortest form. */
    @Override
    public String toString() {
        String text = bits == 32 ? dotted() : compressed();
        return text + (zone == null ? "" : "%" + zone) + (network ? "/" + prefix : "");
    }

    private String dotted() {
        int n = value.intValue();
        return (n >>> 24) + "." + (n >>> 16 & 255) + "." + (n >>> 8 & 255) + "." + (n & 255);
    }

    private String compressed() {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = value.shiftRight(112 - 16 * i).intValue() & 0xffff;
        }
        int start = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = i;
            while (run < 8 && groups[run] == 0) {
                run++;
            }
            if (run - i > longest) {
                longest = run - i;
                start = i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                out.append("::");
                i += longest - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
