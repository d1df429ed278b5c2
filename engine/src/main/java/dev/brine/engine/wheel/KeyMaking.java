package dev.brine.engine.wheel;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code key}: new key pairs. */
@Module("key")
public final class KeyMaking {
    private final KeyStore keys;
    private final KeyEvents events;
    private final SecureRandom random;

    KeyMaking(KeyStore keys, KeyEvents events, SecureRandom random) {
        this.keys = keys;
        this.events = events;
        this.random = random;
    }

    @Fn(doc = """
                    Make a key pair and give it as PEM texts; nothing is stored.

                    id_: for whom; only its form is looked at
                    keysize: bits, 2048 to 8192
                    """)
    public Map<String, Object> gen(
            @Arg(name = "id_", dflt = "None") @Nullable Object id, @Arg(dflt = "2048") long keysize) {
        if (id != null) {
            id(String.valueOf(id));
        }
        return texts(pair(keysize));
    }

    @Fn(doc = """
                    Make a key pair for a minion, accept its public key, and give both as PEM texts.

                    id_: the minion
                    keysize: bits, 2048 to 8192
                    force: replace a key that this id has
                    """)
    public Map<String, Object> genAccept(
            @Arg(name = "id_") String id, @Arg(dflt = "2048") long keysize, @Arg(dflt = "False") boolean force)
            throws IOException {
        MinionId minion = id(id);
        RsaPrivateKey pair = pair(keysize);
        if (force) {
            keys.put(minion, KeyState.ACCEPTED, pair.publicKey());
        } else if (!keys.add(minion, KeyState.ACCEPTED, pair.publicKey())) {
            return new LinkedHashMap<>();
        }
        events.fire("accept", id);
        return texts(pair);
    }

    private static Map<String, Object> texts(RsaPrivateKey pair) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("priv", pair.pem() + "\n");
        made.put("pub", pair.publicKey().text());
        return made;
    }

    private RsaPrivateKey pair(long bits) {
        if (bits < 2048 || bits > 8192) {
            throw new FunctionError("keysize must be 2048 to 8192, found " + bits);
        }
        return RsaPrivateKey.generate((int) bits, random);
    }

    private static MinionId id(String id) {
        if (!MinionId.isValid(id)) {
            throw new FunctionError("'" + id + "' cannot be a minion id");
        }
        return new MinionId(id);
    }
}
