package dev.brine.engine.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An address or a network in CIDR notation, compared with a minion's {@code ipv4} and {@code ipv6} grains. */
final class Subnet implements TargetMatcher {
    private final byte[] network;
    private final int bits;

    private Subnet(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static Subnet parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new TargetException("'" + text + "' is no address or network, such as 10.0.0.0/24"));
        int width = address.length * 8;
        int bits = width;
        if (slash >= 0) {
            String length = text.substring(slash + 1);
            if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > width) {
                throw new TargetException("'" + text + "': the prefix length must be 0 to " + width);
            }
            bits = Integer.parseInt(length);
        }
        return new Subnet(address, bits);
    }

    @Override
    public boolean matches(Facts facts) {
        Optional<Map<String, Object>> grains = facts.grains().get();
        if (grains.isEmpty()) {
            return true;
        }
        Object addresses = grains.get().get(network.length == 4 ? "ipv4" : "ipv6");
        return addresses instanceof List<?> list
                && list.stream()
                        .flatMap(a -> address(String.valueOf(a)).stream())
                        .anyMatch(this::contains);
    }

    private boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a literal address; names are never looked up. */
    private static Optional<byte[]> address(String text) {
        boolean literal = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || text.matches("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
