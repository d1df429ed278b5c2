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
    private final KeptData kept;
    private final Map<MinionId, RsaPublicKey> seen = new ConcurrentHashMap<>();

    KeyAftermath(
            KeyStore keys,
            MasterSecrets secrets,
            MinionCache cache,
            Presence presence,
            Publications publications,
            ServerChannel channel,
            boolean rotate,
            KeptData kept) {
        this.keys = keys;
        this.secrets = secrets;
        this.cache = cache;
        this.presence = presence;
        this.publications = publications;
        this.channel = channel;
        this.rotate = rotate;
        this.kept = kept;
    }

    /** A minion signed in with this key. */
    void signedIn(MinionId id, RsaPublicKey key) {
        RsaPublicKey before = seen.put(id, key);
        if (before != null && !before.equals(key)) {
            end(id);
            cache.forget(id.value());
        }
    }

    @Override
    public void changed(MinionId id) {
        try {
            Optional<RsaPublicKey> now = keys.accepted(id);
            RsaPublicKey before = seen.get(id);
            if (before != null && !now.equals(Optional.of(before))) {
                seen.remove(id);
                end(id);
                forgetUnlessKept(id);
            } else if (now.isEmpty() && isKnown(id)) {
                forgetUnlessKept(id);
            }
        } catch (IOException e) {
            log.error("cannot look what became of the key of {}: {}", id, e.toString());
        }
    }

    private boolean isKnown(MinionId id) {
        return cache.fetch(id.value(), MinionCache.GRAINS).isPresent()
                || cache.fetch(id.value(), MinionCache.MINE).isPresent();
    }

    private void forgetUnlessKept(MinionId id) {
        if (!kept.keeps(id)) {
            cache.forget(id.value());
        }
    }

    private void end(MinionId id) {
        secrets.sessions().end(id);
        channel.forget(id);
        presence.forget(id);
        if (rotate) {
            publications.requestRotation();
        }
    }
}
