package dev.brine.transport.channel;

import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.wire.MinionId;

/** Who a minion is: its id and its key pair. */
public record MinionIdentity(MinionId id, RsaPrivateKey key) {}
