package dev.brine.transport.channel;

import dev.brine.transport.channel.Request.AesRequest;
import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.crypto.AuthFailure;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.Nonce;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the bytes of replies. Any thread. */
final class ReplyWriter {
    private static final int SIGNED_SINCE = 2;
    private static final int SESSION_SINCE = 3;

    private final ServerKeys keys;
    private final SecureRandom random;

    ReplyWriter(ServerKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    byte[] clear(Reply reply) {
        if (reply instanceof Reply.Value value) {
            return Codec.NETWORK.encode(value.value());
        } else if (reply instanceof Reply.BadLoad) {
            return Answers.badLoad();
        } else if (reply instanceof Reply.Failure) {
            return Answers.exception();
        }
        throw misplaced(reply, "a clear request");
    }

    byte[] aes(AesRequest request, Reply reply) {
        if (reply instanceof Reply.Value value) {
            return sealed(request, value.value());
        } else if (reply instanceof Reply.Pillar pillar) {
            return pillar(request, pillar.pillar());
        } else if (reply instanceof Reply.BadLoad) {
            return Answers.badLoad();
        } else if (reply instanceof Reply.Failure) {
            return sealed(request, "");
        }
        throw misplaced(reply, "an encrypted request");
    }

    byte[] auth(AuthRequest request, Reply reply) {
        if (reply instanceof Reply.Accepted accepted) {
            return accepted(request, accepted);
        } else if (reply instanceof Reply.NotAccepted refused) {
            return notAccepted(request.nonce(), request.sigAlgo(), refused);
        } else if (reply instanceof Reply.Failure) {
            return Answers.exception();
        } else if (reply instanceof Reply.BadLoad) {
            return Answers.badLoad();
        }
        throw misplaced(reply, "a sign-in");
    }

    byte[] refused(@Nullable Nonce nonce, SigningAlgorithm algorithm) {
        return notAccepted(nonce, algorithm, new Reply.NotAccepted(Reply.Verdict.REFUSED));
    }

    private byte[] notAccepted(@Nullable Nonce nonce, SigningAlgorithm algorithm, Reply.NotAccepted reply) {
        Object ret = reply.verdict().ret();
        if (nonce == null) {
            return Answers.unsigned(ret);
        }
        Map<String, @Nullable Object> inner = Maps.of("ret", ret, "nonce", nonce.value());
        Hold.put(inner, reply.hold());
        return signed(inner, keys.master(), algorithm);
    }

    private byte[] accepted(AuthRequest request, Reply.Accepted accepted) {
        MasterKeys master = keys.master();
        RsaPublicKey minion = request.publicKey();
        Map<String, @Nullable Object> inner =
                Maps.of("enc", "pub", "pub_key", master.rsa().publicKey().text(), "publish_port", (long)
                        accepted.publishPort());
        String vouched = master.publicKeySignature(request.sigAlgo());
        if (vouched != null) {
            inner.put("pub_sig", vouched);
        }
        byte[] token = token(request, master);
        if (token != null) {
            inner.put("token", token);
        }
        inner.put("aes", minion.encrypt(request.encAlgo(), master.aesKey().ascii()));
        inner.put(
                "session",
                minion.encrypt(request.encAlgo(), accepted.sessionKey().ascii()));
        inner.put("sig", master.aesSignature());
        Nonce nonce = request.nonce();
        if (nonce == null) {
            return Codec.NETWORK.encode(inner);
        }
        inner.put("nonce", nonce.value());
        return signed(inner, master, request.sigAlgo());
    }

    /** The minion's token, now encrypted for the minion; left out, as in Salt, if it was not meant for us. */
    private static byte @Nullable [] token(AuthRequest request, MasterKeys master) {
        if (request.token() == null) {
            return null;
        }
        try {
            return request.publicKey()
                    .encrypt(request.encAlgo(), master.rsa().decrypt(request.encAlgo(), request.token()));
        } catch (AuthFailure | IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] signed(Map<String, @Nullable Object> inner, MasterKeys master, SigningAlgorithm algorithm) {
        byte[] load = Codec.NETWORK.encode(inner);
        return Codec.NETWORK.encode(
                Maps.of("enc", "clear", "load", load, "sig", master.rsa().sign(algorithm, load)));
    }

    private byte[] sealed(AesRequest request, @Nullable Object value) {
        byte[] payload = Codec.NETWORK.encode(value);
        return replyKey(request)
                .map(key -> Codec.NETWORK.encode(key.seal(payload, request.nonce())))
                .orElseGet(Answers::badLoad);
    }

    private Optional<Crypticle> replyKey(AesRequest request) {
        return request.version() >= SESSION_SINCE && request.minion() != null
                ? keys.session(request.minion())
                : Optional.of(keys.master().aes());
    }

    /** Encrypted for the key in force now: if it was replaced meanwhile, its former owner can no longer read this. */
    private byte[] pillar(AesRequest request, Map<String, @Nullable Object> pillar) {
        Optional<RsaPublicKey> minion = request.minion() == null ? Optional.empty() : keys.publicKey(request.minion());
        if (minion.isEmpty()) {
            return Codec.NETWORK.encode(Map.of("error", "AES key not found"));
        }
        KeyString once = KeyString.generate(random);
        byte[] key = minion.get().encrypt(request.encAlgo(), once.ascii());
        byte[] content;
        Nonce nonce = request.nonce();
        if (request.version() >= SIGNED_SINCE && nonce != null) {
            byte[] data = Codec.NETWORK.encode(Maps.of("key", key, "pillar", pillar, "nonce", nonce.value()));
            content = Codec.NETWORK.encode(
                    Maps.of("data", data, "sig", keys.master().rsa().sign(request.sigAlgo(), data)));
        } else {
            content = Codec.NETWORK.encode(pillar);
        }
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("key", key);
        reply.put("pillar", new Crypticle(once, random).seal(content));
        return Codec.NETWORK.encode(reply);
    }

    private static IllegalArgumentException misplaced(Reply reply, String request) {
        return new IllegalArgumentException(reply.getClass().getSimpleName() + " is no reply to " + request);
    }
}
