package dev.brine.cli.command;

import dev.brine.cli.remote.EventDoor;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.Tags;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.crypto.Fingerprint;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master's key directories as {@code salt-key} shows and changes them; each change is announced on the event bus. */
final class KeyRing implements Keys {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    static final List<KeyState> ORDER =
            List.of(KeyState.ACCEPTED, KeyState.PENDING, KeyState.REJECTED, KeyState.DENIED);

    private final MasterConfig config;
    private final KeyStore store;
    private final EventDoor door;

    private KeyRing(MasterConfig config, KeyStore store, EventDoor door) {
        this.config = config;
        this.store = store;
        this.door = door;
    }

    static KeyRing open(MasterConfig config) throws IOException {
        return new KeyRing(
                config,
                new KeyStore(config.paths().pki(), Clock.systemUTC()),
                EventDoor.of(config.paths().sock()));
    }

    @Override
    public Map<String, List<String>> list() throws IOException {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (KeyState state : ORDER) {
            all.put(state.directory(), ids(state));
        }
        return all;
    }

    @Override
    public List<String> matching(KeyState state, String match) throws IOException {
        List<String> globs = Arrays.asList(match.split(",", -1));
        return ids(state).stream()
                .filter(id -> globs.stream().anyMatch(glob -> Glob.of(glob).test(id)))
                .toList();
    }

    @Override
    public Map<String, Map<String, String>> texts(String match) throws IOException {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        for (KeyState state : ORDER) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String id : matching(state, match)) {
                texts.put(id, text(id, state));
            }
            if (!texts.isEmpty() || match.equals("*")) {
                found.put(state.directory(), texts);
            }
        }
        return found;
    }

    @Override
    public Map<String, Map<String, String>> fingerprints(String match) throws IOException {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        texts(match).forEach((state, texts) -> {
            Map<String, String> fingerprints = new LinkedHashMap<>();
            texts.forEach((id, text) ->
                    fingerprints.put(id, Fingerprint.of(text, config.files().hashType())));
            found.put(state, fingerprints);
        });
        Map<String, String> own = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(config.paths().pki())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean key = name.endsWith(".pub") || name.endsWith(".pem");
                if (key && Files.isRegularFile(file) && Glob.of(match).test(name)) {
                    own.put(
                            name,
                            Fingerprint.of(
                                    Files.readString(file), config.files().hashType()));
                }
            }
        }
        if (!own.isEmpty()) {
            found.put("local", own);
        }
        return found;
    }

    @Override
    public boolean change(String name, KeyState from, String act) throws IOException {
        boolean done;
        if (!MinionId.isValid(name)) {
            done = act.equals("delete")
                    && Files.deleteIfExists(
                            config.paths().pki().resolve(from.directory()).resolve(name));
        } else {
            MinionId id = new MinionId(name);
            done = switch (act) {
                case "accept" -> store.move(id, from, KeyState.ACCEPTED);
                case "reject" -> store.move(id, from, KeyState.REJECTED);
                default -> store.remove(id, from);
            };
        }
        LOG.info("{} {} of {}: {}", act, name, from.directory(), done ? "done" : "there was no such key");
        if (done) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("result", true);
            data.put("act", act);
            data.put("id", name);
            door.fire(Tags.KEY, data);
        }
        return done;
    }

    @Override
    public void keepData(String id) throws IOException {
        if (MinionId.isValid(id)) {
            Path marks = Files.createDirectories(config.paths().cache().resolve(".keep"));
            Files.write(marks.resolve(id), new byte[0]);
        }
    }

    @Override
    public void requestNewSessionKey() throws IOException {
        Path file = config.paths().cache().resolve(".dfn");
        if (!Files.isDirectory(config.paths().cache())) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------")));
        } catch (FileAlreadyExistsException e) {
            // asked for already
        }
    }

    @Override
    public void close() {
        door.close();
    }

    private List<String> ids(KeyState state) throws IOException {
        List<String> ids = new ArrayList<>(store.ids(state));
        ids.sort(String.CASE_INSENSITIVE_ORDER);
        return ids;
    }

    private String text(String id, KeyState state) throws IOException {
        Path file = config.paths().pki().resolve(state.directory()).resolve(id);
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
