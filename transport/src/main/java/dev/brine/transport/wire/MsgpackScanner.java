package dev.brine.transport.wire;

/** Finds the end of the first value of a stream without building it; one use, one thread. */
final class MsgpackScanner {
    private final byte[] in;
    private final int start;
    private final int end;
    private final DecodeLimits limits;
    private long pos;

    MsgpackScanner(byte[] in, int offset, int length, DecodeLimits limits) {
        this.in = in;
        this.start = offset;
        this.end = offset + length;
        this.limits = limits;
        this.pos = offset;
    }

    /** The length of the first value, or -1 if more bytes are needed. */
    int scan() {
        long pending = 1;
        long seen = 0;
        while (pending > 0) {
            if (pos >= end) {
                return incomplete();
            }
            int type = in[(int) pos++] & 0xff;
            pending--;
            long inner = skip(type);
            if (inner < 0) {
                return incomplete();
            }
            pending += inner;
            seen += inner;
            if (seen > limits.maxElements()) {
                throw new DecodeException("more than " + limits.maxElements() + " values");
            }
        }
        long length = pos - start;
        if (length > limits.maxBytes()) {
            throw new DecodeException("a value of " + length + " bytes is over the limit of " + limits.maxBytes());
        }
        return pos > end ? -1 : (int) length;
    }

    /** Without this a stream could announce a long value and have us collect bytes for ever. */
    private int incomplete() {
        if (Math.max(pos, end) - start > limits.maxBytes()) {
            throw new DecodeException("a value is longer than the limit of " + limits.maxBytes() + " bytes");
        }
        return -1;
    }

    /** Steps over the head and content of one value; returns how many values it contains, -1 if its head is cut. */
    private long skip(int type) {
        if (type < 0x80 || type >= 0xe0) {
            return 0;
        } else if (type < 0x90) {
            return 2L * (type & 0x0f);
        } else if (type < 0xa0) {
            return type & 0x0f;
        } else if (type < 0xc0) {
            return content(0, type & 0x1f);
        }
        return switch (type) {
            case 0xc0, 0xc2, 0xc3 -> 0;
            case 0xc4, 0xd9 -> content(1, 0);
            case 0xc5, 0xda -> content(2, 0);
            case 0xc6, 0xdb -> content(4, 0);
            case 0xc7 -> content(1, 1);
            case 0xc8 -> content(2, 1);
            case 0xc9 -> content(4, 1);
            case 0xcc, 0xd0 -> content(0, 1);
            case 0xcd, 0xd1, 0xd4 -> content(0, 2);
            case 0xd5 -> content(0, 3);
            case 0xca, 0xce, 0xd2 -> content(0, 4);
            case 0xd6 -> content(0, 5);
            case 0xcb, 0xcf, 0xd3 -> content(0, 8);
            case 0xd7 -> content(0, 9);
            case 0xd8 -> content(0, 17);
            case 0xdc -> number(2);
            case 0xdd -> number(4);
            case 0xde -> twice(number(2));
            case 0xdf -> twice(number(4));
            default -> throw new DecodeException("byte 0xc1 starts no value");
        };
    }

    private static long twice(long count) {
        return count < 0 ? count : 2 * count;
    }

    private long content(int lengthBytes, int fixed) {
        long length = lengthBytes == 0 ? 0 : number(lengthBytes);
        if (length < 0) {
            return -1;
        }
        pos += length + fixed;
        return 0;
    }

    private long number(int bytes) {
        if (end - pos < bytes) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | (in[(int) pos++] & 0xff);
        }
        return value;
    }
}
