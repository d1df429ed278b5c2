package dev.brine.transport.wire;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads one plain value from an array; one use, one thread.
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

    private final MessageUnpacker in;
    private final int length;
    private final boolean network;
    private final DecodeLimits limits;
    private long elements;

    private MsgpackReader(byte[] bytes, int offset, int length, boolean network, DecodeLimits limits) {
        if (length > limits.maxBytes()) {
            throw new DecodeException("message of " + length + " bytes is over the limit of " + limits.maxBytes());
        }
        this.in = MessagePack.newDefaultUnpacker(bytes, offset, length);
        this.length = length;
        this.network = network;
        this.limits = limits;
    }

    static @Nullable Object decode(byte[] bytes, int offset, int length, boolean network, DecodeLimits limits) {
        MsgpackReader reader = new MsgpackReader(bytes, offset, length, network, limits);
        try {
            Object value = reader.read(0);
            if (reader.left() != 0) {
                throw new DecodeException(reader.left() + " bytes follow the value");
            }
            return value;
        } catch (IOException e) {
            throw new DecodeException("the message ends inside a value");
        } catch (MessagePackException e) {
            throw new DecodeException("not msgpack: " + e.getMessage());
        }
    }

    private int left() {
        return length - (int) in.getTotalReadBytes();
    }

    private @Nullable Object read(int depth) throws IOException {
        if (left() == 0) {
            throw new DecodeException("the message ends inside a value");
        }
        MessageFormat format = in.getNextFormat();
        return switch (format.getValueType()) {
            case NIL -> {
                in.unpackNil();
                yield null;
            }
            case BOOLEAN -> in.unpackBoolean();
            case INTEGER -> integer(format);
            case FLOAT -> in.unpackDouble();
            case STRING -> string(in.unpackRawStringHeader());
            case BINARY -> octets(in.unpackBinaryHeader());
            case ARRAY -> list(in.unpackArrayHeader(), depth);
            case MAP -> map(in.unpackMapHeader(), depth);
            case EXTENSION -> extension(in.unpackExtensionTypeHeader(), depth);
        };
    }

    private Object integer(MessageFormat format) throws IOException {
        if (format != MessageFormat.UINT64) {
            return in.unpackLong();
        }
        BigInteger value = in.unpackBigInteger();
        return value.bitLength() <= 63 ? (Object) value.longValue() : value;
    }

    private List<@Nullable Object> list(int size, int depth) throws IOException {
        enter(size, size, depth);
        List<@Nullable Object> list = new ArrayList<>(Math.min(size, START_CAPACITY));
        for (int i = 0; i < size; i++) {
            list.add(read(depth + 1));
        }
        return list;
    }

    private Map<@Nullable Object, @Nullable Object> map(int size, int depth) throws IOException {
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
        if (values > left()) {
            throw new DecodeException("a collection of " + size + " does not fit into the " + left() + " bytes left");
        }
        elements += values;
        if (elements > limits.maxElements()) {
            throw new DecodeException("more than " + limits.maxElements() + " values");
        }
    }

    /** A str: text if it is strict UTF-8, else octets, in both dialects: old files hold both as raw. */
    private Object string(int size) throws IOException {
        byte[] content = payload(size);
        return Utf8.isValid(content, 0, size) ? new String(content, StandardCharsets.UTF_8) : content;
    }

    private Object octets(int size) throws IOException {
        return network ? string(size) : payload(size);
    }

    private byte[] payload(int size) throws IOException {
        if (size > left()) {
            throw new DecodeException("the message ends inside a value");
        }
        return in.readPayload(size);
    }

    private @Nullable Object extension(ExtensionTypeHeader header, int depth) throws IOException {
        int size = header.getLength();
        if (header.getType() == EXT_DATETIME) {
            return datetime(payload(size));
        } else if (header.getType() == EXT_CONSTANT) {
            return constant(size, depth);
        }
        return octets(size);
    }

    private static LocalDateTime datetime(byte[] text) {
        try {
            return LocalDateTime.parse(new String(text, StandardCharsets.ISO_8859_1), DATETIME);
        } catch (DateTimeException e) {
            throw new DecodeException(
                    "a date-time extension of " + text.length + " bytes is not YYYYmmddTHH:MM:SS.ffffff");
        }
    }

    private NamedConstant constant(int size, int depth) throws IOException {
        int after = left() - size;
        if (after < 0
                || depth >= limits.maxDepth()
                || !(read(depth + 1) instanceof List<?> pair)
                || pair.size() != 2
                || left() != after) {
            throw new DecodeException("a named-constant extension is not a pair");
        }
        return new NamedConstant(Codec.text(pair.get(0)), pair.get(1));
    }
}
