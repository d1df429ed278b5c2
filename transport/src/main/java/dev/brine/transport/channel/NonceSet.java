package dev.brine.transport.channel;

import dev.brine.transport.wire.Nonce;
import java.util.Arrays;

/** A set of nonces at 16 to 32 bytes each: open addressing over pairs of longs. One owner at a time. */
final class NonceSet {
    private long[] slots = new long[2 * 8];
    private int size;
    private boolean hasZero;

    int size() {
        return size;
    }

    /** Adds a nonce; false if it was there. */
    boolean add(Nonce nonce) {
        long high = Long.parseUnsignedLong(nonce.value(), 0, 16, 16);
        long low = Long.parseUnsignedLong(nonce.value(), 16, 32, 16);
        if (high == 0 && low == 0) {
            boolean fresh = !hasZero;
            hasZero = true;
            size += fresh ? 1 : 0;
            return fresh;
        }
        if (size * 3 > slots.length) {
            grow();
        }
        boolean fresh = insert(slots, high, low);
        size += fresh ? 1 : 0;
        return fresh;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                insert(slots, old[i], old[i + 1]);
            }
        }
        Arrays.fill(old, 0);
    }

    private static boolean insert(long[] slots, long high, long low) {
        int mask = slots.length / 2 - 1;
        int at = Long.hashCode((high ^ low) * 0x9e3779b97f4a7c15L) & mask;
        while (slots[2 * at] != 0 || slots[2 * at + 1] != 0) {
            if (slots[2 * at] == high && slots[2 * at + 1] == low) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[2 * at] = high;
        slots[2 * at + 1] = low;
        return true;
    }
}
