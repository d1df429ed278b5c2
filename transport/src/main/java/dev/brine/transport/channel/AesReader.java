package dev.brine.transport.channel;

import dev.brine.transport.channel.Request.AesRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.channel.Request.SignatureCheck;
import dev.brine.transport.crypto.AuthFailure;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.Envelope;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.Nonce;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens encrypted requests. Any thread. */
final class AesReader {
    private static final int NONCE_SINCE = 2;
    private static final int SESSION_SINCE = 3;

    private final ServerKeys keys;
    private final Codec codec;
    private final Clock clock;
    private final long ttl;
    private final ReplayMemory replays;
    private final TokenCheck tokens = new TokenCheck();

    AesReader(ServerKeys keys, ServerSettings settings, Clock clock) {
        this.keys = keys;
        this.codec = Codec.NETWORK.within(settings.frame());
        this.clock = clock;
        this.ttl = settings.requestServerTtl().toSeconds();
        this.replays = new ReplayMemory(settings.noncesPerMinion());
    }

    void forget(MinionId minion) {
        replays.forget(minion);
        tokens.forget(minion);
    }

    Request open(Envelope.Encrypted envelope) {
        int version = envelope.version();
        MinionId claimed = null;
        if (version >= SESSION_SINCE) {
            if (envelope.id() == null || !MinionId.isValid(envelope.id())) {
                return ServerChannel.badLoad(Refusal.ID, null);
            }
            claimed = new MinionId(envelope.id());
        }
        Optional<EncryptionAlgorithm> encAlgo = AuthReader.encryption(envelope.encAlgo());
        Optional<SigningAlgorithm> sigAlgo = AuthReader.signing(envelope.sigAlgo());
        if (encAlgo.isEmpty() || sigAlgo.isEmpty()) {
            return ServerChannel.badLoad(Refusal.ALGORITHM, claimed);
        }
        Optional<Crypticle> key = claimed == null ? Optional.of(keys.master().aes()) : keys.session(claimed);
        if (key.isEmpty()) {
            return ServerChannel.badLoad(Refusal.SEAL, claimed);
        }
        Map<String, @Nullable Object> load;
        try {
            Object value = codec.decode(key.get().open(envelope.blob()));
            if (!(value instanceof Map)) {
                return new BadRequest(Refusal.LOAD, claimed, Answers.notMaps());
            }
            load = Codec.map(value);
        } catch (AuthFailure | DecodeException e) {
            return ServerChannel.badLoad(Refusal.SEAL, claimed);
        }
        Opened opened = new Opened(load, version, claimed, encAlgo.get(), sigAlgo.get());
        return opened.check();
    }

    /** A load that was sealed with the right key, and the checks that remain. */
    private final class Opened {
        private final Map<String, @Nullable Object> load;
        private final int version;
        private final @Nullable MinionId claimed;
        private final EncryptionAlgorithm encAlgo;
        private final SigningAlgorithm sigAlgo;

        Opened(
                Map<String, @Nullable Object> load,
                int version,
                @Nullable MinionId claimed,
                EncryptionAlgorithm encAlgo,
                SigningAlgorithm sigAlgo) {
            this.load = load;
            this.version = version;
            this.claimed = claimed;
            this.encAlgo = encAlgo;
            this.sigAlgo = sigAlgo;
        }

        Request check() {
            Optional<BadRequest> badId = ServerChannel.badId(load);
            if (badId.isPresent()) {
                return badId.get();
            }
            Nonce nonce = null;
            if (version >= NONCE_SINCE) {
                if (!(load.get("nonce") instanceof String text) || !Nonce.isValid(text)) {
                    return refuse(Refusal.NONCE);
                }
                nonce = new Nonce(text);
            }
            return claimed == null ? checkShared(nonce) : checkSession(claimed, nonce);
        }

        /** Version 3: sealed with the minion's own key. */
        private Request checkSession(MinionId minion, @Nullable Nonce nonce) {
            if (!(load.get("ts") instanceof Long ts)) {
                return refuse(Refusal.TIME);
            }
            long now = clock.instant().getEpochSecond();
            if (ttl > 0 && (ts < now - ttl || ts > now + ttl)) {
                return refuse(Refusal.TIME);
            }
            if (!minion.value().equals(load.get("id"))) {
                return refuse(Refusal.ID_MISMATCH);
            }
            Optional<RsaPublicKey> key = keys.publicKey(minion);
            if (key.isEmpty() || !hasToken(minion, key.get())) {
                return refuse(Refusal.TOKEN);
            }
            long oldest = ttl > 0 ? now - ttl : ReplayMemory.NO_LIMIT;
            if (nonce == null || !replays.isFirst(minion, nonce, ts, oldest)) {
                return refuse(Refusal.REPLAY);
            }
            return request(minion, nonce, MessageSignature.check(load, key.get(), sigAlgo));
        }

        /** Versions 0 to 2: sealed with the key all minions share, so the id proves little; off by default. */
        private Request checkShared(@Nullable Nonce nonce) {
            if (!(load.get("id") instanceof String id)) {
                return request(null, nonce, SignatureCheck.ABSENT);
            }
            if (!MinionId.isValid(id)) {
                return refuse(Refusal.ID);
            }
            MinionId minion = new MinionId(id);
            Optional<RsaPublicKey> key = keys.publicKey(minion);
            if (load.containsKey("tok") && (key.isEmpty() || !hasToken(minion, key.get()))) {
                return refuse(Refusal.TOKEN);
            }
            SignatureCheck signature = load.containsKey("sig") ? SignatureCheck.INVALID : SignatureCheck.ABSENT;
            return request(
                    minion, nonce, key.isPresent() ? MessageSignature.check(load, key.get(), sigAlgo) : signature);
        }

        private boolean hasToken(MinionId minion, RsaPublicKey key) {
            Object tok = load.get("tok");
            return (tok instanceof byte[] || tok instanceof String) && tokens.holds(minion, key, Codec.octets(tok));
        }

        private Request request(@Nullable MinionId minion, @Nullable Nonce nonce, SignatureCheck signature) {
            Map<String, @Nullable Object> rest = new LinkedHashMap<>(load);
            rest.remove("tok");
            rest.remove("nonce");
            return new AesRequest(
                    ServerChannel.command(load), rest, minion, nonce, version, encAlgo, sigAlgo, signature);
        }

        private Request refuse(Refusal refusal) {
            return ServerChannel.badLoad(refusal, claimed);
        }
    }
}
