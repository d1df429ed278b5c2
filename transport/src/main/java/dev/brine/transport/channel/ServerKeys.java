package dev.brine.transport.channel;

import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.util.Optional;

/**
 * Where the master's channel finds keys. Each call gives what is in force now; called by many threads, so it must be quick and
 * must not block.
 */
public interface ServerKeys {
    /** The master's own keys. */
    MasterKeys master();

    /** The session key of an accepted minion; empty if it is not accepted or its session has ended. */
    Optional<Crypticle> session(MinionId minion);

    /** The public key of an accepted minion; empty if it is not accepted. */
    Optional<RsaPublicKey> publicKey(MinionId minion);
}
