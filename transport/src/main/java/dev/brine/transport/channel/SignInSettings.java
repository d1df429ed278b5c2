package dev.brine.transport.channel;

import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a minion signs in.
 *
 * @param encAlgo {@code encryption_algorithm}
 * @param sigAlgo {@code signing_algorithm}
 * @param masterFinger {@code master_finger}, or null
 * @param hashType {@code hash_type}, for {@code masterFinger}
 * @param masterSigner with {@code verify_master_pubkey_sign}: the key that vouches for the master's; else null
 * @param trust what to do when the master's key is not the stored one
 * @param autosignGrains grains to send for {@code autosign_grains}
 */
public record SignInSettings(
        EncryptionAlgorithm encAlgo,
        SigningAlgorithm sigAlgo,
        @Nullable String masterFinger,
        String hashType,
        @Nullable RsaPublicKey masterSigner,
        Trust trust,
        Map<String, @Nullable Object> autosignGrains) {
    /** As an unconfigured Salt minion does it. */
    public static final SignInSettings DEFAULT = new SignInSettings(
            EncryptionAlgorithm.OAEP_SHA1,
            SigningAlgorithm.PKCS1V15_SHA1,
            null,
            "sha256",
            null,
            Trust.STORED_KEY,
            Map.of());

    /** Whose master key is believed. */
    public enum Trust {
        /** The stored one; the first one seen if none is stored. */
        STORED_KEY,
        /** Any ({@code open_mode}). */
        ANY_KEY
    }
}
