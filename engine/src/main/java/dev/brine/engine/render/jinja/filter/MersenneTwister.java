package dev.brine.engine.render.jinja.filter;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Python's {@code random.Random(text)}: MT19937 seeded from a string. For one draw; never for secrets. */
final class MersenneTwister {
    private static final int SIZE = 624;

    private final int[] state = new int[SIZE];
    private int at = SIZE;

    private MersenneTwister(int[] key) {
        state[0] = 19650218;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
        int i = 1;
        int j = 0;
        for (int k = Math.max(SIZE, key.length); k > 0; k--) {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1664525) + key[j] + j;
            i++;
            j = (j + 1) % key.length;
            if (i >= SIZE) {
                state[0] = state[SIZE - 1];
                i = 1;
            }
        }
        for (int k = SIZE - 1; k > 0; k--) {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1566083941) - i;
            i++;
            if (i >= SIZE) {
                state[0] = state[SIZE - 1];
                i = 1;
            }
        }
        state[0] = 0x80000000;
    }

    /** Python's version 2 seeding: the text and its SHA-512 as one big number, lowest 32 bits first. */
    static MersenneTwister seeded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] digest = HexFormat.of().parseHex(HashFilters.hex("SHA-512", bytes));
        byte[] all = new byte[bytes.length + digest.length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        System.arraycopy(digest, 0, all, bytes.length, digest.length);
        int[] key = new int[(all.length + 3) / 4];
        for (int i = 0; i < all.length; i++) {
            int fromEnd = all.length - 1 - i;
            key[fromEnd / 4] |= (all[i] & 0xff) << (8 * (fromEnd % 4));
        }
        int used = key.length;
        while (used > 1 && key[used - 1] == 0) {
            used--;
        }
        return new MersenneTwister(java.util.Arrays.copyOf(key, used));
    }

    /** A number from 0 to {@code n - 1}, by Python's rejection of too large draws. */
    int below(int n) {
        int bits = 32 - Integer.numberOfLeadingZeros(n);
        int draw = next() >>> (32 - bits);
        while (draw >= n) {
            draw = next() >>> (32 - bits);
        }
        return draw;
    }

    private int next() {
        if (at >= SIZE) {
            refill();
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    private void refill() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            state[i] = state[(i + 397) % SIZE] ^ y >>> 1 ^ ((y & 1) != 0 ? 0x9908b0df : 0);
        }
        at = 0;
    }
}
