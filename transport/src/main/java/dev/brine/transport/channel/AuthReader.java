package dev.brine.transport.channel;

import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.KeyFormatException;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.Nonce;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code _auth} loads. Nonce and algorithms come first because a signed answer needs them; without them the answer is
 * unsigned, so that nobody has the master sign what he likes. Every other fault is answered like a rejected key.
 */
final class AuthReader {
    private static final int NONCE_SINCE = 2;

    private final ReplyWriter replies;

    AuthReader(ReplyWriter replies) {
        this.replies = replies;
    }

    Request open(Map<String, @Nullable Object> load, int version) {
        Nonce nonce = null;
        if (version >= NONCE_SINCE) {
            if (!(load.get("nonce") instanceof String text) || !Nonce.isValid(text)) {
                return new BadRequest(Refusal.NONCE, null, Answers.unsigned(false));
            }
            nonce = new Nonce(text);
        }
        Optional<SigningAlgorithm> sigAlgo = signing(load.get("sig_algo"));
        if (sigAlgo.isEmpty()) {
            return new BadRequest(Refusal.ALGORITHM, null, Answers.unsigned("bad sig algo"));
        }
        Optional<EncryptionAlgorithm> encAlgo = encryption(load.get("enc_algo"));
        if (encAlgo.isEmpty()) {
            return new BadRequest(Refusal.ALGORITHM, null, Answers.unsigned("bad enc algo"));
        }
        if (!(load.get("id") instanceof String id) || !MinionId.isValid(id)) {
            return new BadRequest(Refusal.ID, null, replies.refused(nonce, sigAlgo.get()));
        }
        MinionId minion = new MinionId(id);
        try {
            return new AuthRequest(
                    minion,
                    RsaPublicKey.parse(Codec.text(load.get("pub"))),
                    nonce,
                    token(load),
                    encAlgo.get(),
                    sigAlgo.get(),
                    version,
                    autosignGrains(load),
                    Hold.of(load));
        } catch (KeyFormatException | DecodeException e) {
            return new BadRequest(Refusal.KEY, minion, replies.refused(nonce, sigAlgo.get()));
        }
    }

    private static byte @Nullable [] token(Map<String, @Nullable Object> load) {
        return load.containsKey("token") ? Codec.octets(load.get("token")) : null;
    }

    private static Map<String, @Nullable Object> autosignGrains(Map<String, @Nullable Object> load) {
        return load.containsKey("autosign_grains") ? Codec.map(load.get("autosign_grains")) : Map.of();
    }

    static Optional<SigningAlgorithm> signing(@Nullable Object name) {
        if (name == null) {
            return Optional.of(SigningAlgorithm.PKCS1V15_SHA1);
        }
        return name instanceof String text ? SigningAlgorithm.named(text) : Optional.empty();
    }

    static Optional<EncryptionAlgorithm> encryption(@Nullable Object name) {
        if (name == null) {
            return Optional.of(EncryptionAlgorithm.OAEP_SHA1);
        }
        return name instanceof String text ? EncryptionAlgorithm.named(text) : Optional.empty();
    }
}
