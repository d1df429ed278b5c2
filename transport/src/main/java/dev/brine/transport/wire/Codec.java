package dev.brine.transport.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * msgpack bytes to plain values and back, in Salt's two dialects.
 *
 * <p>Plain values are null, Boolean, Long (BigInteger beyond 64 bit signed), Double, String, byte[], ArrayList,
 * LinkedHashMap, LocalDateTime (extension 78) and {@link NamedConstant} (extension 79). Encoding also takes
 * Integer, Short, Byte, Float, any Collection and LocalDate.
 *
 * <p>Text and octets: a string that is strict UTF-8 becomes a String, any other a byte[]. Because strict UTF-8
 * decoding loses nothing, {@link #octets} gives the exact bytes of either; use it for every field that is key
 * material, a signature, a blob or file content, and {@link #text} for the reverse.
 *
 * <p>Decoding refuses trailing bytes, duplicate keys, and keys that are lists or maps; memory follows the bytes received,
 * never an announced length. All bad input is a {@link DecodeException}.
 *
 * <p>Immutable; any thread.
 */
public final class Codec {
    /**
     * Requests, replies, publishes and everything encrypted. Text and octets are both written as the raw family
     * (fixraw, raw16, raw32), which every msgpack reader understands; str8 and bin are understood when read.
     */
    public static final Codec NETWORK = new Codec(true, DecodeLimits.FRAME);

    /** The event bus and files on disk ({@code *.p}): octets are bin, text is str with str8. */
    public static final Codec LOCAL = new Codec(false, DecodeLimits.LOCAL);

    private final boolean network;
    private final DecodeLimits limits;

    private Codec(boolean network, DecodeLimits limits) {
        this.network = network;
        this.limits = limits;
    }

    /** The same dialect with other limits. */
    public Codec within(DecodeLimits other) {
        return new Codec(network, other);
    }

    public DecodeLimits limits() {
        return limits;
    }

    /**
     * Encodes a plain value. Integers take their shortest form; those outside 64 bit become decimal text, as Salt does.
     *
     * @throws IllegalArgumentException if something in it is not a plain value; that is our own mistake
     */
    public byte[] encode(@Nullable Object value) {
        return MsgpackWriter.encode(value, network);
    }

    /** Decodes exactly one value. */
    public @Nullable Object decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** Decodes exactly one value that fills {@code length} bytes from {@code offset}. */
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
        return MsgpackReader.decode(bytes, offset, length, network, limits);
    }

    /** Decodes a map whose keys are all text. */
    public Map<String, @Nullable Object> decodeMap(byte[] bytes) {
        return map(decode(bytes));
    }

    /** Decodes a map whose keys are all text, from a part of an array. */
    public Map<String, @Nullable Object> decodeMap(byte[] bytes, int offset, int length) {
        return map(decode(bytes, offset, length));
    }

    /** The value as a map with text keys; the one place where the key type of a decoded map is checked. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> map(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new DecodeException("expected a map, got " + kind(value));
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                throw new DecodeException("expected a map with text keys, got a key that is " + kind(key));
            }
        }
        return (Map<String, @Nullable Object>) map;
    }

    /** The exact octets of a decoded string, whether or not it looked like text. */
    public static byte[] octets(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new DecodeException("expected octets, got " + kind(value));
    }

    /** The value as text. */
    public static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new DecodeException("expected text, got " + kind(value));
    }

    /** What a value is, in words for messages; never its content. */
    public static String kind(@Nullable Object value) {
        if (value == null) {
            return "nil";
        } else if (value instanceof String) {
            return "text";
        } else if (value instanceof byte[]) {
            return "octets";
        } else if (value instanceof Boolean) {
            return "a boolean";
        } else if (value instanceof Number) {
            return "a number";
        } else if (value instanceof Map) {
            return "a map";
        } else if (value instanceof Iterable) {
            return "a list";
        }
        return "a " + value.getClass().getSimpleName();
    }
}
