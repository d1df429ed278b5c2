package dev.brine.transport.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import javax.crypto.Cipher;

/**
 * An RSA key pair.
 *
 * <p>Private operations go through the JDK's RSA with Chinese remainders, about 0.7 ms for 2048 bit. Immutable; any thread;
 * {@link #toString} shows nothing secret.
 */
public final class RsaPrivateKey {
    private final RSAPrivateCrtKey key;
    private final RsaPublicKey publicKey;

    private RsaPrivateKey(RSAPrivateCrtKey key) {
        this.key = key;
        this.publicKey = RsaPublicKey.of(key.getModulus(), key.getPublicExponent());
    }

    /** A new pair with exponent 65537. */
    public static RsaPrivateKey generate(int bits, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), random);
            return of(generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the JDK makes no RSA key of " + bits + " bit", e);
        }
    }

    /**
     * Reads {@code RSA PRIVATE KEY} (PKCS#1) or {@code PRIVATE KEY} (PKCS#8) PEM without passphrase.
     *
     * @throws KeyFormatException if it is not such a key
     */
    public static RsaPrivateKey parse(String pemText) {
        Pem pem = Pem.parse(pemText);
        byte[] pkcs8 = switch (pem.label()) {
            case "PRIVATE KEY" -> pem.content();
            case "RSA PRIVATE KEY" -> Der.privateToPkcs8(pem.content());
            case "ENCRYPTED PRIVATE KEY" ->
                throw new KeyFormatException(
                        "the key is encrypted with a passphrase; write it without one, e.g. openssl rsa");
            default -> throw new KeyFormatException("PEM of another kind than a private key");
        };
        try {
            return of(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            throw new KeyFormatException("not an RSA private key");
        }
    }

    private static RsaPrivateKey of(PrivateKey key) {
        if (key instanceof RSAPrivateCrtKey crt) {
            return new RsaPrivateKey(crt);
        }
        throw new KeyFormatException("an RSA private key without its primes");
    }

    /**
     * Reads a key file.
     *
     * @throws KeyFormatException if it holds no key
     * @throws IOException if it cannot be read, or others than its owner may read it
     */
    public static RsaPrivateKey load(Path file) throws IOException {
        return parse(PrivateFile.read(file));
    }

    /**
     * Writes PKCS#1 PEM to a new file that only its owner can read, mode 0400 from its first moment.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file already; a key is never overwritten
     */
    public void save(Path file) throws IOException {
        PrivateFile.create(file, (pem() + "\n").getBytes(StandardCharsets.US_ASCII), "r--------");
    }

    /** PKCS#1 PEM without a line end at the end; a secret. */
    public String pem() {
        return new Pem("RSA PRIVATE KEY", Der.pkcs8ToPrivate(key.getEncoded())).text();
    }

    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /** Signs data; one private operation. */
    public byte[] sign(SigningAlgorithm algorithm, byte[] data) {
        try {
            Signature signer = Signature.getInstance(algorithm.jcaName());
            signer.initSign(key);
            signer.update(data);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses " + algorithm.wireName(), e);
        }
    }

    /**
     * Signs a short message so that it can be recovered from the signature (X9.31); one private operation, always the same
     * result.
     */
    public byte[] signRecovery(byte[] message) {
        byte[] block = RecoverySignature.block(message, (publicKey.bits() + 7) / 8);
        try {
            Cipher raw = Cipher.getInstance("RSA/ECB/NoPadding");
            raw.init(Cipher.DECRYPT_MODE, key);
            return RecoverySignature.smaller(raw.doFinal(block), key.getModulus());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses a raw RSA operation", e);
        }
    }

    /**
     * Decrypts what was encrypted with {@link #publicKey}.
     *
     * @throws AuthFailure for anything else, always with the same message
     */
    public byte[] decrypt(EncryptionAlgorithm algorithm, byte[] encrypted) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, algorithm.parameters());
            return cipher.doFinal(encrypted);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the JDK refuses this private key", e);
        } catch (GeneralSecurityException e) {
            throw new AuthFailure("RSA decryption failed");
        }
    }

    @Override
    public String toString() {
        return "RsaPrivateKey[" + publicKey + "]";
    }
}
