package dev.brine.engine.wheel;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code key}: which keys there are, by state. */
@Module("key")
public final class KeyLists {
    private final KeyStore keys;
    private final KeyMatch matches;
    private final MasterKeys own;

    KeyLists(KeyStore keys, KeyMatch matches, MasterKeys own) {
        this.keys = keys;
        this.matches = matches;
        this.own = own;
    }

    @Fn(name = "list", doc = """
                    List the keys of one state.

                    match: accepted, pre (or un), rejected, denied or all; beginnings are enough
                    """)
    public Map<String, Object> list(String match) throws IOException {
        Map<String, Object> found = new LinkedHashMap<>();
        if (match.startsWith("all")) {
            return listAll();
        } else if (match.startsWith("acc")) {
            put(found, KeyState.ACCEPTED);
        } else if (match.startsWith("pre") || match.startsWith("un")) {
            put(found, KeyState.PENDING);
        } else if (match.startsWith("rej")) {
            put(found, KeyState.REJECTED);
        } else if (match.startsWith("den")) {
            put(found, KeyState.DENIED);
        }
        return found;
    }

    @Fn(doc = "List all keys by state, and the master's own key files as 'local'.")
    public Map<String, Object> listAll() throws IOException {
        Map<String, Object> found = new LinkedHashMap<>();
        for (KeyState state : KeyState.values()) {
            put(found, state);
        }
        found.put(MasterKeys.LOCAL, own.names());
        return found;
    }

    @Fn(doc = """
                    List the keys whose id matches.

                    match: glob, or several joined by commas
                    """)
    public Map<String, Object> nameMatch(Object match) throws IOException {
        return new LinkedHashMap<>(matches.matching(match));
    }

    private void put(Map<String, Object> found, KeyState state) throws IOException {
        found.put(state.directory(), KeyMatch.sorted(keys.ids(state)));
    }
}
