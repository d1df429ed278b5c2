package dev.brine.transport.channel;

import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.Nonce;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one frame on the request port asks for, after all checks that need no policy. */
public sealed interface Request {
    /**
     * A clear command, from anybody.
     *
     * @param cmd the command, empty (and so unknown) if it was not text
     * @param load the whole load, with {@code cmd}
     */
    record ClearRequest(String cmd, Map<String, @Nullable Object> load, int version) implements Request {}

    /**
     * A sign-in.
     *
     * @param publicKey the minion's key; its canonical text is what to store
     * @param nonce to be echoed; null in versions 0 and 1
     * @param token encrypted for the master, or null if the minion does not know the master's key yet
     * @param autosignGrains grain to value as sent, empty if none; types unchecked
     * @param patience how long the minion leaves the master to answer while its key is pending; zero if it did not say
     */
    @SuppressWarnings("ArrayRecordComponent")
    record AuthRequest(
            MinionId id,
            RsaPublicKey publicKey,
            @Nullable Nonce nonce,
            byte @Nullable [] token,
            EncryptionAlgorithm encAlgo,
            SigningAlgorithm sigAlgo,
            int version,
            Map<String, @Nullable Object> autosignGrains,
            Duration patience)
            implements Request {}

    /**
     * An encrypted command from an accepted minion.
     *
     * @param cmd the command, empty (and so unknown) if it was missing or not text
     * @param load the load without {@code tok} and {@code nonce}; {@code id}, {@code ts} and {@code sig} are still there
     * @param minion who sent it: authenticated in version 3; claimed, and perhaps null, below
     * @param nonce to be sealed into the reply; null in versions 0 and 1
     * @param signature what became of the load's {@code sig}
     */
    record AesRequest(
            String cmd,
            Map<String, @Nullable Object> load,
            @Nullable MinionId minion,
            @Nullable Nonce nonce,
            int version,
            EncryptionAlgorithm encAlgo,
            SigningAlgorithm sigAlgo,
            SignatureCheck signature)
            implements Request {}

    /**
     * A request that ends here.
     *
     * @param claimedId who it says it is from, if that much could be read; not authenticated
     * @param reply the bytes to send back
     */
    @SuppressWarnings("ArrayRecordComponent")
    record BadRequest(Refusal refusal, @Nullable MinionId claimedId, byte[] reply) implements Request {}

    /** The outcome for a load signed by its minion ({@code minion_sign_messages}). */
    enum SignatureCheck {
        ABSENT,
        VALID,
        INVALID
    }
}
