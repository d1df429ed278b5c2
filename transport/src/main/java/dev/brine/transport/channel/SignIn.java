package dev.brine.transport.channel;

import dev.brine.transport.crypto.AuthFailure;
import dev.brine.transport.crypto.KeyFormatException;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.DecodeLimits;
import dev.brine.transport.wire.Envelope;
import dev.brine.transport.wire.Nonce;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in of a minion: the request, then the verification of its reply.
 *
 * <p>The order of the checks is Salt's: reply form, master key, {@code pub_sig}, {@code aes} and its {@code sig}, {@code token},
 * {@code session}, outer signature, nonce, {@code ret}, {@code master_finger}. An unsigned refusal is not believed, and the outer
 * signature is checked on first contact too, with the key just received. A master's key that is another one than the stored is believed
 * when the signer vouches for it, or in open mode; the token, which only the stored key opens, says nothing then. Immutable; any thread.
 */
public final class SignIn {
    private static final String OLD_TOKEN_MARK = "_|-";
    private static final Codec REPLY = Codec.NETWORK.within(DecodeLimits.ANONYMOUS);

    private final MinionIdentity identity;
    private final @Nullable RsaPublicKey storedKey;
    private final SignInSettings settings;
    private final Duration patience;
    private final Nonce nonce;
    private final KeyString token;

    /**
     * Starts a sign-in.
     *
     * @param storedKey what {@code minion_master.pub} holds, or null before the first contact
     */
    public SignIn(
            MinionIdentity identity, @Nullable RsaPublicKey storedKey, SignInSettings settings, SecureRandom random) {
        this(identity, storedKey, settings, Duration.ZERO, random);
    }

    /**
     * Starts a sign-in of a minion that knows itself to be pending.
     *
     * @param patience how long the master may hold its answer, see {@link SignInOutcome.Pending#hold}; zero is not sent
     */
    public SignIn(
            MinionIdentity identity,
            @Nullable RsaPublicKey storedKey,
            SignInSettings settings,
            Duration patience,
            SecureRandom random) {
        this(identity, storedKey, settings, patience, Nonce.random(random), KeyString.generate(random));
    }

    SignIn(
            MinionIdentity identity,
            @Nullable RsaPublicKey storedKey,
            SignInSettings settings,
            Duration patience,
            Nonce nonce,
            KeyString token) {
        this.identity = identity;
        this.storedKey = storedKey;
        this.settings = settings;
        this.patience = patience;
        this.nonce = nonce;
        this.token = token;
    }

    /** The frame to send. */
    public byte[] request() {
        Map<String, @Nullable Object> load = new LinkedHashMap<>();
        load.put("cmd", "_auth");
        load.put("id", identity.id().value());
        load.put("nonce", nonce.value());
        load.put("enc_algo", settings.encAlgo().wireName());
        load.put("sig_algo", settings.sigAlgo().wireName());
        load.put("pub", identity.key().publicKey().text());
        if (storedKey != null) {
            load.put("token", storedKey.encrypt(settings.encAlgo(), token.ascii()));
        }
        if (!settings.autosignGrains().isEmpty()) {
            load.put("autosign_grains", settings.autosignGrains());
        }
        Hold.put(load, patience);
        return new Envelope.Clear(load, Envelope.CURRENT_VERSION).encode();
    }

