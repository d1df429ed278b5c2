package dev.brine.transport.channel;

import dev.brine.transport.crypto.AuthFailure;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens published payloads with one AES key.
 *
 * <p>It remembers the last serial, so it belongs to one thread and lasts as long as its AES key: after a sign-in that brought
 * the same key keep the old reader, or old jobs could be played again.
 */
public final class PublishReader {
    private final Crypticle aes;
    private final SignInOutcome.Accepted session;
    private final Signatures signatures;
    private long lastSerial;

    /** {@code sign_pub_messages} of the minion. */
    public enum Signatures {
        /** A payload without signature is dropped. */
        REQUIRED,
        /** A payload may lack its signature; one that has it must have it right. */
        OPTIONAL
    }

    public PublishReader(SignInOutcome.Accepted session, Signatures signatures, SecureRandom random) {
        this.aes = new Crypticle(session.aesKey(), random);
        this.session = session;
        this.signatures = signatures;
    }

    /** Whether this reader also serves the session of another sign-in: same AES key, same master. */
    public boolean serves(SignInOutcome.Accepted other) {
        return session.aesKey().equals(other.aesKey()) && session.masterKey().equals(other.masterKey());
    }

    /** Opens the last frame of a published message. */
    public Publication open(byte[] payload) {
        byte[] blob;
        try {
            Map<String, @Nullable Object> outer = Codec.NETWORK.decodeMap(payload);
            if (!"aes".equals(outer.get("enc"))) {
                return new Publication.Dropped("enc is not aes");
            }
            blob = Codec.octets(outer.get("load"));
            String unsigned = unsigned(outer, blob);
            if (unsigned != null) {
                return new Publication.Dropped(unsigned);
            }
        } catch (DecodeException e) {
            return new Publication.Dropped("malformed payload: " + e.getMessage());
        }
        return job(blob);
    }

    /** Why the signature is not good enough, or null. */
    private @Nullable String unsigned(Map<String, @Nullable Object> outer, byte[] blob) {
        if (!outer.containsKey("sig")) {
            return signatures == Signatures.REQUIRED ? "not signed, and sign_pub_messages is on" : null;
        }
        Optional<SigningAlgorithm> algorithm = AuthReader.signing(outer.get("sig_algo"));
        if (algorithm.isEmpty()) {
            return "signed with an unknown sig_algo";
        }
        return session.masterKey().verify(algorithm.get(), blob, Codec.octets(outer.get("sig")))
                ? null
                : "the signature is not the master's";
    }

    private Publication job(byte[] blob) {
        Map<String, @Nullable Object> load;
        try {
            load = Codec.NETWORK.decodeMap(aes.open(blob));
        } catch (AuthFailure e) {
            return new Publication.SignInAgain("not sealed with our AES key: " + e.getMessage());
        } catch (DecodeException e) {
            return new Publication.Dropped("malformed job: " + e.getMessage());
        }
        if (!load.containsKey("serial")) {
            return new Publication.Job(load);
        }
        if (!(load.remove("serial") instanceof Long serial) || serial <= lastSerial) {
            return new Publication.Dropped("its serial is not above the last one, " + lastSerial);
        }
        lastSerial = serial;
        return new Publication.Job(load);
    }
}
