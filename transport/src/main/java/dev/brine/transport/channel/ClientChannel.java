package dev.brine.transport.channel;

import dev.brine.transport.crypto.AuthFailure;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyFormatException;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.Envelope;
import dev.brine.transport.wire.Nonce;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The minion's side of the request port after it has signed in; with {@link #clear}, also that of the command line tools.
 *
 * <p>A new sign-in makes a new channel. Immutable; any thread, any number of requests at a time.
 */
public final class ClientChannel {
    private final MinionIdentity identity;
    private final SignInOutcome.Accepted session;
    private final SignInSettings settings;
    private final Signing signing;
    private final Crypticle crypticle;
    private final byte[] tok;
    private final Clock clock;
    private final SecureRandom random;

    /** {@code minion_sign_messages}. */
    public enum Signing {
        OFF,
        ON
    }

    /** One private RSA operation is done here, for {@code tok}; none for each request unless signing is on. */
    public ClientChannel(
            MinionIdentity identity,
            SignInOutcome.Accepted session,
            SignInSettings settings,
            Signing signing,
            Clock clock,
            SecureRandom random) {
        this.identity = identity;
        this.session = session;
        this.settings = settings;
        this.signing = signing;
        this.crypticle = new Crypticle(session.sessionKey(), random);
        this.tok = identity.key().signRecovery(TokenCheck.WORD);
        this.clock = clock;
        this.random = random;
    }

    /**
     * A request on its way.
     *
     * @param frame the bytes to send
     * @param nonce what its reply has to carry
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Sent(byte[] frame, Nonce nonce) {}

    /** Seals a load; {@code id}, {@code ts}, {@code nonce} and {@code tok} are added. For a retry, seal again. */
    public Sent seal(Map<String, @Nullable Object> load) {
        Nonce nonce = Nonce.random(random);
        Map<String, @Nullable Object> full = new LinkedHashMap<>(load);
        full.put("id", identity.id().value());
        full.put("ts", clock.instant().getEpochSecond());
        if (signing == Signing.ON) {
            full.put("sig", MessageSignature.sign(full, identity.key(), settings.sigAlgo()));
        }
        full.put("nonce", nonce.value());
        full.put("tok", tok);
        Envelope envelope = new Envelope.Encrypted(
                crypticle.seal(Codec.NETWORK.encode(full)),
                Envelope.CURRENT_VERSION,
                identity.id().value(),
                settings.encAlgo().wireName(),
                settings.sigAlgo().wireName());
        return new Sent(envelope.encode(), nonce);
    }

    /** Opens the reply to anything but a pillar request. */
    public Answer open(Sent sent, byte[] reply) {
        try {
            Object blob = Codec.NETWORK.decode(reply);
            if (!(blob instanceof byte[] || blob instanceof String)) {
                return new Answer.SignInAgain("the reply is " + Codec.kind(blob));
            }
            return new Answer.Value(Codec.NETWORK.decode(crypticle.open(Codec.octets(blob), sent.nonce())));
        } catch (AuthFailure | DecodeException e) {
            return new Answer.SignInAgain("the reply is not sealed for us: " + e.getMessage());
        }
    }

    /** Opens the reply to a pillar request; the value is a map. */
    public Answer openPillar(Sent sent, byte[] reply) {
        byte[] key;
        byte[] content;
        try {
            if (!(Codec.NETWORK.decode(reply) instanceof Map<?, ?> outer) || !outer.containsKey("key")) {
                return new Answer.SignInAgain("the pillar reply has no key");
            }
            key = Codec.octets(outer.get("key"));
            KeyString once = KeyString.of(identity.key().decrypt(settings.encAlgo(), key));
            content = new Crypticle(once, random).open(Codec.octets(outer.get("pillar")));
        } catch (AuthFailure | DecodeException | KeyFormatException e) {
            return new Answer.SignInAgain("the pillar is not sealed for us: " + e.getMessage());
        }
        try {
            return pillar(sent, key, Codec.NETWORK.decodeMap(content));
        } catch (DecodeException e) {
            return new Answer.Untrusted("the pillar is malformed: " + e.getMessage());
        }
    }

    private Answer pillar(Sent sent, byte[] key, Map<String, @Nullable Object> content) {
        byte[] data = Codec.octets(content.get("data"));
        if (!session.masterKey().verify(settings.sigAlgo(), data, Codec.octets(content.get("sig")))) {
            return new Answer.Untrusted("the pillar is not signed by the master");
        }
        Map<String, @Nullable Object> signed = Codec.NETWORK.decodeMap(data);
        if (!MessageDigest.isEqual(key, Codec.octets(signed.get("key")))) {
            return new Answer.Untrusted("the pillar was signed for another key");
        }
        if (!sent.nonce().value().equals(signed.get("nonce"))) {
            return new Answer.Untrusted("the pillar is not an answer to this request (nonce)");
        }
        return new Answer.Value(Codec.map(signed.get("pillar")));
    }

    /** The frame of a clear command. */
    public static byte[] clear(Map<String, @Nullable Object> load) {
        return new Envelope.Clear(load, Envelope.CURRENT_VERSION).encode();
    }
}
