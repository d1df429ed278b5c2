package dev.brine.transport.channel;

import dev.brine.transport.channel.Request.SignatureCheck;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code sig} of a load ({@code minion_sign_messages}): PKCS#1 over the load packed anew in the LOCAL dialect, in its own order.
 *
 * <p>Which fields it covers differs: Salt 3006 and 3007 sign before {@code nonce} and {@code ts} are added but with {@code tok};
 * newer ones sign with {@code ts} but without {@code nonce} and {@code tok}. A Salt 3006 master checks what is left with
 * {@code ts}, so it can verify only the newer form. Returns of all of them pass over the minion's own bus after they are signed and
 * get a {@code _stamp} there. We write the newer form and read all.
 */
final class MessageSignature {
    private static final List<List<String>> NOT_COVERED = List.of(
            List.of("sig", "nonce", "tok"),
            List.of("sig", "nonce", "ts"),
            List.of("sig", "nonce", "ts", "tok"),
            List.of("sig", "nonce", "ts", "tok", "_stamp"),
            List.of("sig", "nonce", "tok", "_stamp"));

    private MessageSignature() {}

    /** The signature for a load that already has its {@code ts}. */
    static byte[] sign(Map<String, @Nullable Object> load, RsaPrivateKey key, SigningAlgorithm algorithm) {
        // The reader sees octets that are UTF-8 as text and packs them as such.
        Map<String, @Nullable Object> seen = Codec.NETWORK.decodeMap(Codec.NETWORK.encode(load));
        return key.sign(algorithm, covered(seen, NOT_COVERED.get(0)));
    }

    /** Checks a load as it was decoded, with all its fields. */
    static SignatureCheck check(Map<String, @Nullable Object> load, RsaPublicKey key, SigningAlgorithm algorithm) {
        if (!load.containsKey("sig")) {
            return SignatureCheck.ABSENT;
        }
        try {
            byte[] signature = Codec.octets(load.get("sig"));
            for (List<String> without : NOT_COVERED) {
                if (holds(covered(load, without), signature, key, algorithm)) {
                    return SignatureCheck.VALID;
                }
            }
        } catch (DecodeException e) {
            return SignatureCheck.INVALID;
        }
        return SignatureCheck.INVALID;
    }

    /** Salt 3006 signs messages with SHA1 whatever its {@code signing_algorithm} is. */
    private static boolean holds(byte[] covered, byte[] signature, RsaPublicKey key, SigningAlgorithm algorithm) {
        return key.verify(algorithm, covered, signature)
                || (algorithm != SigningAlgorithm.PKCS1V15_SHA1
                        && key.verify(SigningAlgorithm.PKCS1V15_SHA1, covered, signature));
    }

    private static byte[] covered(Map<String, @Nullable Object> load, List<String> without) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(load);
        rest.keySet().removeAll(without);
        return Codec.LOCAL.encode(rest);
    }
}
