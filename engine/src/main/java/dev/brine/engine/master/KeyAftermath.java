package dev.brine.engine.master;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.key.KeyListener;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.channel.ServerChannel;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a minion's key is no longer accepted, or is another one: its session ends, the AES key is replaced, and what
 * was kept of the former owner of the id is forgotten, so that nobody inherits it.
 */
final class KeyAftermath implements KeyListener {
    private static final Logger log = LoggerFactory.getLogger(KeyAftermath.class);

    private final KeyStore keys;
    private final MasterSecrets secrets;
    private final MinionCache cache;
    private final Presence presence;
    private final Publications publications;
    private final ServerChannel channel;
    private final boolean rotate;
    private final Map<MinionId, RsaPublicKey> seen = new ConcurrentHashMap<>();

    KeyAftermath(
            KeyStore keys,
            MasterSecrets secrets,
            MinionCache cache,
            Presence presence,
            Publications publications,
            ServerChannel channel,
            boolean rotate) {
        this.keys = keys;
        this.secrets = secrets;
        this.cache = cache;
        this.presence = presence;
        this.publications = publications;
        this.channel = channel;
        this.rotate = rotate;
    }

    /** A minion signed in with this key. */
    void signedIn(MinionId id, RsaPublicKey key) {
        RsaPublicKey before = seen.put(id, key);
        if (before != null && !before.equals(key)) {
            forget(id);
        }
    }

    @Override
    public void changed(MinionId id) {
        try {
            Optional<RsaPublicKey> now = keys.accepted(id);
            RsaPublicKey before = seen.get(id);
            if (before != null && !now.equals(Optional.of(before))) {
                seen.remove(id);
                forget(id);
            } else if (now.isEmpty() && isKnown(id)) {
                cache.forget(id.value());
            }
        } catch (IOException e) {
            log.error("cannot look what became of the key of {}: {}", id, e.toString());
        }
    }

    private boolean isKnown(MinionId id) {
        return cache.fetch(id.value(), MinionCache.GRAINS).isPresent()
                || cache.fetch(id.value(), MinionCache.MINE).isPresent();
    }

    private void forget(MinionId id) {
        secrets.sessions().end(id);
        channel.forget(id);
        presence.forget(id);
        cache.forget(id.value());
        if (rotate) {
            publications.requestRotation();
        }
    }
}
