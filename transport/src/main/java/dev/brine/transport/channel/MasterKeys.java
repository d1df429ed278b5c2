package dev.brine.transport.channel;

import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The master's RSA key and the AES key in force. At a rotation a new one replaces it whole.
 *
 * <p>What every sign-in repeats is computed once here: the recovery signature over the AES key, and the signature over the
 * public key where {@code master_sign_pubkey} is on. Immutable; any thread.
 */
public final class MasterKeys {
    private final RsaPrivateKey rsa;
    private final KeyString aesKey;
    private final Crypticle aes;
    private final byte[] aesSignature;
    private final Map<SigningAlgorithm, String> publicKeySignatures = new EnumMap<>(SigningAlgorithm.class);

    public MasterKeys(RsaPrivateKey rsa, KeyString aesKey, SecureRandom random) {
        this.rsa = rsa;
        this.aesKey = aesKey;
        this.aes = new Crypticle(aesKey, random);
        this.aesSignature = rsa.signRecovery(digest(aesKey));
    }

    /** With {@code master_sign_pubkey}: a second pair vouches for the master's public key. */
    public MasterKeys(RsaPrivateKey rsa, KeyString aesKey, RsaPrivateKey signer, SecureRandom random) {
        this(rsa, aesKey, random);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            byte[] signature = signer.sign(algorithm, rsa.publicKey().textBytes());
            publicKeySignatures.put(algorithm, Base64.getEncoder().encodeToString(signature) + "\n");
        }
    }

    /** The master's key pair. */
    public RsaPrivateKey rsa() {
        return rsa;
    }

    /** The AES key all minions share, for publishing. */
    public Crypticle aes() {
        return aes;
    }

    /** The same as text, to be handed to minions. */
    KeyString aesKey() {
        return aesKey;
    }

    /** X9.31 signature over {@link #digest}. */
    byte[] aesSignature() {
        return aesSignature;
    }

    /** Base64 with a line feed at the end, or null without {@code master_sign_pubkey}. */
    @Nullable
    String publicKeySignature(SigningAlgorithm algorithm) {
        return publicKeySignatures.get(algorithm);
    }

    /** What vouches for an AES key: its SHA-256 as 64 hex characters. */
    static byte[] digest(KeyString key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.ascii());
            return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
