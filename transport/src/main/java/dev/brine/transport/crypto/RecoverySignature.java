package dev.brine.transport.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * X9.31 signatures with message recovery: the message itself, padded, is what the RSA operation is applied to.
 *
 * <pre>
 * block = 6A                     | message | CC     if the message fills the key
 *         6B BB .. BB BA         | message | CC     otherwise
 * s     = min(t, n - t) with t = block^d mod n
 * </pre>
 *
 * Deterministic, so the {@code tok} of a minion, a signature of {@code salt}, is the same for the life of its key.
 */
final class RecoverySignature {
    private static final int FULL = 0x6a;
    private static final int PADDED = 0x6b;
    private static final int FILL = 0xbb;
    private static final int FILL_END = 0xba;
    private static final int TRAILER = 0xcc;

    private RecoverySignature() {}

    /** The block to sign, as long as the modulus. */
    static byte[] block(byte[] message, int length) {
        int padding = length - message.length - 2;
        if (padding < 0) {
            throw new IllegalArgumentException("a message of " + message.length + " bytes is too long for the key");
        }
        byte[] block = new byte[length];
        if (padding == 0) {
            block[0] = (byte) FULL;
        } else {
            Arrays.fill(block, 0, padding, (byte) FILL);
            block[0] = (byte) PADDED;
            block[padding] = (byte) FILL_END;
        }
        System.arraycopy(message, 0, block, padding + 1, message.length);
        block[length - 1] = (byte) TRAILER;
        return block;
    }

    /** The smaller of the two values that open to the same block. */
    static byte[] smaller(byte[] signed, BigInteger modulus) {
        BigInteger s = new BigInteger(1, signed);
        return unsigned(s.min(modulus.subtract(s)), signed.length);
    }

    /** The message inside an opened block. */
    static byte[] message(BigInteger opened, BigInteger modulus, int length) {
        BigInteger even = (opened.intValue() & 0x0f) == 0x0c ? opened : modulus.subtract(opened);
        byte[] block = unsigned(even, length);
        int start = start(block);
        if ((block[length - 1] & 0xff) != TRAILER || start >= length - 1) {
            throw new AuthFailure("no X9.31 block in the signature");
        }
        return Arrays.copyOfRange(block, start, length - 1);
    }

    private static int start(byte[] block) {
        int head = block[0] & 0xff;
        if (head == FULL) {
            return 1;
        } else if (head != PADDED) {
            throw new AuthFailure("no X9.31 block in the signature");
        }
        int at = 1;
        while (at < block.length && (block[at] & 0xff) == FILL) {
            at++;
        }
        if (at == block.length || (block[at] & 0xff) != FILL_END) {
            throw new AuthFailure("no X9.31 padding in the signature");
        }
        return at + 1;
    }

    private static byte[] unsigned(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] out = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, out, length - count, count);
        return out;
    }
}
