package dev.brine.engine.master;

import dev.brine.engine.key.KeyStore;
import dev.brine.transport.channel.MasterKeys;
import dev.brine.transport.channel.ServerKeys;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All keys that are in force now: the master's pair, the AES key that all minions share, each minion's session and public key.
 *
 * <p>The AES key and its signatures are one immutable value that a rotation replaces whole. Safe for many threads.
 */
final class MasterSecrets implements ServerKeys {
    private static final Logger log = LoggerFactory.getLogger(MasterSecrets.class);

    private final RsaPrivateKey pair;
    private final @Nullable RsaPrivateKey signer;
    private final SecureRandom random;
    private final KeyStore keys;
    private final Sessions sessions;
    private volatile MasterKeys current;

    MasterSecrets(
            RsaPrivateKey pair, Optional<RsaPrivateKey> signer, KeyStore keys, Sessions sessions, SecureRandom random) {
        this.pair = pair;
        this.signer = signer.orElse(null);
        this.keys = keys;
        this.sessions = sessions;
        this.random = random;
        this.current = fresh();
    }

    private MasterKeys fresh() {
        KeyString aes = KeyString.generate(random);
        return signer == null ? new MasterKeys(pair, aes, random) : new MasterKeys(pair, aes, signer, random);
    }

    /** Puts a new AES key in force; what is published from now on cannot be read with the old one. */
    void rotate() {
        current = fresh();
    }

    Sessions sessions() {
        return sessions;
    }

    @Override
    public MasterKeys master() {
        return current;
    }

    @Override
    public Optional<Crypticle> session(MinionId minion) {
        return publicKey(minion).flatMap(key -> sessions.seal(minion, key));
    }

    @Override
    public Optional<RsaPublicKey> publicKey(MinionId minion) {
        try {
            return keys.accepted(minion);
        } catch (IOException e) {
            log.error("the key of {} cannot be read, its request is refused: {}", minion, e.toString());
            return Optional.empty();
        }
    }
}
