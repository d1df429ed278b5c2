package dev.brine.engine.key;

import dev.brine.transport.crypto.KeyFormatException;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The minions' public keys, in the directories that stock Salt and its {@code salt-key} use.
 *
 * <p>The directories are the truth: other programs move files in them, and what they did counts at the next question. Within
 * this process every change of an id's key happens under that id's lock, see {@link #exclusively}; writes are all or nothing.
 * A file that holds no usable key is set aside under a hidden name and logged, so its id is as good as unknown.
 *
 * <p>Safe for many threads. I/O trouble is an {@link IOException} that names the file; nothing has changed then.
 */
public final class KeyStore {
    private static final Logger log = LoggerFactory.getLogger(KeyStore.class);
    private static final int MAX_BYTES = 64 * 1024;
    private static final int LOCKS = 256;
    private static final long SETTLED_MILLIS = 1000;

    private final Path pki;
    private final Clock clock;
    private final KeyFiles files = new KeyFiles();
    private final KeyChanges changes = new KeyChanges();
    private final KeyCache cache = new KeyCache();
    private final KeyIndex index;
    private final Map<KeyState, Listing> listings = new ConcurrentHashMap<>();
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    /** Opens the store and makes the directories that are missing. */
    public KeyStore(Path pki, Clock clock) throws IOException {
        this.pki = pki;
        this.clock = clock;
        for (KeyState state : KeyState.values()) {
            files.directory(directory(state));
        }
        this.index = new KeyIndex(new KeyIndex.Source() {
            @Override
            public SortedSet<String> ids(KeyState state) throws IOException {
                return KeyStore.this.ids(state);
            }

            @Override
            public Optional<String> text(String id, KeyState state) throws IOException {
                return MinionId.isValid(id) ? key(new MinionId(id), state).map(RsaPublicKey::text) : Optional.empty();
            }
        });
    }

    /** The names in a directory, good for as long as the directory has this time. */
    private record Listing(FileTime changed, SortedSet<String> ids) {}

    /** Work on one id's key that nobody in this process may interleave with. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /** Holds back announcements; see {@link #batch}. */
    @FunctionalInterface
    public interface Batch extends AutoCloseable {
        @Override
        void close();
    }

    /** Hears of changes until it is closed. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Runs {@code work} while no other thread can change the id's key; listeners hear of changes afterwards. */
    public <T> T exclusively(MinionId id, Work<T> work) throws IOException {
        ReentrantLock lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
        Batch announcements = changes.batch();
        try {
            lock.lock();
            try {
                return work.run();
            } finally {
                lock.unlock();
            }
        } finally {
            announcements.close();
        }
    }

    /** The key that decides how this id's sign-in ends. Salt 3006: a rejected one comes first, then accepted, then pending. */
    public Optional<StoredKey> find(MinionId id) throws IOException {
        for (KeyState state : new KeyState[] {KeyState.REJECTED, KeyState.ACCEPTED, KeyState.PENDING}) {
            Optional<RsaPublicKey> key = key(id, state);
            if (key.isPresent()) {
                return Optional.of(new StoredKey(state, key.get()));
            }
        }
        return Optional.empty();
    }

    /** The key under which this id may send encrypted requests. */
    public Optional<RsaPublicKey> accepted(MinionId id) throws IOException {
        return key(id, KeyState.ACCEPTED);
    }

    /** The id's key in one state. */
    public Optional<RsaPublicKey> key(MinionId id, KeyState state) throws IOException {
        Path file = file(id, state);
        Optional<BasicFileAttributes> attributes = files.attributes(file);
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        Optional<RsaPublicKey> known = cache.get(file, attributes.get());
        return known.isPresent() ? known : read(id, state, file, attributes.get());
    }

    /** Names of the keys in one state, as {@code salt-key -l} lists them. */
    public SortedSet<String> ids(KeyState state) throws IOException {
        FileTime changed = Files.getLastModifiedTime(directory(state));
        Listing known = listings.get(state);
        if (known != null && known.changed.equals(changed)) {
            return known.ids;
        }
        SortedSet<String> ids = Collections.unmodifiableSortedSet(list(state));
        // a directory's time is only as fine as the kernel's tick: what changed just now may change again within it
        if (System.currentTimeMillis() - changed.toMillis() > SETTLED_MILLIS) {
            listings.put(state, new Listing(changed, ids));
        }
        return ids;
    }

    /** When the directories that decide on sign-ins changed last; other times than before mean that a key may have come or gone. */
    public List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (KeyState state : List.of(KeyState.REJECTED, KeyState.ACCEPTED, KeyState.PENDING)) {
            times.add(Files.getLastModifiedTime(directory(state)));
        }
        return times;
    }

    private SortedSet<String> list(KeyState state) throws IOException {
        SortedSet<String> ids = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory(state))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && files.attributes(entry).isPresent()) {
                    ids.add(name);
                }
            }
        }
        return ids;
    }

    /** The file's content as it is, for showing. */
    public Optional<String> text(MinionId id, KeyState state) throws IOException {
        try {
            return Optional.of(Files.readString(file(id, state), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Stores a key that is new under this id and state.
     *
     * @return false when there is one already; it stays
     */
    public boolean add(MinionId id, KeyState state, RsaPublicKey key) throws IOException {
        return exclusively(id, () -> {
            boolean added = files.create(file(id, state), key.text());
            if (added) {
                index.added(id.value(), state, key.text());
                changes.announce(id);
            }
            return added;
        });
    }

    /** Stores a key over whatever this id has in this state. */
    public void put(MinionId id, KeyState state, RsaPublicKey key) throws IOException {
        exclusively(id, () -> {
            files.replace(file(id, state), key.text());
            index.removed(id.value(), state);
            index.added(id.value(), state, key.text());
            changes.announce(id);
            return true;
        });
    }

    /** Moves an id's key to another state, over one that is there. False when there was none to move. */
    public boolean move(MinionId id, KeyState from, KeyState to) throws IOException {
        return exclusively(id, () -> {
            Optional<RsaPublicKey> key = key(id, from);
            boolean moved = key.isPresent() && files.move(file(id, from), file(id, to));
            if (moved) {
                index.removed(id.value(), from);
                index.added(id.value(), to, key.get().text());
                changes.announce(id);
            }
            return moved;
        });
    }

    public boolean remove(MinionId id, KeyState state) throws IOException {
        return exclusively(id, () -> {
            boolean removed = Files.deleteIfExists(file(id, state));
            if (removed) {
                index.forget();
                index.removed(id.value(), state);
                changes.announce(id);
            }
            return removed;
        });
    }

    /** An id of a known key that differs from this one in nothing but upper and lower case, or a dot at the end. */
    public Optional<String> twin(MinionId id) throws IOException {
        return index.twin(id.value());
    }

    /** How many keys are pending; may lag a second behind what other programs do. */
    public int pending() throws IOException {
        return index.pending();
    }

    /** How many keys were denied. */
    public int denied() throws IOException {
        return index.denied();
    }

    /** Under how many ids this very key is pending. */
    public int pendingIdsOf(RsaPublicKey key) throws IOException {
        return index.pendingIdsOf(key.text());
    }

    /** Tells {@code listener} of every change made through this store; closing the result ends that. */
    public Listening listen(KeyListener listener) {
        return changes.listen(listener);
    }

    /** Holds back what listeners would hear of this thread's changes until the batch is closed. */
    public Batch batch() {
        return changes.batch();
    }

    private Optional<RsaPublicKey> read(MinionId id, KeyState state, Path file, BasicFileAttributes attributes)
            throws IOException {
        try {
            if (attributes.size() > MAX_BYTES) {
                throw new KeyFormatException("a file of " + attributes.size() + " bytes");
            }
            RsaPublicKey key = RsaPublicKey.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
            cache.put(file, attributes, key);
            return Optional.of(key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (KeyFormatException e) {
            Path aside = file.resolveSibling("." + id.value() + ".corrupt-" + clock.millis());
            log.warn("{} holds no usable key ({}); kept as {}, the minion must ask anew", file, e.getMessage(), aside);
            files.move(file, aside);
            index.removed(id.value(), state);
            return Optional.empty();
        }
    }

    private Path directory(KeyState state) {
        return pki.resolve(state.directory());
    }

    private Path file(MinionId id, KeyState state) {
        return directory(state).resolve(id.value());
    }
}
