package dev.brine.engine.key;

import dev.brine.engine.config.Options;
import dev.brine.engine.config.RawConfig;
import dev.brine.transport.crypto.RsaPublicKey;
import java.io.IOException;
import java.util.Optional;

/**
 * How many keys of strangers are kept: whoever reaches the port may offer as many ids as he likes.
 *
 * @param pending keys that wait for the operator ({@code auth_pending_max}); 0 = any number
 * @param denied keys kept as denied ({@code auth_denied_max}); 0 = any number
 * @param sameKey ids under which one key may wait ({@code auth_same_key_max}); 0 = any number
 */
public record PendingLimits(int pending, int denied, int sameKey) {

    public static PendingLimits of(RawConfig raw) {
        Options o = new Options(raw);
        return new PendingLimits(
                o.integer("auth_pending_max", 1000),
                o.integer("auth_denied_max", 1000),
                o.integer("auth_same_key_max", 50));
    }

    /** Why one more pending key has no room; empty when it has. */
    Optional<String> refusal(KeyStore keys, RsaPublicKey key) throws IOException {
        if (pending > 0 && keys.pending() >= pending) {
            return Optional.of(pending + " keys are pending already (auth_pending_max)");
        }
        if (sameKey > 0 && keys.pendingIdsOf(key) >= sameKey) {
            return Optional.of("this key is pending under " + sameKey + " ids already (auth_same_key_max)");
        }
        return Optional.empty();
    }

    boolean deniedHasRoom(KeyStore keys) throws IOException {
        return denied <= 0 || keys.denied() < denied;
    }
}
