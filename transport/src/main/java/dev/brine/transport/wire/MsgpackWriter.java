package dev.brine.transport.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one msgpack value into a growing array; one use, one thread. */
final class MsgpackWriter {
    private static final int MAX_DEPTH = 512;

    private final boolean network;
    private byte[] out = new byte[256];
    private int pos;

    MsgpackWriter(boolean network) {
        this.network = network;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, pos);
    }

    void write(@Nullable Object value, int depth) {
        if (value == null) {
            put(0xc0);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            integer(((Number) value).longValue());
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof Collection<?> list) {
            list(list, depth);
        } else if (value instanceof Boolean flag) {
            put(flag ? 0xc3 : 0xc2);
        } else if (value instanceof byte[] octets) {
            octets(octets);
        } else if (value instanceof Double || value instanceof Float) {
            put(0xcb);
            bytes(Double.doubleToLongBits(((Number) value).doubleValue()), 8);
        } else if (value instanceof BigInteger big) {
            bigInteger(big);
        } else if (value instanceof LocalDateTime time) {
            extension(
                    MsgpackReader.EXT_DATETIME,
                    MsgpackReader.DATETIME.format(time).getBytes(StandardCharsets.US_ASCII));
        } else if (value instanceof LocalDate date) {
            write(date.atStartOfDay(), depth);
        } else if (value instanceof NamedConstant constant) {
            constant(constant);
        } else {
            throw new IllegalArgumentException(
                    "not a plain value: " + value.getClass().getName());
        }
    }

    private void map(Map<?, ?> map, int depth) {
        enter(depth);
        head(map.size(), 0x80, 16, 0xde);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(entry.getKey(), depth + 1);
            write(entry.getValue(), depth + 1);
        }
    }

    private void list(Collection<?> list, int depth) {
        enter(depth);
        head(list.size(), 0x90, 16, 0xdc);
        for (Object element : list) {
            write(element, depth + 1);
        }
    }

    /** A structure that contains itself would otherwise end in a stack overflow. */
    private static void enter(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
        }
    }

    private void head(int size, int fix, int fixLimit, int type16) {
        if (size < fixLimit) {
            put(fix | size);
        } else if (size <= 0xffff) {
            put(type16);
            bytes(size, 2);
        } else {
            put(type16 + 1);
            bytes(size, 4);
        }
    }

    /** ASCII goes straight into the buffer; most text is. */
    private void string(String text) {
        int length = text.length();
        int start = pos;
        stringHead(length);
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                pos = start;
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                stringHead(utf8.length);
                append(utf8);
                return;
            }
            out[pos++] = (byte) c;
        }
    }

    private void stringHead(int length) {
        if (!network && length >= 32 && length <= 0xff) {
            put(0xd9);
            put(length);
        } else {
            head(length, 0xa0, 32, 0xda);
        }
    }

    private void octets(byte[] octets) {
        int length = octets.length;
        if (network) {
            stringHead(length);
        } else if (length <= 0xff) {
            put(0xc4);
            put(length);
        } else if (length <= 0xffff) {
            put(0xc5);
            bytes(length, 2);
        } else {
            put(0xc6);
            bytes(length, 4);
        }
        append(octets);
    }

    private void integer(long value) {
        if (value >= 0) {
            if (value < 0x80) {
                put((int) value);
            } else if (value <= 0xff) {
                number(0xcc, value, 1);
            } else if (value <= 0xffff) {
                number(0xcd, value, 2);
            } else if (value <= 0xffff_ffffL) {
                number(0xce, value, 4);
            } else {
                number(0xcf, value, 8);
            }
        } else if (value >= -32) {
            put((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            number(0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            number(0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            number(0xd2, value, 4);
        } else {
            number(0xd3, value, 8);
        }
    }

    private void bigInteger(BigInteger value) {
        if (value.bitLength() <= 63) {
            integer(value.longValue());
        } else if (value.signum() > 0 && value.bitLength() == 64) {
            number(0xcf, value.longValue(), 8);
        } else {
            string(value.toString());
        }
    }

    private void constant(NamedConstant constant) {
        MsgpackWriter inner = new MsgpackWriter(network);
        inner.write(Arrays.asList(constant.name(), constant.value()), 0);
        extension(MsgpackReader.EXT_CONSTANT, inner.toByteArray());
    }

    private void extension(int type, byte[] data) {
        switch (data.length) {
            case 1 -> put(0xd4);
            case 2 -> put(0xd5);
            case 4 -> put(0xd6);
            case 8 -> put(0xd7);
            case 16 -> put(0xd8);
            default -> {
                if (data.length <= 0xff) {
                    number(0xc7, data.length, 1);
                } else if (data.length <= 0xffff) {
                    number(0xc8, data.length, 2);
                } else {
                    number(0xc9, data.length, 4);
                }
            }
        }
        put(type);
        append(data);
    }

    private void number(int type, long value, int bytes) {
        put(type);
        bytes(value, bytes);
    }

    private void bytes(long value, int count) {
        reserve(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            out[pos++] = (byte) (value >>> shift);
        }
    }

    private void put(int value) {
        reserve(1);
        out[pos++] = (byte) value;
    }

    private void append(byte[] data) {
        reserve(data.length);
        System.arraycopy(data, 0, out, pos, data.length);
        pos += data.length;
    }

    private void reserve(int count) {
        if (out.length - pos < count) {
            out = Arrays.copyOf(out, Math.max(Math.addExact(pos, count), Math.min(out.length, 1 << 29) * 2));
        }
    }
}