    /** Judges the reply; never throws for what a peer may send. */
    public SignInOutcome finish(byte[] reply) {
        try {
            Object decoded = REPLY.decode(reply);
            if (!(decoded instanceof Map)) {
                return new SignInOutcome.Failed("the reply is " + Codec.kind(decoded) + ", not a map");
            }
            Map<String, @Nullable Object> outer = Codec.map(decoded);
            if (!"clear".equals(outer.get("enc"))) {
                return new SignInOutcome.Failed("the reply's enc is not clear");
            }
            if (outer.get("load") instanceof Map<?, ?> unsigned) {
                return unsigned(unsigned.get("ret"));
            }
            byte[] load = Codec.octets(outer.get("load"));
            return judge(REPLY.decodeMap(load), load, Codec.octets(outer.get("sig")));
        } catch (DecodeException | AuthFailure | KeyFormatException e) {
            return new SignInOutcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static SignInOutcome unsigned(@Nullable Object ret) {
        if ("bad enc algo".equals(ret) || "bad sig algo".equals(ret)) {
            return new SignInOutcome.Failed(
                    ret + ": the master does not support this encryption_algorithm or signing_algorithm");
        }
        return new SignInOutcome.Failed("the reply is not signed");
    }

    private SignInOutcome judge(Map<String, @Nullable Object> inner, byte[] load, byte[] signature) {
        RsaPublicKey masterKey = storedKey;
        SignInOutcome outcome = null;
        if (inner.containsKey("pub_key")) {
            masterKey = RsaPublicKey.parse(Codec.text(inner.get("pub_key")));
            if (storedKey != null
                    && !storedKey.equals(masterKey)
                    && settings.trust() == SignInSettings.Trust.STORED_KEY
                    && settings.masterSigner() == null) {
                return new SignInOutcome.InvalidMasterKey("the master's key is " + masterKey + ", stored is "
                        + storedKey + "; if the master was reinstalled, remove minion_master.pub");
            }
            String unvouched = unvouched(inner, masterKey);
            if (unvouched != null) {
                return new SignInOutcome.InvalidMasterKey(unvouched);
            }
            outcome = accepted(inner, masterKey);
        }
        if (masterKey != null && !masterKey.verify(settings.sigAlgo(), load, signature)) {
            return new SignInOutcome.Failed("the reply's signature is not the master's");
        }
        if (!nonce.value().equals(inner.get("nonce"))) {
            return new SignInOutcome.Failed("the reply is not an answer to this request (nonce)");
        }
        if (outcome == null || inner.containsKey("ret")) {
            return notAccepted(inner);
        }
        return masterKey == null ? outcome : fingerChecked(outcome, masterKey);
    }

    /** Why the signature for the master's public key is not good enough, or null. */
    private @Nullable String unvouched(Map<String, @Nullable Object> inner, RsaPublicKey masterKey) {
        RsaPublicKey signer = settings.masterSigner();
        if (signer == null) {
            return inner.containsKey("pub_sig")
                    ? "the master signs its key (pub_sig), but verify_master_pubkey_sign is off here"
                    : null;
        }
        if (!(inner.get("pub_sig") instanceof String text)) {
            return "verify_master_pubkey_sign is on, but the master does not sign its key";
        }
        try {
            byte[] signature = Base64.getDecoder().decode(text.strip());
            return signer.verify(settings.sigAlgo(), masterKey.textBytes(), signature)
                    ? null
                    : "the signature of the master's key (pub_sig) is wrong";
        } catch (IllegalArgumentException e) {
            return "the signature of the master's key (pub_sig) is not base64";
        }
    }

    private SignInOutcome accepted(Map<String, @Nullable Object> inner, RsaPublicKey masterKey) {
        KeyString aesKey = KeyString.of(beforeTokenMark(decrypt(inner, "aes")));
        if (!masterKey.verifyRecovery(MasterKeys.digest(aesKey), Codec.octets(inner.get("sig")))) {
            throw new AuthFailure("the AES key is not signed by the master");
        }
        if (storedKey != null
                && storedKey.equals(masterKey)
                && !MessageDigest.isEqual(decrypt(inner, "token"), token.ascii())) {
            throw new AuthFailure("the master did not return our token");
        }
        KeyString sessionKey = KeyString.of(decrypt(inner, "session"));
        if (!(inner.get("publish_port") instanceof Long port) || port < 1 || port > 65535) {
            throw new DecodeException("publish_port is not a port");
        }
        return new SignInOutcome.Accepted(masterKey, aesKey, sessionKey, port.intValue());
    }

    private byte[] decrypt(Map<String, @Nullable Object> inner, String field) {
        return identity.key().decrypt(settings.encAlgo(), Codec.octets(inner.get(field)));
    }

    /** Older masters may append the token to the AES key. */
    private static String beforeTokenMark(byte[] decrypted) {
        String text = new String(decrypted, StandardCharsets.ISO_8859_1);
        int mark = text.indexOf(OLD_TOKEN_MARK);
        return mark < 0 ? text : text.substring(0, mark);
    }

    private static SignInOutcome notAccepted(Map<String, @Nullable Object> inner) {
        Object ret = inner.get("ret");
        if (ret instanceof Boolean pending) {
            return pending ? new SignInOutcome.Pending(Hold.of(inner)) : new SignInOutcome.Rejected();
        } else if ("full".equals(ret)) {
            return new SignInOutcome.Full();
        }
        return new SignInOutcome.Failed("the reply has neither keys nor a known ret");
    }

    private SignInOutcome fingerChecked(SignInOutcome outcome, RsaPublicKey masterKey) {
        String wanted = settings.masterFinger();
        if (wanted == null || wanted.equals(masterKey.fingerprint(settings.hashType()))) {
            return outcome;
        }
        return new SignInOutcome.InvalidMasterKey(
                "master_finger is " + wanted + ", the master's key has " + masterKey.fingerprint(settings.hashType()));
    }
}
