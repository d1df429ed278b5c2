package dev.brine.transport.channel;

import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.MinionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the payload of a published job.
 *
 * <pre>
 * {enc: "aes", load: Crypticle(AES key, {.., serial}), [sig_algo, sig over the load's bytes]}
 * </pre>
 *
 * Signing costs one private RSA operation a job. Stateless; any thread.
 */
public final class PublishSeal {
    /** First frame of a job for everybody, with {@code zmq_filtering}. */
    public static final String BROADCAST = "broadcast";

    /** First frame of a copy for syndics, with {@code zmq_filtering}. */
    public static final String SYNDIC = "syndic";

    private PublishSeal() {}

    /**
     * A payload without signature ({@code sign_pub_messages: False}).
     *
     * @param serial greater than that of any job sealed with the same AES key before, from 1
     */
    public static byte[] unsigned(MasterKeys keys, Map<String, @Nullable Object> load, long serial) {
        return Codec.NETWORK.encode(Maps.of("enc", "aes", "load", blob(keys, load, serial)));
    }

    /** A signed payload ({@code sign_pub_messages: True}); {@code serial} as in {@link #unsigned}. */
    public static byte[] signed(
            MasterKeys keys, Map<String, @Nullable Object> load, long serial, SigningAlgorithm algorithm) {
        byte[] blob = blob(keys, load, serial);
        Map<String, @Nullable Object> payload = Maps.of("enc", "aes", "load", blob, "sig_algo", algorithm.wireName());
        payload.put("sig", keys.rsa().sign(algorithm, blob));
        return Codec.NETWORK.encode(payload);
    }

    /** First frame of a job for one minion, with {@code zmq_filtering}: SHA-1 of its id as hex. */
    public static String topic(MinionId minion) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest(minion.value().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-1", e);
        }
    }

    private static byte[] blob(MasterKeys keys, Map<String, @Nullable Object> load, long serial) {
        Map<String, @Nullable Object> numbered = new LinkedHashMap<>(load);
        numbered.put("serial", serial);
        return keys.aes().seal(Codec.NETWORK.encode(numbered));
    }
}
