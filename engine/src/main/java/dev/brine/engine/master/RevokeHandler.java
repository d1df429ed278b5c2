package dev.brine.engine.master;

import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.channel.Reply;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code revoke_auth}: a minion gives its own key up. Only with {@code allow_minion_key_revoke}; otherwise the load comes back and
 * nothing happens (Salt 3006).
 */
final class RevokeHandler implements MinionCommand {
    private static final Logger log = LoggerFactory.getLogger(RevokeHandler.class);

    private final KeyStore keys;
    private final boolean allowed;

    RevokeHandler(KeyStore keys, boolean allowed) {
        this.keys = keys;
        this.allowed = allowed;
    }

    @Override
    public CompletionStage<Reply> handle(MinionCall call) throws IOException {
        if (!allowed) {
            log.warn("minion {} wants to give up its key; allow_minion_key_revoke is not set, so it stays", call.id());
            return Replies.value(call.load().all());
        }
        log.info("minion {} gives up its key", call.id());
        keys.remove(call.id(), KeyState.ACCEPTED);
        return Replies.value(true);
    }
}
