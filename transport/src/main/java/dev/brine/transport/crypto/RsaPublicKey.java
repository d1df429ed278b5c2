package dev.brine.transport.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;

/**
 * An RSA public key that passed the policy: 2048 to 8192 bit, odd exponent from 65537 up to 64 bit.
 *
 * <p>Its text is the canonical SubjectPublicKeyInfo PEM: lines of 64 columns, LF between them, none at the end. That is what
 * travels and what is stored; two keys are equal when these are. Immutable; any thread.
 */
public final class RsaPublicKey {
    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 8192;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);
    private static final int MAX_EXPONENT_BITS = 64;

    private final RSAPublicKey key;
    private final String text;

    private RsaPublicKey(RSAPublicKey key) {
        this.key = key;
        this.text = new Pem("PUBLIC KEY", key.getEncoded()).text();
    }

    /**
     * Reads {@code PUBLIC KEY} or {@code RSA PUBLIC KEY} PEM.
     *
     * @throws KeyFormatException if it is not such a key or fails the policy
     */
    public static RsaPublicKey parse(String pemText) {
        Pem pem = Pem.parse(pemText);
        byte[] spki = switch (pem.label()) {
            case "PUBLIC KEY" -> pem.content();
            case "RSA PUBLIC KEY" -> Der.publicToSpki(pem.content());
            default -> throw new KeyFormatException("PEM of another kind than a public key");
        };
        try {
            PublicKey parsed = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
            if (parsed instanceof RSAPublicKey rsa) {
                return of(rsa.getModulus(), rsa.getPublicExponent());
            }
        } catch (GeneralSecurityException e) {
            throw new KeyFormatException("not an RSA public key");
        }
        throw new KeyFormatException("not an RSA public key");
    }

    /** Builds the key from its numbers, so that whatever else a text held is not carried on. */
    static RsaPublicKey of(BigInteger modulus, BigInteger exponent) {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || bits < MIN_BITS || bits > MAX_BITS || !modulus.testBit(0)) {
            throw new KeyFormatException("an RSA key of " + bits + " bit; wanted " + MIN_BITS + " to " + MAX_BITS);
        }
        if (exponent.compareTo(MIN_EXPONENT) < 0 || !exponent.testBit(0) || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new KeyFormatException("an RSA key whose exponent is even, below 65537 or longer than 64 bit");
        }
        try {
            return new RsaPublicKey((RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
        } catch (GeneralSecurityException e) {
            throw new KeyFormatException("an RSA key the JDK refuses");
        }
    }

    /** Canonical PEM without a line end at the end. */
    public String text() {
        return text;
    }

    /** Length of the modulus in bits. */
    public int bits() {
        return key.getModulus().bitLength();
    }

    /** Whether the signature of the data holds; anything malformed does not. */
    public boolean verify(SigningAlgorithm algorithm, byte[] data, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm.jcaName());
            verifier.initVerify(key);
            verifier.update(data);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Encrypts at most a few dozen bytes: a key string or a token. */
    public byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, algorithm.parameters());
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    plain.length + " bytes cannot be encrypted with a key of " + bits() + " bit", e);
        }
    }

    /**
     * The message inside an X9.31 signature.
     *
     * @throws AuthFailure if there is none
     */
    public byte[] recover(byte[] signature) {
        BigInteger modulus = key.getModulus();
        int length = (bits() + 7) / 8;
        BigInteger s = new BigInteger(1, signature);
        if (signature.length != length || s.compareTo(modulus) >= 0) {
            throw new AuthFailure("a recovery signature of " + signature.length + " bytes for a key of " + length);
        }
        return RecoverySignature.message(s.modPow(key.getPublicExponent(), modulus), modulus, length);
    }

    /** Whether an X9.31 signature holds this message; anything malformed does not. */
    public boolean verifyRecovery(byte[] message, byte[] signature) {
        try {
            return MessageDigest.isEqual(message, recover(signature));
        } catch (AuthFailure e) {
            return false;
        }
    }

    /** The fingerprint that {@code salt-key -f} shows. */
    public String fingerprint(String hashType) {
        return Fingerprint.of(text, hashType);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RsaPublicKey that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "RsaPublicKey[" + bits() + " bit, " + fingerprint("sha256") + "]";
    }

    /** The canonical text as octets, which {@code pub_sig} signs. */
    public byte[] textBytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
