package dev.brine.engine.wheel;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.crypto.Fingerprint;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code key}: keys and their fingerprints, the master's own among them. */
@Module("key")
public final class KeyTexts {
    private final KeyStore keys;
    private final KeyMatch matches;
    private final MasterKeys master;
    private final String hashType;

    KeyTexts(KeyStore keys, KeyMatch matches, MasterKeys master, String hashType) {
        this.keys = keys;
        this.matches = matches;
        this.master = master;
        this.hashType = hashType;
    }

    @Fn(name = "key_str", doc = """
                    Show keys as PEM text, by state and id.

                    match: glob over ids, or several joined by commas
                    """)
    @Fn(name = "print", doc = """
                    Show keys as PEM text, by state and id.

                    match: glob over ids, or several joined by commas
                    """)
    public Map<String, Object> keyStr(Object match) throws IOException {
        return each(match, (state, id) -> keys.text(id, state).orElse(""));
    }

    @Fn(doc = """
                    Show fingerprints, by state and id.

                    match: glob over ids, or several joined by commas
                    hash_type: the master's hash_type unless given
                    """)
    public Map<String, Object> finger(Object match, @Arg(dflt = "None") @Nullable Object hashType) throws IOException {
        String type = type(hashType);
        Map<String, Object> found =
                each(match, (state, id) -> Fingerprint.of(keys.text(id, state).orElse(""), type));
        Map<String, Object> own = new LinkedHashMap<>();
        List<Glob> globs = KeyMatch.globs(match);
        for (String name : master.names()) {
            if (globs.stream().anyMatch(glob -> glob.test(name))) {
                own.put(name, Fingerprint.of(master.text(name), type));
            }
        }
        if (!own.isEmpty()) {
            found.put(MasterKeys.LOCAL, own);
        }
        return found;
    }

    @Fn(doc = """
                    Show the fingerprint of the master's public key.

                    hash_type: the master's hash_type unless given
                    """)
    public Map<String, Object> fingerMaster(@Arg(dflt = "None") @Nullable Object hashType) throws IOException {
        return Map.of(
                MasterKeys.LOCAL,
                Map.of(MasterKeys.PUBLIC, Fingerprint.of(master.text(MasterKeys.PUBLIC), type(hashType))));
    }

    @Fn(doc = "Show the master's public key.")
    public Map<String, Object> masterKeyStr() throws IOException {
        return Map.of(MasterKeys.LOCAL, Map.of(MasterKeys.PUBLIC, master.text(MasterKeys.PUBLIC)));
    }

    private String type(@Nullable Object given) {
        return given == null ? hashType : String.valueOf(given);
    }

    /** What to show of one key. */
    @FunctionalInterface
    private interface Shown {
        String of(KeyState state, MinionId id) throws IOException;
    }

    private Map<String, Object> each(Object match, Shown shown) throws IOException {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : matches.matching(match).entrySet()) {
            KeyState state = KeyState.ofDirectory(entry.getKey()).orElseThrow();
            Map<String, Object> byId = new LinkedHashMap<>();
            for (String id : entry.getValue()) {
                if (MinionId.isValid(id)) {
                    byId.put(id, shown.of(state, new MinionId(id)));
                }
            }
            found.put(entry.getKey(), byId);
        }
        return found;
    }
}
