package dev.brine.engine.modules.network;

import dev.brine.engine.data.IpAddress;
import java.math.BigInteger;
import java.util.Objects;

/** Addresses as {@code /proc/net} writes them: words of four bytes in hexadecimal digits, each in the host's own order. */
public final class HexAddress {
    private static final BigInteger MAPPED = BigInteger.valueOf(0xffffL);

    private HexAddress() {}

    /** The usual text; of IPv4 in IPv6 that of IPv4. */
    public static String text(String hex) {
        IpAddress address = of(hex);
        boolean mapped = address.bits() == 128 && address.value().shiftRight(32).equals(MAPPED);
        return mapped
                ? Objects.requireNonNull(
                                IpAddress.of(BigInteger.valueOf(address.value().intValue() & 0xffffffffL)))
                        .toString()
                : address.toString();
    }

    /** The usual text; IPv4 in IPv6 stays IPv6. */
    public static String whole(String hex) {
        IpAddress address = of(hex);
        boolean mapped = address.bits() == 128 && address.value().shiftRight(32).equals(MAPPED);
        return mapped ? "::ffff:" + text(hex) : address.toString();
    }

    static IpAddress of(String hex) {
        BigInteger value = BigInteger.ZERO;
        for (int word = 0; word < hex.length(); word += 8) {
            int bytes = Integer.reverseBytes(Integer.parseUnsignedInt(hex.substring(word, word + 8), 16));
            value = value.shiftLeft(32).or(BigInteger.valueOf(bytes & 0xffffffffL));
        }
        int bits = hex.length() * 4;
        return new IpAddress(bits, value, bits, false, null);
    }
}
