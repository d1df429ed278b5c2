package dev.brine.transport.crypto;

import dev.brine.transport.wire.Nonce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Salt's symmetric seal.
 *
 * <pre>
 * blob  = IV(16) | AES-192-CBC, PKCS#7 padded | HMAC-SHA256(IV | cipher text)(32)
 * plain = "pickle::" | [nonce(32)] | msgpack
 * </pre>
 *
 * The nonce is there only in replies. A blob whose plain text lacks the prefix is refused, where Salt silently reads it
 * as an empty map. The {@code serial} field of a published job is not looked at here.
 *
 * <p>Immutable; any thread. The JDK's engines are kept one pair a thread, because finding them costs more than the work on
 * a typical message.
 */
public final class Crypticle {
    private static final byte[] PREFIX = "pickle::".getBytes(StandardCharsets.US_ASCII);
    private static final int AES_BYTES = 24;
    private static final int BLOCK = 16;
    private static final int MAC_BYTES = 32;
    private static final ThreadLocal<Engines> ENGINES = ThreadLocal.withInitial(Engines::new);

    private final SecretKeySpec aesKey;
    private final SecretKeySpec macKey;
    private final SecureRandom random;

    public Crypticle(KeyString key, SecureRandom random) {
        byte[] bytes = key.bytes();
        this.aesKey = new SecretKeySpec(bytes, 0, AES_BYTES, "AES");
        this.macKey = new SecretKeySpec(bytes, AES_BYTES, bytes.length - AES_BYTES, "HmacSHA256");
        this.random = random;
        Arrays.fill(bytes, (byte) 0);
    }

    /** Seals msgpack bytes without a nonce: requests, publishes, replies to versions 0 and 1. */
    public byte[] seal(byte[] payload) {
        return seal(payload, null);
    }

    /** Seals msgpack bytes; with a nonce for a reply. */
    public byte[] seal(byte[] payload, @Nullable Nonce nonce) {
        byte[] plain = plain(payload, nonce);
        int cipherLength = (plain.length / BLOCK + 1) * BLOCK;
        byte[] blob = new byte[BLOCK + cipherLength + MAC_BYTES];
        byte[] iv = new byte[BLOCK];
        random.nextBytes(iv);
        System.arraycopy(iv, 0, blob, 0, BLOCK);
        try {
            Engines engines = ENGINES.get();
            engines.cipher.init(Cipher.ENCRYPT_MODE, aesKey, new IvParameterSpec(iv));
            engines.cipher.doFinal(plain, 0, plain.length, blob, BLOCK);
            engines.mac.init(macKey);
            engines.mac.update(blob, 0, BLOCK + cipherLength);
            engines.mac.doFinal(blob, BLOCK + cipherLength);
            return blob;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses AES-192-CBC or HMAC-SHA256", e);
        }
    }

    /** Opens a blob that carries no nonce. */
    public byte[] open(byte[] blob) {
        return open(blob, null);
    }

    /**
     * Opens a blob and returns the msgpack bytes.
     *
     * @param nonce what the blob must begin with, or null if it carries none
     * @throws AuthFailure if it is malformed, sealed with another key, or carries another nonce
     */
    public byte[] open(byte[] blob, @Nullable Nonce nonce) {
        int sealed = blob.length - MAC_BYTES;
        if (sealed < 2 * BLOCK || sealed % BLOCK != 0) {
            throw new AuthFailure("a blob of " + blob.length + " bytes is cut");
        }
        byte[] plain;
        try {
            Engines engines = ENGINES.get();
            engines.mac.init(macKey);
            engines.mac.update(blob, 0, sealed);
            if (!MessageDigest.isEqual(engines.mac.doFinal(), Arrays.copyOfRange(blob, sealed, blob.length))) {
                throw new AuthFailure("HMAC mismatch");
            }
            engines.cipher.init(Cipher.DECRYPT_MODE, aesKey, new IvParameterSpec(blob, 0, BLOCK));
            plain = engines.cipher.doFinal(blob, BLOCK, sealed - BLOCK);
        } catch (GeneralSecurityException e) {
            throw new AuthFailure("bad padding under a good HMAC");
        }
        return payload(plain, nonce);
    }

    private static byte[] plain(byte[] payload, @Nullable Nonce nonce) {
        int start = PREFIX.length + (nonce == null ? 0 : Nonce.LENGTH);
        byte[] plain = new byte[start + payload.length];
        System.arraycopy(PREFIX, 0, plain, 0, PREFIX.length);
        if (nonce != null) {
            System.arraycopy(ascii(nonce), 0, plain, PREFIX.length, Nonce.LENGTH);
        }
        System.arraycopy(payload, 0, plain, start, payload.length);
        return plain;
    }

    private static byte[] payload(byte[] plain, @Nullable Nonce nonce) {
        int start = PREFIX.length;
        if (plain.length < start || !Arrays.equals(plain, 0, start, PREFIX, 0, start)) {
            throw new AuthFailure("the payload marker is missing");
        }
        if (nonce != null) {
            start += Nonce.LENGTH;
            if (plain.length < start
                    || !MessageDigest.isEqual(Arrays.copyOfRange(plain, PREFIX.length, start), ascii(nonce))) {
                throw new AuthFailure("nonce mismatch");
            }
        }
        return Arrays.copyOfRange(plain, start, plain.length);
    }

    private static byte[] ascii(Nonce nonce) {
        return nonce.value().getBytes(StandardCharsets.US_ASCII);
    }

    /** One thread's engines; keyed anew for every message. */
    private static final class Engines {
        private final Cipher cipher;
        private final Mac mac;

        Engines() {
            try {
                cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
                mac = Mac.getInstance("HmacSHA256");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no AES or HMAC-SHA256", e);
            }
        }
    }
}
