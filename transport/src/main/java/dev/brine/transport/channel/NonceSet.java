package dev.brine.transport.channel;

import dev.brine.transport.wire.Nonce;

/** A set of nonces at 16 to 32 bytes each: open addressing over pairs of longs. One owner at a time. */
final class NonceSet {
    private long[] slots = new long[2 * 8];
    private int size;
    private boolean hasZero;

    int size() {
        return size;
    }

    boolean contains(Nonce nonce) {
        long high = high(nonce);
        long low = low(nonce);
        if (high == 0 && low == 0) {
            return hasZero;
        }
        int at = slot(slots, high, low);
        return slots[at] != 0 || slots[at + 1] != 0;
    }

    /** Adds a nonce; false if it was there. */
    boolean add(Nonce nonce) {
        if (contains(nonce)) {
            return false;
        }
        long high = high(nonce);
        long low = low(nonce);
        size++;
        if (high == 0 && low == 0) {
            hasZero = true;
            return true;
        }
        if (size * 3 > slots.length) {
            grow();
        }
        put(slots, high, low);
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i] != 0 || slots[i + 1] != 0) {
                put(larger, slots[i], slots[i + 1]);
            }
        }
        slots = larger;
    }

    private static void put(long[] slots, long high, long low) {
        int at = slot(slots, high, low);
        slots[at] = high;
        slots[at + 1] = low;
    }

    /** Where the pair is, or the free slot where it would go. */
    private static int slot(long[] slots, long high, long low) {
        int mask = slots.length - 2;
        int at = Long.hashCode((high ^ low) * 0x9e3779b97f4a7c15L) & mask;
        while ((slots[at] != 0 || slots[at + 1] != 0) && (slots[at] != high || slots[at + 1] != low)) {
            at = (at + 2) & mask;
        }
        return at;
    }

    private static long high(Nonce nonce) {
        return Long.parseUnsignedLong(nonce.value(), 0, 16, 16);
    }

    private static long low(Nonce nonce) {
        return Long.parseUnsignedLong(nonce.value(), 16, 32, 16);
    }
}
