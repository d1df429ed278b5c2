package dev.brine.engine.wheel;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Tags;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.crypto.Fingerprint;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code key.*}: the operator's view of the minions' keys, and his decisions.
 *
 * <p>Salt 3006: wheel/key.py, key.py. Results are maps of state directory ({@code minions}, {@code minions_pre}, ...) to ids, as
 * they are after the call. Each decision fires {@code salt/key}.
 */
@Module("key")
public final class KeyWheel {
    private static final String LOCAL = "local";
    private static final String MASTER_PUB = "master.pub";

    private final KeyStore keys;
    private final KeyMatch matches;
    private final EventBus bus;
    private final Path pki;
    private final String hashType;
    private final SecureRandom random;

    public KeyWheel(KeyStore keys, EventBus bus, Path pki, String hashType, SecureRandom random) {
        this.keys = keys;
        this.matches = new KeyMatch(keys);
        this.bus = bus;
        this.pki = pki;
        this.hashType = hashType;
        this.random = random;
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
        found.put(LOCAL, local());
        return found;
    }

    @Fn(doc = """
                    List the keys whose id matches.

                    match: glob, or several joined by commas
                    """)
    public Map<String, Object> nameMatch(Object match) throws IOException {
        return new LinkedHashMap<>(matches.matching(match));
    }

    @Fn(doc = """
                    Accept pending keys.

                    match: glob over ids, or several joined by commas
                    include_rejected: take rejected keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> accept(
            Object match, @Arg(dflt = "False") boolean includeRejected, @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        accept(matches.matching(match), includeRejected, includeDenied);
        return nameMatch(match);
    }

    @Fn(doc = """
                    Accept the keys named, by state: {'minions_pre': ['web1']}.

                    match: map of state to list of ids
                    include_rejected: take rejected keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> acceptDict(
            Map<String, Object> match,
            @Arg(dflt = "False") boolean includeRejected,
            @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        Map<String, List<String>> named = KeyMatch.named(match);
        accept(named, includeRejected, includeDenied);
        return new LinkedHashMap<>(matches.now(named));
    }

    @Fn(doc = """
                    Reject pending keys.

                    match: glob over ids, or several joined by commas
                    include_accepted: take accepted keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> reject(
            Object match, @Arg(dflt = "False") boolean includeAccepted, @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        reject(matches.matching(match), includeAccepted, includeDenied);
        return nameMatch(match);
    }

    @Fn(doc = """
                    Reject the keys named, by state: {'minions_pre': ['web1']}.

                    match: map of state to list of ids
                    include_accepted: take accepted keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> rejectDict(
            Map<String, Object> match,
            @Arg(dflt = "False") boolean includeAccepted,
            @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        Map<String, List<String>> named = KeyMatch.named(match);
        reject(named, includeAccepted, includeDenied);
        return new LinkedHashMap<>(matches.now(named));
    }

    @Fn(doc = """
                    Delete keys, whatever their state.

                    match: glob over ids, or several joined by commas
                    """)
    public Map<String, Object> delete(Object match) throws IOException {
        deleteAll(matches.matching(match));
        return nameMatch(match);
    }

    @Fn(doc = """
                    Delete the keys named, by state: {'minions': ['web1']}.

                    match: map of state to list of ids
                    """)
    public Map<String, Object> deleteDict(Map<String, Object> match) throws IOException {
        Map<String, List<String>> named = KeyMatch.named(match);
        deleteAll(named);
        return new LinkedHashMap<>(matches.now(named));
    }

    @Fn(doc = """
                    Show keys as PEM text, by state and id.

                    match: glob over ids, or several joined by commas
                    """)
    public Map<String, Object> keyStr(Object match) throws IOException {
        return each(match, (state, id) -> keys.text(id, state).orElse(""));
    }

    @Fn(doc = """
                    Show keys as PEM text, by state and id.

                    match: glob over ids, or several joined by commas
                    """)
    public Map<String, Object> print(Object match) throws IOException {
        return keyStr(match);
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
        for (String name : local()) {
            if (globs.stream().anyMatch(glob -> glob.test(name))) {
                own.put(name, Fingerprint.of(localText(name), type));
            }
        }
        if (!own.isEmpty()) {
            found.put(LOCAL, own);
        }
        return found;
    }

    @Fn(doc = """
                    Show the fingerprint of the master's public key.

                    hash_type: the master's hash_type unless given
                    """)
    public Map<String, Object> fingerMaster(@Arg(dflt = "None") @Nullable Object hashType) throws IOException {
        return Map.of(LOCAL, Map.of(MASTER_PUB, Fingerprint.of(localText(MASTER_PUB), type(hashType))));
    }

    @Fn(doc = "Show the master's public key.")
    public Map<String, Object> masterKeyStr() throws IOException {
        return Map.of(LOCAL, Map.of(MASTER_PUB, localText(MASTER_PUB)));
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
        fire("accept", id);
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

    private String type(@Nullable Object given) {
        return given == null ? hashType : String.valueOf(given);
    }

    private void accept(Map<String, List<String>> ids, boolean rejected, boolean denied) throws IOException {
        move(ids, KeyState.PENDING, KeyState.ACCEPTED, "accept");
        if (rejected) {
            move(ids, KeyState.REJECTED, KeyState.ACCEPTED, "accept");
        }
        if (denied) {
            move(ids, KeyState.DENIED, KeyState.ACCEPTED, "accept");
        }
    }

    private void reject(Map<String, List<String>> ids, boolean accepted, boolean denied) throws IOException {
        move(ids, KeyState.PENDING, KeyState.REJECTED, "reject");
        if (accepted) {
            move(ids, KeyState.ACCEPTED, KeyState.REJECTED, "reject");
        }
        if (denied) {
            move(ids, KeyState.DENIED, KeyState.REJECTED, "reject");
        }
    }

    private void move(Map<String, List<String>> ids, KeyState from, KeyState to, String act) throws IOException {
        for (String id : ids.getOrDefault(from.directory(), List.of())) {
            if (MinionId.isValid(id) && keys.move(new MinionId(id), from, to)) {
                fire(act, id);
            }
        }
    }

    private void deleteAll(Map<String, List<String>> ids) throws IOException {
        for (KeyState state : KeyState.values()) {
            for (String id : ids.getOrDefault(state.directory(), List.of())) {
                if (MinionId.isValid(id) && keys.remove(new MinionId(id), state)) {
                    fire("delete", id);
                }
            }
        }
    }

    private void fire(String act, String id) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", true);
        data.put("act", act);
        data.put("id", id);
        bus.publish(Tags.KEY, data);
    }

    private static MinionId id(String id) {
        if (!MinionId.isValid(id)) {
            throw new FunctionError("'" + id + "' cannot be a minion id");
        }
        return new MinionId(id);
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

    private void put(Map<String, Object> found, KeyState state) throws IOException {
        found.put(state.directory(), KeyMatch.sorted(keys.ids(state)));
    }

    private List<String> local() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pki, "*.{pem,pub}")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return KeyMatch.sorted(names);
    }

    private String localText(String name) throws IOException {
        return Files.readString(pki.resolve(name), StandardCharsets.ISO_8859_1);
    }
}
