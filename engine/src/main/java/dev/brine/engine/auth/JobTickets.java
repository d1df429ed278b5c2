package dev.brine.engine.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Proofs that somebody has started a job, so that he may read what comes of it without reading everybody's events.
 *
 * <p>A ticket is the HMAC-SHA256 of the job id in hex, under a key that lives as long as this object. Any thread.
 */
public final class JobTickets {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    public JobTickets(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        secret = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The ticket of a job. */
    public String of(String jid) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(jid.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether this is the job's ticket: compared in constant time. */
    public boolean opens(String jid, @Nullable Object ticket) {
        return ticket instanceof String text
                && MessageDigest.isEqual(
                        of(jid).getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.UTF_8));
    }
}
