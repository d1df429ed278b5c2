package dev.brine.transport.wire;

/**
 * What a decoder may be made to do by one message.
 *
 * @param maxBytes longest message, in bytes
 * @param maxDepth deepest nesting of lists and maps; a scalar at the top has depth 0
 * @param maxElements how many values (map keys, map values and list elements) one message may hold
 */
public record DecodeLimits(int maxBytes, int maxDepth, int maxElements) {
    private static final int MIB = 1 << 20;

    /** One socket frame: 32 MiB, 512 levels (as deep as Python's msgpack goes), a million values. */
    public static final DecodeLimits FRAME = new DecodeLimits(32 * MIB, 512, 1_000_000);

    /** What a peer may send before we know who it is: 256 KiB. */
    public static final DecodeLimits ANONYMOUS = new DecodeLimits(256 * 1024, 64, 20_000);

    /** Files and sockets of this machine's own user: 256 MiB. */
    public static final DecodeLimits LOCAL = new DecodeLimits(256 * MIB, 512, 20_000_000);

    public DecodeLimits {
        if (maxBytes < 1 || maxDepth < 0 || maxElements < 1) {
            throw new IllegalArgumentException("limits must be positive: " + maxBytes + " bytes, depth " + maxDepth
                    + ", " + maxElements + " elements");
        }
    }
}
