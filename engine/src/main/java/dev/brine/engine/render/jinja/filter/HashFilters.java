package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Values;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Digests, base64 and random text. */
final class HashFilters {
    private static final UUID SALT_NAMESPACE = UUID.fromString("91633ebf-1c86-5e33-935a-28061f4b480e");

    private HashFilters() {}

    static Room room() {
        return new Room()
                .add("md5", "md5_digest()", (c, v, a) -> hex("MD5", bytes(v)))
                .add("sha1", "sha1_digest()", (c, v, a) -> hex("SHA-1", bytes(v)))
                .add("sha256", "sha256_digest()", (c, v, a) -> hex("SHA-256", bytes(v)))
                .add("sha512", "sha512_digest()", (c, v, a) -> hex("SHA-512", bytes(v)))
                .add(
                        "hmac",
                        "hmac_signature(shared_secret, challenge_hmac)",
                        (c, v, a) -> MessageDigest.isEqual(
                                Base64.getEncoder().encode(hmac(bytes(v), bytes(a.get(0)))), bytes(a.get(1))))
                .add(
                        "hmac_compute",
                        "hmac_compute(shared_secret)",
                        (c, v, a) -> HexFormat.of().formatHex(hmac(bytes(v), bytes(a.get(0)))))
                .add(
                        "base64_encode",
                        "base64_b64encode()",
                        (c, v, a) -> Base64.getEncoder().encodeToString(bytes(v)))
                .add("base64_decode", "base64_b64decode()", (c, v, a) -> decoded(Base64Text.decode(bytes(v))))
                .add("uuid", "uuid_()", (c, v, a) -> uuid(bytes(v)))
                .add(
                        "random_hash",
                        "random_hash(hash_type=None)",
                        (c, v, a) -> randomHash(v, a.isNone(0) ? "md5" : a.text(0)))
                .alias("rand_str", "random_hash")
                .add("random_str", "random()", (c, v, a) -> randomText(Numbers.index(v)))
                .add("to_bytes", "to_bytes(encoding=None, errors='strict')", (c, v, a) -> bytes(v));
    }

    /** Salt's {@code to_bytes}. */
    static byte[] bytes(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (Values.isString(value)) {
            return Values.text(value).getBytes(StandardCharsets.UTF_8);
        }
        throw PyError.type("expected str, bytes, or bytearray not " + PyText.classOf(value));
    }

    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }

    private static byte[] hmac(byte[] message, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // an empty key counts as zeros, which the JDK wants said
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    private static Object decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    /** A name-based UUID (version 5) in Salt's namespace. */
    private static String uuid(byte[] text) {
        byte[] all = ByteBuffer.allocate(16 + text.length)
                .putLong(SALT_NAMESPACE.getMostSignificantBits())
                .putLong(SALT_NAMESPACE.getLeastSignificantBits())
                .put(text)
                .array();
        byte[] hash = Arrays.copyOf(HexFormat.of().parseHex(hex("SHA-1", all)), 16);
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }

    private static String randomHash(@Nullable Object size, String type) {
        if (size == null || !Numbers.isInt(size)) {
            throw PyError.type("'" + Values.typeName(size) + "' object cannot be interpreted as an integer");
        }
        if (Numbers.big(size).signum() < 0) {
            throw PyError.value(
                    "empty range for randrange() (0, " + Numbers.big(size).add(java.math.BigInteger.ONE) + ", "
                            + Numbers.big(size).add(java.math.BigInteger.ONE) + ")");
        }
        String text = new java.math.BigInteger(Math.max(Numbers.big(size).bitLength(), 1), new SecureRandom())
                .mod(Numbers.big(size).add(java.math.BigInteger.ONE))
                .toString();
        return hex(algorithm(type), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Java's name of a {@code hashlib} algorithm. */
    static String algorithm(String python) {
        return switch (python.toLowerCase(Locale.ROOT)) {
            case "md5" -> "MD5";
            case "sha1" -> "SHA-1";
            case "sha224" -> "SHA-224";
            case "sha256" -> "SHA-256";
            case "sha384" -> "SHA-384";
            case "sha512" -> "SHA-512";
            case "sha3_256" -> "SHA3-256";
            case "sha3_512" -> "SHA3-512";
            default -> throw PyError.attribute("module 'hashlib' has no attribute '" + python + "'");
        };
    }

    private static String randomText(int size) {
        byte[] bytes = new byte[Math.max(0, Math.min(size, 1 << 20))];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).substring(0, bytes.length);
    }
}
