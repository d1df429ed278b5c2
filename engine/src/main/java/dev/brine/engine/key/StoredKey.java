package dev.brine.engine.key;

import dev.brine.transport.crypto.RsaPublicKey;

/** A key that decides how its minion's sign-in ends. */
public record StoredKey(KeyState state, RsaPublicKey key) {}
