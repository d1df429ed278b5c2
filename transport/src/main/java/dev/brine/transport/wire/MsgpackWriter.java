package dev.brine.transport.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack.PackerConfig;

/** Writes one plain value; one use, one thread. */
final class MsgpackWriter {
    private static final int MAX_DEPTH = 512;
    private static final PackerConfig WITHOUT_STR8 = new PackerConfig().withStr8FormatSupport(false);
    private static final PackerConfig WITH_STR8 = new PackerConfig();

    private final boolean network;
    private final MessageBufferPacker packer;

    private MsgpackWriter(boolean network) {
        this.network = network;
        this.packer = (network ? WITHOUT_STR8 : WITH_STR8).newBufferPacker();
    }

    static byte[] encode(@Nullable Object value, boolean network) {
        try {
            MsgpackWriter writer = new MsgpackWriter(network);
            writer.write(value, 0);
            return writer.packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private void write(@Nullable Object value, int depth) throws IOException {
        if (value == null) {
            packer.packNil();
        } else if (value instanceof String text) {
            packer.packString(text);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            packer.packLong(((Number) value).longValue());
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof Collection<?> list) {
            list(list, depth);
        } else if (value instanceof Boolean flag) {
            packer.packBoolean(flag);
        } else if (value instanceof byte[] octets) {
            octets(octets);
        } else if (value instanceof Double || value instanceof Float) {
            packer.packDouble(((Number) value).doubleValue());
        } else if (value instanceof BigInteger big) {
            bigInteger(big);
        } else if (value instanceof LocalDateTime time) {
            extension(
                    MsgpackReader.EXT_DATETIME,
                    MsgpackReader.DATETIME.format(time).getBytes(StandardCharsets.US_ASCII));
        } else if (value instanceof LocalDate date) {
            write(date.atStartOfDay(), depth);
        } else if (value instanceof NamedConstant constant) {
            extension(MsgpackReader.EXT_CONSTANT, encode(Arrays.asList(constant.name(), constant.value()), network));
        } else {
            throw new IllegalArgumentException(
                    "not a plain value: " + value.getClass().getName());
        }
    }

    private void map(Map<?, ?> map, int depth) throws IOException {
        enter(depth);
        packer.packMapHeader(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(entry.getKey(), depth + 1);
            write(entry.getValue(), depth + 1);
        }
    }

    private void list(Collection<?> list, int depth) throws IOException {
        enter(depth);
        packer.packArrayHeader(list.size());
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

    private void octets(byte[] octets) throws IOException {
        if (network) {
            packer.packRawStringHeader(octets.length);
        } else {
            packer.packBinaryHeader(octets.length);
        }
        packer.writePayload(octets);
    }

    /** Salt 3006: what does not fit into 64 bit travels as decimal text. */
    private void bigInteger(BigInteger value) throws IOException {
        boolean fits = value.bitLength() <= 63 || (value.signum() > 0 && value.bitLength() == 64);
        if (fits) {
            packer.packBigInteger(value);
        } else {
            packer.packString(value.toString());
        }
    }

    private void extension(int type, byte[] data) throws IOException {
        packer.packExtensionTypeHeader((byte) type, data.length);
        packer.writePayload(data);
    }
}
