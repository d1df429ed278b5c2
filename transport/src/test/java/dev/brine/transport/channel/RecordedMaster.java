package dev.brine.transport.channel;

import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.vectors.Vectors;
import dev.brine.transport.wire.MinionId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A master that has the keys of the recorded one. */
final class RecordedMaster implements ServerKeys {
    static final SecureRandom RANDOM = new SecureRandom();

    final Map<MinionId, Crypticle> sessions = new HashMap<>();
    final Map<MinionId, RsaPublicKey> accepted = new HashMap<>();
    MasterKeys master;
    Instant now = Instant.ofEpochSecond(1795240550);

    RecordedMaster(String masterPem, String aesKey) {
        master = new MasterKeys(RsaPrivateKey.parse(masterPem), KeyString.of(aesKey), RANDOM);
    }

    /** The master of auth.json, with the minions it accepted. */
    @SuppressWarnings("unchecked")
    static RecordedMaster ofAuth(String aesKey) {
        Vectors auth = Vectors.load("auth");
        RecordedMaster recorded = new RecordedMaster(auth.key("master_pem"), aesKey);
        Map<String, Object> minions = (Map<String, Object>) auth.keys().get("minions");
        for (String name : new String[] {"vec-v3#0", "vec-v2#1", "vec-v1#2", "vec-v0#3"}) {
            recorded.accepted.put(
                    new MinionId(name.substring(0, name.indexOf('#'))),
                    RsaPublicKey.parse(((Map<String, String>) minions.get(name)).get("pub")));
        }
        return recorded;
    }

    RecordedMaster session(String minion, String key) {
        sessions.put(new MinionId(minion), new Crypticle(KeyString.of(key), RANDOM));
        return this;
    }

    RecordedMaster accept(String minion, RsaPublicKey key) {
        accepted.put(new MinionId(minion), key);
        return this;
    }

    RecordedMaster at(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
        return this;
    }

    ServerChannel channel(int minimumVersion) {
        return new ServerChannel(this, ServerSettings.DEFAULT.withMinimumAuthVersion(minimumVersion), clock(), RANDOM);
    }

    Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Override
    public MasterKeys master() {
        return master;
    }

    @Override
    public Optional<Crypticle> session(MinionId minion) {
        return Optional.ofNullable(sessions.get(minion));
    }

    @Override
    public Optional<RsaPublicKey> publicKey(MinionId minion) {
        return Optional.ofNullable(accepted.get(minion));
    }
}
