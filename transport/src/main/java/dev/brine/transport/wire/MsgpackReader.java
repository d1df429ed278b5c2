package dev.brine.transport.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one msgpack value from an array; one use, one thread.
 *
 * <p>Every length is compared with the bytes left before anything is allocated, and collections start small and
 * grow with what is really there.
 */
final class MsgpackReader {
    static final int EXT_DATETIME = 78;
    static final int EXT_CONSTANT = 79;
    /** Python's {@code %Y%m%dT%H:%M:%S.%f}. */
    static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss.SSSSSS");

    private static final int START_CAPACITY = 16;

    private final byte[] in;
    private final int end;
    private final boolean network;
    private final DecodeLimits limits;
    private int pos;
    private long elements;

    MsgpackReader(byte[] in, int offset, int length, boolean network, DecodeLimits limits) {
        if (length > limits.maxBytes()) {
            throw new DecodeException("message of " + length + " bytes is over the limit of " + limits.maxBytes());
        }
        this.in = in;
        this.pos = offset;
        this.end = offset + length;
        this.network = network;
        this.limits = limits;
    }

    @Nullable
    Object readAll() {
        Object value = read(0);
        if (pos != end) {
            throw new DecodeException((end - pos) + " bytes follow the value");
        }
        return value;
    }

    private @Nullable Object read(int depth) {
        int type = u8();
        if (type < 0x80) {
            return (long) type;
        } else if (type < 0x90) {
            return map(type & 0x0f, depth);
        } else if (type < 0xa0) {
            return list(type & 0x0f, depth);
        } else if (type < 0xc0) {
            return string(type & 0x1f);
        } else if (type >= 0xe0) {
            return (long) (byte) type;
        }
        return switch (type) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xc4 -> octets(u8());
            case 0xc5 -> octets(u16());
            case 0xc6 -> octets(length32());
            case 0xc7 -> extension(u8(), depth);
            case 0xc8 -> extension(u16(), depth);
            case 0xc9 -> extension(length32(), depth);
            case 0xca -> (double) Float.intBitsToFloat(i32());
            case 0xcb -> Double.longBitsToDouble(i64());
            case 0xcc -> (long) u8();
            case 0xcd -> (long) u16();
            case 0xce -> i32() & 0xffff_ffffL;
            case 0xcf -> unsigned(i64());
            case 0xd0 -> (long) (byte) u8();
            case 0xd1 -> (long) (short) u16();
            case 0xd2 -> (long) i32();
            case 0xd3 -> i64();
            case 0xd4 -> extension(1, depth);
            case 0xd5 -> extension(2, depth);
            case 0xd6 -> extension(4, depth);
            case 0xd7 -> extension(8, depth);
            case 0xd8 -> extension(16, depth);
            case 0xd9 -> string(u8());
            case 0xda -> string(u16());
            case 0xdb -> string(length32());
            case 0xdc -> list(u16(), depth);
            case 0xdd -> list(length32(), depth);
            case 0xde -> map(u16(), depth);
            case 0xdf -> map(length32(), depth);
            default -> throw new DecodeException("byte 0xc1 starts no value");
        };
    }

    private List<@Nullable Object> list(int size, int depth) {
        enter(size, size, depth);
        List<@Nullable Object> list = new ArrayList<>(Math.min(size, START_CAPACITY));
        for (int i = 0; i < size; i++) {
            list.add(read(depth + 1));
        }
        return list;
    }

    private Map<@Nullable Object, @Nullable Object> map(int size, int depth) {
        enter(size, 2L * size, depth);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = read(depth + 1);
            if (key instanceof List || key instanceof Map) {
                throw new DecodeException("a map key is " + Codec.kind(key));
            }
            map.put(key, read(depth + 1));
            if (map.size() != i + 1) {
                throw new DecodeException("a map has the same key twice");
            }
        }
        return map;
    }

    private void enter(int size, long values, int depth) {
        if (depth >= limits.maxDepth()) {
            throw new DecodeException("nested deeper than " + limits.maxDepth());
        }
        if (values > end - pos) {
            throw new DecodeException(
                    "a collection of " + size + " does not fit into the " + (end - pos) + " bytes left");
        }
        elements += values;
        if (elements > limits.maxElements()) {
            throw new DecodeException("more than " + limits.maxElements() + " values");
        }
    }

    /** A str: text if it is strict UTF-8, else octets, in both dialects: old files hold both as raw. */
    private Object string(int length) {
        int from = take(length);
        for (int i = from; i < from + length; i++) {
            if (in[i] < 0) {
                return textOrOctets(from, length);
            }
        }
        return new String(in, from, length, StandardCharsets.ISO_8859_1);
    }

    /** Cipher text and the like fail the test within a few bytes, before anything is built from them. */
    private Object textOrOctets(int from, int length) {
        return Utf8.isValid(in, from, from + length)
                ? new String(in, from, length, StandardCharsets.UTF_8)
                : Arrays.copyOfRange(in, from, from + length);
    }

    private Object octets(int length) {
        if (network) {
            return string(length);
        }
        int from = take(length);
        return Arrays.copyOfRange(in, from, from + length);
    }

    private @Nullable Object extension(int length, int depth) {
        int type = u8();
        if (type == EXT_DATETIME) {
            return datetime(length);
        } else if (type == EXT_CONSTANT) {
            return constant(length, depth);
        }
        return octets(length);
    }

    private LocalDateTime datetime(int length) {
        int from = take(length);
        try {
            return LocalDateTime.parse(new String(in, from, length, StandardCharsets.ISO_8859_1), DATETIME);
        } catch (DateTimeException e) {
            throw new DecodeException("a date-time extension of " + length + " bytes is not YYYYmmddTHH:MM:SS.ffffff");
        }
    }

    private NamedConstant constant(int length, int depth) {
        int until = pos + length;
        if (length > end - pos
                || depth >= limits.maxDepth()
                || !(read(depth + 1) instanceof List<?> pair)
                || pair.size() != 2
                || pos != until) {
            throw new DecodeException("a named-constant extension is not a pair");
        }
        return new NamedConstant(Codec.text(pair.get(0)), pair.get(1));
    }

    private static Number unsigned(long bits) {
        return bits >= 0 ? (Number) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    private int take(int length) {
        if (length > end - pos) {
            throw truncated();
        }
        int from = pos;
        pos += length;
        return from;
    }

    private int length32() {
        int length = i32();
        if (length < 0) {
            throw new DecodeException("a length of more than 2 GiB");
        }
        return length;
    }

    private int u8() {
        if (pos >= end) {
            throw truncated();
        }
        return in[pos++] & 0xff;
    }

    private int u16() {
        int at = take(2);
        return ((in[at] & 0xff) << 8) | (in[at + 1] & 0xff);
    }

    private int i32() {
        int at = take(4);
        return ((in[at] & 0xff) << 24) | ((in[at + 1] & 0xff) << 16) | ((in[at + 2] & 0xff) << 8) | (in[at + 3] & 0xff);
    }

    private long i64() {
        long high = i32();
        return (high << 32) | (i32() & 0xffff_ffffL);
    }

    private static DecodeException truncated() {
        return new DecodeException("the message ends inside a value");
    }
}
