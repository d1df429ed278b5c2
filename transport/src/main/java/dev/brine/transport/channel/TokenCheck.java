package dev.brine.transport.channel;

import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks {@code tok}, the minion's recovery signature of the word {@code salt}.
 *
 * <p>It is the same for the life of a key, so the RSA operation is done once per key and afterwards octets are compared. Any
 * thread; one entry per accepted minion.
 */
final class TokenCheck {
    static final byte[] WORD = "salt".getBytes(StandardCharsets.US_ASCII);

    private final Map<MinionId, Known> known = new ConcurrentHashMap<>();

    boolean holds(MinionId minion, RsaPublicKey key, byte[] tok) {
        Known last = known.get(minion);
        if (last != null && last.key.equals(key) && MessageDigest.isEqual(last.tok, tok)) {
            return true;
        }
        if (!key.verifyRecovery(WORD, tok)) {
            return false;
        }
        known.put(minion, new Known(key, tok.clone()));
        return true;
    }

    void forget(MinionId minion) {
        known.remove(minion);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(RsaPublicKey key, byte[] tok) {}
}
